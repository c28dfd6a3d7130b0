"""Reports and plans as notebooks show them."""

from __future__ import annotations


class HtmlReport:
    """A report, or something else made with attrs, that a notebook shows as tables."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from .html import report_html

        return report_html(self)
