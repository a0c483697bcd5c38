"""The commit of a checkout, in small ones made for it."""

import subprocess
from pathlib import Path

import pytest

from collabstudy.runner.commit import UNKNOWN, commit_of


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    folder.mkdir()
    (folder / "tracked").write_text("x")
    (folder / ".gitignore").write_text("build/\n")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "one")
    return folder


def test_a_clean_checkout_then_a_changed_one(checkout: Path) -> None:
    commit = git(checkout, "rev-parse", "HEAD")
    assert len(commit) == 40
    assert commit_of(checkout) == (commit, False)
    (checkout / "build").mkdir()
    (checkout / "build" / "x").write_text("ignored")
    assert commit_of(checkout) == (commit, False)
    (checkout / "tracked").write_text("y")
    assert commit_of(checkout) == (commit, True)
    git(checkout, "add", "tracked")
    assert commit_of(checkout) == (commit, True)
    git(checkout, "commit", "--quiet", "-m", "two")
    assert commit_of(checkout) == (git(checkout, "rev-parse", "HEAD"), False)
    (checkout / "new").write_text("not known to git yet")
    assert commit_of(checkout)[1] is True


def test_where_there_is_no_commit(checkout: Path, tmp_path: Path) -> None:
    inside = checkout / "unpacked"
    inside.mkdir()
    assert commit_of(inside) == UNKNOWN
    assert commit_of(tmp_path) == UNKNOWN
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "--quiet")
    assert commit_of(empty) == UNKNOWN


def test_without_git(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_of(checkout) == UNKNOWN


def test_a_hook_of_another_checkout_does_not_mislead(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = git(checkout, "rev-parse", "HEAD")
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert commit_of(checkout) == (commit, False)
