"""Sphinx configuration of the rendered collection; the pages are executed notebooks and are not run again."""

project = "collabstudy"
extensions = ["myst_nb"]
root_doc = "index"
html_theme = "sphinx_book_theme"
html_title = "collabstudy"
html_static_path = ["_static"]
html_css_files = ["collabstudy.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],
    "navbar_end": [],
    "navbar_center": [],
    "footer_content_items": [],  # the pages of a study are not by the authors of this program
    "show_toc_level": 2,
}
nb_execution_mode = "off"
nb_render_markdown_format = "commonmark"
myst_enable_extensions: list[str] = []
suppress_warnings = ["mystnb.unknown_mime_type"]
