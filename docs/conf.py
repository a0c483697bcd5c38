"""Sphinx configuration of the rendered collection; the pages are executed notebooks and are not run again."""

import html
import json
import sys
from pathlib import Path
from typing import Any

# Jupyter's schemas ask for a checker of web addresses whose grammars take longer to load than the pages to render.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

project = "collabstudy"
extensions = ["myst_nb"]
root_doc = "index"
templates_path = ["_templates"]
html_theme = "sphinx_book_theme"
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["icons.css", "collabstudy.css", "ledger.css"]
html_js_files = [("ledger.js", {"defer": "defer"})]
smartquotes = False  # texts of a study stand as they are
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_last_updated_fmt = None
html_theme_options: dict[str, Any] = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],
    "navbar_end": [],
    "navbar_center": [],
    "article_header_end": ["language.html", "article-header-buttons.html"],
    "footer_content_items": ["provenance.html"],
    "show_toc_level": 2,
}
html_context: dict[str, Any] = {"default_mode": "auto"}
nb_execution_mode = "off"
nb_render_markdown_format = "commonmark"
myst_enable_extensions: list[str] = []
suppress_warnings = ["mystnb.unknown_mime_type"]


def setup(app: Any) -> None:
    """Put what stands around every page into its templates."""
    app.connect("config-inited", _framed)
    app.connect("html-page-context", _harmless, priority=900)  # after the theme's own


def _framed(app: Any, config: Any) -> None:
    frame = json.loads((Path(app.srcdir) / "frame.json").read_text(encoding="utf-8"))
    config.html_title = frame["title"]
    config.html_context["frame"] = frame
    config.html_theme_options |= {"search_bar_text": frame["search"], "toc_title": frame["contents"]}


def _harmless(app: Any, name: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Escape the title that the theme prints a second time, as it is: a study's title may hold anything."""
    if "pagetitle" in context:
        context["pagetitle"] = html.escape(context["pagetitle"])
