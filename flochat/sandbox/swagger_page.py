"""What a browser gets: the Swagger UI page, its parts, and the document that it loads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from ..contract.normalise import SOME_MOMENT
from .answers import JSON, Answer

PAGE_PATH: Final = "/api"
DOCUMENT_PATH: Final = "/api-docs"
# Beside the API and not under it: no operation can have the path of an asset.
ASSETS_PATH: Final = "/swagger-ui"
_INITIALIZER_PATH: Final = f"{ASSETS_PATH}/swagger-initializer.js"

_PAGE: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Flochat API (sandbox)</title>
  <link rel="stylesheet" href="{ASSETS_PATH}/swagger-ui.css">
  <link rel="icon" type="image/png" href="{ASSETS_PATH}/favicon-32x32.png">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="{ASSETS_PATH}/swagger-ui-bundle.js"></script>
  <script src="{_INITIALIZER_PATH}"></script>
</body>
</html>
"""

_INITIALIZER: Final = f"""window.onload = () => {{
  window.ui = SwaggerUIBundle({{
    url: "{DOCUMENT_PATH}",
    dom_id: "#swagger-ui",
    deepLinking: true
  }});
}};
"""

_MOMENT: Final = re.compile(rf"(?<![0-9]){SOME_MOMENT}(?![0-9])")


class Site:
    """The page, its assets and the document, by path.

    `document` may be replaced at any time. With `volatile` every reading of it shows the Unix time
    of that moment wherever the contract has an example of one, as the platform's own does.
    """

    def __init__(
        self, document: dict[str, Any], *, origin: str, volatile: bool, clock: Callable[[], float]
    ) -> None:
        self.document = document
        self._origin = origin
        self._volatile = volatile
        self._clock = clock
        self._texts = {
            PAGE_PATH: lambda: _text(_PAGE, "text/html"),
            PAGE_PATH + "/": lambda: _text(_PAGE, "text/html"),
            DOCUMENT_PATH: lambda: _text(self._document_text(), JSON),
            _INITIALIZER_PATH: lambda: _text(_INITIALIZER, "text/javascript"),
        }
        self._assets = {f"{ASSETS_PATH}/{file.name}": file for file in _asset_files()}

    def answer(self, path: str) -> Answer | None:
        """What is at a path; None for a path that is not the site's."""
        if path in self._texts:
            return self._texts[path]()
        return _file(self._assets[path]) if path in self._assets else None

    def _document_text(self) -> str:
        served = self.document | {"servers": [{"url": self._origin + PAGE_PATH}]}
        text = json.dumps(served)
        return _MOMENT.sub(str(int(self._clock())), text) if self._volatile else text


def _asset_files() -> list[Path]:
    # The package is not imported: only its files are of use, and it would import Flask.
    package = find_spec("flask_swagger_ui")
    folders = (package and package.submodule_search_locations) or []
    return [file for folder in folders for file in Path(folder, "dist").iterdir() if file.is_file()]


def _text(text: str, content_type: str) -> Answer:
    return Answer(200, text.encode(), f"{content_type}; charset=utf-8")


def _file(file: Path) -> Answer:
    return Answer(200, file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream")
