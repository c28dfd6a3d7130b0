"""How Sphinx makes the site; `scripts/docs_site/build.py` calls it."""

from __future__ import annotations

import os
import re
from typing import Any, Final

from docutils.nodes import Text  # type: ignore[import-untyped] # no types
from pygments.lexers.special import TextLexer  # type: ignore[import-untyped] # no types

_SCROLLED: Final = re.compile(r'<pre|<div class="table-wrapper[^"]*"')

project = "flochat"
author = ""
copyright = ""  # noqa: A001 - Sphinx's own name; it stands in LICENSE
version = release = os.environ.get("FLOCHAT_SITE_VERSION", "")
html_title = "flochat"

extensions = ["myst_parser", "sphinx_copybutton"]
myst_enable_extensions: Final = ["colon_fence"]
myst_heading_anchors = 4
#: The slugs are those that forges give headings, so that a link works in both.
myst_links_external_new_tab = False

nitpicky = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 120
add_module_names = False
toc_object_entries_show_parents = "hide"
suppress_warnings = ["misc.copy_overwrite"]

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["flochat.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = True
html_last_updated_fmt = None
html_theme_options = {"navigation_with_keys": False}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
copybutton_selector = "div:not(.highlight-output) > div.highlight > pre"


def setup(app: Any) -> None:
    """Fold the menu of a page to the pages of its own folder: there are many in all."""
    app.add_lexer("csv", TextLexer)
    app.connect("missing-reference", _short_name)
    app.connect("html-page-context", _change_page, priority=100)  # before the theme takes it


def _short_name(_app: Any, _env: Any, node: Any, _content: Any) -> Any:
    """The name of a type of another package, without its modules: it has no page here."""
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or re.match(r"flochat\b", target):
        return None
    return Text(target.rpartition(".")[2])


def _change_page(_app: Any, _page: str, _template: str, context: Any, _doctree: Any) -> None:
    if "body" in context:  # who has no mouse scrolls what is too wide with the arrow keys
        context["body"] = _SCROLLED.sub(r'\g<0> tabindex="0"', context["body"])
    whole = context.get("toctree")
    if whole is not None:
        context["toctree"] = lambda **options: whole(**{**options, "collapse": True})
