"""What a browser gets: where things are, the Swagger UI page, its parts, and its document.

The parts come with the extra `sandbox-ui`; without it the page says so, and still leads to the
document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from .._version import DOCUMENTATION
from ..contract import vendored_contract
from ..contract.normalise import SOME_MOMENT
from .answers import JSON, Answer
from .try_page import PATH as TRY_PATH

ROOT_PATH: Final = "/"
PAGE_PATH: Final = "/api"
DOCUMENT_PATH: Final = "/api-docs"
# Beside the API and not under it: no operation can have the path of an asset.
ASSETS_PATH: Final = "/swagger-ui"
_INITIALIZER_PATH: Final = f"{ASSETS_PATH}/swagger-initializer.js"

_ROOT: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Flochat sandbox</title>
</head>
<body>
  <main>
    <h1>Flochat sandbox</h1>
    <p>This server stands in for Flochat's API, for tests and to try things: nothing that is sent
      here reaches anybody.</p>
    <ul>
      <li><a href="{PAGE_PATH}">{PAGE_PATH}</a>: the API and its operations; the address that
        clients take</li>
      <li><a href="{DOCUMENT_PATH}">{DOCUMENT_PATH}</a>: its OpenAPI document</li>
      <li><a href="{TRY_PATH}">{TRY_PATH}</a>: a chat window, to try a bot</li>
      <li><a href="{DOCUMENTATION}reference/sandbox.html">what the sandbox does</a>, and
        <a href="{DOCUMENTATION}reference/habits.html">the habits it can have</a></li>
    </ul>
  </main>
</body>
</html>
"""

_WITH_UI: Final = f"""<!DOCTYPE html>
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

_WITHOUT_UI: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Flochat API (sandbox)</title>
</head>
<body>
  <main>
    <h1>Swagger UI is not installed</h1>
    <p>This sandbox answers as usual. To browse its operations on this page, install
      <code>pip install 'flochat[sandbox-ui]'</code> and start it again.</p>
    <p>The document is at <a href="{DOCUMENT_PATH}">{DOCUMENT_PATH}</a>.</p>
  </main>
  <div id="swagger-ui"></div>
  <script src="{_INITIALIZER_PATH}"></script>
</body>
</html>
"""

_INITIALIZER: Final = f"""window.onload = () => {{
  if (!window.SwaggerUIBundle) return;
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

    `document` is None for the contract of this release, which is read when somebody asks for it,
    and may be replaced at any time. With `volatile` every reading of it shows the Unix time
    of that moment wherever the contract has an example of one, as the platform's own does.
    """

    def __init__(
        self,
        document: dict[str, Any] | None,
        *,
        origin: str,
        volatile: bool,
        clock: Callable[[], float],
    ) -> None:
        #: The document that is served in place of the contract; None for that.
        self.replaced: dict[str, Any] | None = document
        self._origin = origin
        self.volatile: bool = volatile
        self._clock = clock
        self._assets = {f"{ASSETS_PATH}/{file.name}": file for file in _asset_files()}
        page = _WITH_UI if self._assets else _WITHOUT_UI
        self._texts = {
            ROOT_PATH: lambda: _text(_ROOT, "text/html"),
            PAGE_PATH: lambda: _text(page, "text/html"),
            PAGE_PATH + "/": lambda: _text(page, "text/html"),
            DOCUMENT_PATH: lambda: _text(self._document_text(), JSON),
            _INITIALIZER_PATH: lambda: _text(_INITIALIZER, "text/javascript"),
        }

    @property
    def document(self) -> dict[str, Any]:
        """What is served; assign another to replace it."""
        return _vendored() if self.replaced is None else self.replaced

    @document.setter
    def document(self, document: dict[str, Any]) -> None:
        self.replaced = document

    def answer(self, path: str) -> Answer | None:
        """What is at a path; None for a path that is not the site's."""
        if path in self._texts:
            return self._texts[path]()
        return _file(self._assets[path]) if path in self._assets else None

    def _document_text(self) -> str:
        served = self.document | {"servers": [{"url": self._origin + PAGE_PATH}]}
        text = json.dumps(served)
        return _MOMENT.sub(str(int(self._clock())), text) if self.volatile else text


@cache
def _vendored() -> dict[str, Any]:
    """The document served by default: read once per process, and never changed."""
    return vendored_contract(overlaid=False)


@cache
def _asset_files() -> list[Path]:
    # The package is not imported: only its files are of use, and it would import Flask.
    package = find_spec("flask_swagger_ui")
    folders = (package and package.submodule_search_locations) or []
    return [file for folder in folders for file in Path(folder, "dist").iterdir() if file.is_file()]


def _text(text: str, content_type: str) -> Answer:
    return Answer(200, text.encode(), f"{content_type}; charset=utf-8")


def _file(file: Path) -> Answer:
    return Answer(200, file.read_bytes(), guess_type(file.name)[0] or "application/octet-stream")
