"""The commit that a checkout stands at."""

import os
import subprocess
from pathlib import Path

UNKNOWN: tuple[str, bool | None] = ("unknown", None)
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")  # set while a hook runs, and perhaps for another checkout


def commit_of(root: Path) -> tuple[str, bool | None]:
    """The commit of a checkout and whether anything in it differs from that; unknown where it is none of git's own.

    A file that git ignores counts as no difference, one that it does not know yet does.
    """
    try:
        top, commit = _git(root, "rev-parse", "--show-toplevel", "HEAD").splitlines()
        if Path(top).resolve() != root.resolve():
            return UNKNOWN  # a copy that lies inside another project
        return commit, bool(_git(root, "--no-optional-locks", "status", "--porcelain"))
    except (OSError, subprocess.CalledProcessError, ValueError):
        return UNKNOWN


def _git(root: Path, *arguments: str) -> str:
    env = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(["git", "-C", str(root), *arguments], env=env, capture_output=True, text=True, check=True)
    return done.stdout
