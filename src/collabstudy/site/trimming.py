"""What the theme brings and no page of ours loads: taken away, so that the site is small enough to hand on."""

import shutil
from pathlib import Path

# 1.5 MB of script that draws icons (ours are in collabstudy.css), letters of icons, maps for those who mend the
# theme, translations that are built into the pages, the theme's own templates.
UNUSED = (
    "_static/scripts/fontawesome.js",
    "_static/vendor",
    "_static/locales",
    "_static/webpack-macros.html",
    "_static/sbt-webpack-macros.html",
    "genindex.html",
    "objects.inv",
    ".buildinfo",
    ".doctrees",
)


def cut_down(folder: Path) -> None:
    """Remove what no page loads."""
    for name in UNUSED:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for pattern in ("_static/**/*.map", "_static/**/*.LICENSE.txt"):
        for path in folder.glob(pattern):
            path.unlink()
