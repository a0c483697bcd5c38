"""How long the pages take beside the notebooks that they show, and how many bytes a reader of the first page loads.

    python benchmarks/site.py

Both are built from nothing in a project folder of their own, several times in turn; the pages must be the same each
time. Bytes are counted by a headless Chromium, with everything that the page asks for, as files and as a server would
send them (gzip), beside what the theme alone would load for its icons.
"""

import gzip
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
ICONS = "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"


def seconds(project: Path, command: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(
        [str(ROOT / ".venv" / "bin" / "collabstudy"), command, "gemeenten"],
        cwd=project,
        env={**os.environ, "COLLABSTUDY_ROOT": str(project)},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - start


def pages(site: Path) -> dict[str, str]:
    """The hash of every file of the site."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def loaded(site: Path) -> list[Path]:
    """The files that a browser asks for to show the first page."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page, asked = browser.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "index.html").as_uri(), wait_until="networkidle")
        browser.close()
    return [Path(url.removeprefix("file://").partition("?")[0]) for url in dict.fromkeys(asked) if url[:4] == "file"]


def main() -> None:
    """Print the ratio of the times, and the bytes."""
    taken: dict[str, list[float]] = {"notebooks": [], "site": []}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for name in ("notebooks", "docs", "data/raw/gemeenten"):
            shutil.copytree(ROOT / name, project / name)
        for name in ("requirements.lock", "README.md"):  # the numbers in its prose are checked before pages are made
            shutil.copy(ROOT / name, project)
        site, found = project / "build" / "gemeenten" / "site", list[dict[str, str]]()
        for _ in range(RUNS):
            shutil.rmtree(project / "build", ignore_errors=True)
            for command, times in taken.items():
                times.append(seconds(project, command))
            found.append(pages(site))
        assert all(other == found[0] for other in found)
        notebooks, built = (sorted(times)[RUNS // 2] for times in taken.values())
        print(f"notebooks {notebooks:.1f} s, pages {built:.1f} s (medians of {RUNS}); ratio {built / notebooks:.2f}")
        contents = [path.read_bytes() for path in loaded(site)]
    packed = sum(len(gzip.compress(content)) for content in contents)
    theme = importlib.util.find_spec("pydata_sphinx_theme")
    assert theme is not None
    assert theme.origin is not None
    icons = (Path(theme.origin).parent / ICONS).stat().st_size
    total = sum(map(len, contents))
    print(
        f"first page: {len(contents)} files, {total:,} bytes ({packed:,} packed); "
        f"the theme's icon script alone has {icons:,}, {icons / total:.1f} times as many"
    )


if __name__ == "__main__":
    sys.exit(main())
