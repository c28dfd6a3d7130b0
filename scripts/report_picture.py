"""Makes docs/pictures/contract-report.png: the HTML report, light and dark side by side.

    python scripts/report_picture.py

It needs Chromium. The report is of this project's document and of a copy with changes of each kind.
"""

from __future__ import annotations

import copy
import io
import json
import shutil
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, sync_playwright

from flochat.contract import vendored_contract
from flochat.contract.command import main as contract_main

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURE: Final = ROOT / "docs" / "pictures" / "contract-report.png"

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_SIZE: Final = {"width": 760, "height": 900}
_SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def main() -> int:
    """Make the picture; returns the exit status."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print("there is no Chromium: install it as `chromium`", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        page = report(folder)
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        parts = [shot(chromium, page, folder, scheme) for scheme in _SCHEMES]
        beside_each_other(chromium, parts)
        chromium.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB")
    return 0


def report(folder: Path) -> Path:
    """The report, of files named as a user would name them."""
    old = vendored_contract(overlaid=False)
    for name, document in (("v1.2.0.json", old), ("openapi.json", changed(old))):
        (folder / name).write_text(json.dumps(document, indent=2), encoding="utf-8")
    page = folder / "report.html"
    files = [str(folder / name) for name in ("v1.2.0.json", "openapi.json")]
    with redirect_stdout(io.StringIO()):
        contract_main(["diff", *files, f"--output=html={page}"])
    # The folder is another one each time.
    text = page.read_text(encoding="utf-8").replace(f"{folder}/", "")
    page.write_text(text, encoding="utf-8")
    return page


def changed(old: dict[str, Any]) -> dict[str, Any]:
    """The document with a change of each kind."""
    new = copy.deepcopy(old)
    paths, schemas = new["paths"], new["components"]["schemas"]
    del paths["/flow/delete-tag-by-name"]
    body = paths["/flow/create-tag"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    schema["properties"]["color"] = {"type": "string", "maxLength": 7}
    schema["required"] = [*schema.get("required", []), "color"]
    schemas["Tag"]["properties"]["color"] = {"type": "string"}
    schemas["Tag"]["properties"]["name"] = {"type": "string", "nullable": True}
    paths["/flow/tags"]["get"]["tags"] = ["Tags"]
    return new


def shot(browser: Browser, page: Path, folder: Path, scheme: Literal["light", "dark"]) -> Path:
    """A picture of the top of the page."""
    opened = browser.new_page(viewport=_SIZE, color_scheme=scheme)  # type: ignore[arg-type]  # a plain dict will do
    opened.goto(page.as_uri())
    picture = folder / f"{scheme}.png"
    opened.screenshot(path=picture)
    opened.close()
    return picture


def beside_each_other(browser: Browser, parts: list[Path]) -> None:
    """Both in one picture."""
    width = _SIZE["width"] * len(parts)
    page = browser.new_page(viewport={"width": width, "height": _SIZE["height"]})
    # An empty page may not show files: the folder's own may.
    frame = parts[0].with_name("both.html")
    images = "".join(f'<img src="{part.name}">' for part in parts)
    frame.write_text(f'<body style="margin:0;display:flex">{images}', encoding="utf-8")
    page.goto(frame.as_uri())
    page.screenshot(path=PICTURE)


if __name__ == "__main__":
    sys.exit(main())
