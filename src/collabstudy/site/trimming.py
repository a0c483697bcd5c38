"""What Sphinx and the theme bring: what no page loads is taken away, what is amiss is mended."""

import json
import re
import shutil
from pathlib import Path

from collabstudy.reporting.languages import fill, templates

# 1.5 MB of script that draws icons (ours are in collabstudy.css), letters of icons, maps for those who mend the
# theme, translations that are built into the pages, the theme's own templates.
UNUSED = (
    "_static/scripts/fontawesome.js",
    "_sources",
    "_static/vendor",
    "_static/locales",
    "_static/webpack-macros.html",
    "_static/sbt-webpack-macros.html",
    "genindex.html",
    "objects.inv",
    ".buildinfo",
    ".doctrees",
)


WRITTEN = ("Skip to main content", "Back to top")
FOUND = "Search finished, found one page matching the search query."


def cut_down(folder: Path, language: str) -> None:
    """Remove what no page loads, and mend the words of the search."""
    _mend_search(folder / "_static" / "translations.js", language)
    for page in folder.glob("*.html"):
        page.write_text(in_language(page.read_text(encoding="utf-8"), language), encoding="utf-8")
    for name in UNUSED:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for pattern in ("_static/**/*.map", "_static/**/*.LICENSE.txt"):
        for path in folder.glob(pattern):
            path.unlink()


def in_language(page: str, language: str) -> str:
    """A page with the theme's own words in the language: the names of its buttons, and two texts."""
    words = templates(language)["theme"]
    names, texts = ("|".join(map(re.escape, some)) for some in (words, WRITTEN))
    said = re.compile(rf'(?:(?<=title=")|(?<=aria-label="))(?:{names})(?=")|(?<=>)(?:{texts})(?=</)')
    return said.sub(lambda found: words[found[0]], page)


def _mend_search(path: Path, language: str) -> None:
    """Sphinx's Dutch does not say how many pages were found, and the search stops with an error for want of words."""
    if not path.is_file():
        return
    start, _, rest = path.read_text(encoding="utf-8").partition("(")
    catalog = json.loads(rest.rpartition(")")[0])
    known = {name: text for name, text in catalog["messages"].items() if text}
    catalog["plural_expr"] = "n === 1 ? 0 : 1"  # Sphinx gives true or false, at which no list has anything
    catalog["messages"] = known | {FOUND: [fill("found one", language, "site"), fill("found many", language, "site")]}
    path.write_text(f"{start}({json.dumps(catalog, indent=1)});\n", encoding="utf-8")
