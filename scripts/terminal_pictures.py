"""Draws docs/pictures/*.svg: what the command shows at a terminal, on the embedded sandbox.

python scripts/terminal_pictures.py
"""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.text import Text

from flochat.sandbox import Faults, Server, serve
from flochat.sandbox.seed import example

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_WIDTH: Final = 96
_PROMPT: Final = "$ flochat "
_PEOPLE: Final = 40
#: Movements of the cursor, which a picture has no use for; colours stay.
_MOVES: Final = re.compile(r"\x1b\[[0-9;?]*[A-HJKSTfhlnu]")
#: A picture fetches nothing: it takes a font that is there.
_FONTS: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class Picture(NamedTuple):
    """A command to draw: what is typed at its question, and where it is left off."""

    name: str
    arguments: Sequence[str]
    answer: str | None = None
    until: str | None = None


PICTURES: Final = (
    Picture("table", ["api", "subscribers.list", "--max-items", "8"]),
    Picture(
        "confirmation",
        ["send", "text", "--people", "all", "--text", "Hello {first_name|there}!"],
        until="Go on",
    ),
    Picture(
        "progress",
        ["tag", "Newsletter", "--people", "all"],
        answer="y",
        until="23/",
    ),
)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with serve(seed=example) as server, tempfile.TemporaryDirectory() as home:
        for number in range(_PEOPLE):
            server.seed.subscriber(first_name=f"Person {number}", phone=f"614915{number:05d}")
        for picture in PICTURES:
            server.inject_faults(Faults(latency=0.1) if picture.answer else None)
            shown = run(picture, server, home)
            save(picture, shown)
            print(f"drawn: {picture.name}.svg")
    return 0


def run(picture: Picture, server: Server, home: str) -> str:
    """What the command shows at a terminal, up to where the picture is taken."""
    screen, shell = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "flochat.cli", *picture.arguments],
        env={
            "PATH": os.environ["PATH"],
            "HOME": home,
            "XDG_STATE_HOME": home,
            "TERM": "xterm-256color",
            "COLUMNS": str(_WIDTH),
            "FLOCHAT_API_KEY": server.api_key,
            "FLOCHAT_BASE_URL": server.url,
        },
        stdin=shell,
        stdout=shell,
        stderr=shell,
    )
    os.close(shell)
    shown = ""
    is_answered = picture.answer is None
    while select.select([screen], [], [], 60)[0]:
        try:
            shown += os.read(screen, 65_536).decode(errors="replace")
        except OSError:  # the command has ended
            break
        if not is_answered and "Go on" in shown:
            os.write(screen, f"{picture.answer}\n".encode())
            is_answered = True
        elif picture.until is not None and picture.until in shown:
            break
    process.kill()
    process.wait()
    os.close(screen)
    return shown


def save(picture: Picture, shown: str) -> None:
    """Write a picture; of lines that were drawn over each other, the last one stays."""
    texts = _MOVES.sub("", shown).replace("\r\n", "\n").split("\n")
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in texts]
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True)
        console.print(Text(_PROMPT + " ".join(map(_quoted, picture.arguments)), style="bold"))
        console.print(Text.from_ansi("\n".join(lines).rstrip()))
        drawn = console.export_svg(title="flochat", unique_id=f"flochat-{picture.name}")
    text = _FONTS.sub("", drawn)
    (FOLDER / f"{picture.name}.svg").write_text(text, encoding="utf-8")


def _quoted(word: str) -> str:
    return f"'{word}'" if " " in word else word


if __name__ == "__main__":
    sys.exit(main())
