"""The public face of the package is frozen: whatever changes of it is told in readable lines."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import public_face
from scripts.public_face import Face, breakages, difference

PACKAGE = {
    "__init__.py": """
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from ._client import Client as Client
            from ._errors import LostError as LostError
            from ._records import Kind as Kind
            from ._records import Tag as Tag
            from ._records import Text as Text
    """,
    "_client.py": """
        from functools import cached_property
        from typing import TypeAlias

        from ._records import Tag

        TagRef: TypeAlias = Tag | str
        MOST = 20

        class Client:
            def __init__(self, key: str, *, retries: int = 2) -> None:
                self._key = key

            @cached_property
            def tags(self) -> Tags:
                return Tags(self)

            async def wait(self) -> None: ...

        class Base:
            def __init__(self, client: Client) -> None:
                self._client = client

            def count(self) -> int: ...

        class Tags(Base):
            def add(self, tag: TagRef, *, most: int = MOST) -> Tag: ...
            def _hidden(self) -> None: ...
    """,
    "_records.py": """
        from collections.abc import Sequence
        from enum import Enum

        from attrs import field, frozen

        class Kind(Enum):
            TAG = "t"

        @frozen(kw_only=True)
        class Tag:
            name: str | None = None
            kind: Kind = field(default=Kind.TAG, repr=False)

        @frozen
        class Text:
            text: str
            more: Sequence[str] = field(default=(), kw_only=True, converter=tuple)
    """,
    "_errors.py": """
        class LostError(Exception):
            def __init__(self, place: str) -> None:
                self.place = place
    """,
    "sandbox/__init__.py": "def serve() -> None: ...\n",
    "cli/__init__.py": "def main() -> None: ...\n",
}

FACE = [
    "Client.__init__(key: str, *, retries: int = 2) -> None",
    "Client.tags.add(tag: TagRef, *, most: int = MOST) -> Tag",
    "Client.tags.count() -> int",
    "Client.tags: Tags",
    "Kind.TAG = 't'",
    "LostError.__init__(place: str) -> None",
    "LostError.place",
    "Tag.kind: Kind = Kind.TAG",
    "Tag.name: str | None = None",
    "Text(text, more by name)",
    "Text.more: Sequence[str] = ()",
    "Text.text: str",
    "_client.MOST = 20",
    "_client.TagRef: TypeAlias = Tag | str",
    "async Client.wait() -> None",
    "class Client",
    "class Client.tags(Base)",
    "class Kind(Enum)",
    "class LostError(Exception)",
    "class Tag",
    "class Text",
    "sandbox.serve() -> None",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a small package."""
    for name, text in PACKAGE.items():
        file = tmp_path / "flochat" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [line.removeprefix(" " * 8) for line in text.splitlines()]
        file.write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def edit(root: Path, old: str, new: str) -> None:
    """Replace what stands once in the package."""
    files = [file for file in root.rglob("*.py") if old in file.read_text(encoding="utf-8")]
    (file,) = files
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_the_face_of_this_package_is_the_accepted_one() -> None:
    accepted = public_face.SNAPSHOT.read_text(encoding="utf-8").splitlines()
    assert difference(accepted, Face.of(public_face.ROOT).lines()) == []


def test_the_face_has_what_users_reach_and_nothing_else(root: Path) -> None:
    assert Face.of(root).lines() == FACE


def test_both_clients_stand_in_it_and_all_that_can_be_imported_beside_them() -> None:
    lines = Face.of(public_face.ROOT).lines()
    start = "flow.tags.create(name: str) -> Tag"
    assert {f"Flochat.{start}", f"async AsyncFlochat.{start}"} <= set(lines)
    others = {"sandbox.serve(", "testing.assert_sent(", "probe.probe(", "phones.same("}
    assert all(any(line.startswith(other) for line in lines) for other in others)


def test_the_face_speaks_of_what_users_can_import_and_of_nothing_else() -> None:
    for line in Face.of(public_face.ROOT).lines():
        assert not re.search(r"(^|[^\w'.])_[a-z]\w*\.", line), line
        place = line.removeprefix("class ").removeprefix("async ").removeprefix("classmethod ")
        module, _, name = place.partition(".")
        is_in_module = module in public_face.OPEN_MODULES
        assert is_in_module or place[0].isupper(), line
        # Of a module within one of these nothing can be imported.
        assert not is_in_module or not re.match(r"[a-z]\w*\.", name), line


def test_a_part_is_told_at_its_place_and_named_where_it_is_imported_from(root: Path) -> None:
    file = root / "flochat" / "types.py"
    file.write_text(
        "from ._client import TagRef as TagRef\nfrom ._client import Tags as Tags\n",
        encoding="utf-8",
    )
    renamed = {"_client.TagRef: TypeAlias = Tag | str": "types.TagRef: TypeAlias = Tag | str"}
    expected = [renamed.get(line, line) for line in FACE] + ["types.Tags = Client.tags"]
    assert Face.of(root).lines() == sorted(expected)


def test_a_module_in_front_of_a_name_and_what_only_raises_are_not_of_the_face(root: Path) -> None:
    edit(root, "from ._records import Tag\n", "from . import _records\nfrom ._records import Tag\n")
    edit(root, "most: int = MOST) -> Tag", "most: int = MOST) -> _records.Tag")
    edit(root, "def _hidden(self) -> None", "def __bool__(self) -> NoReturn")
    assert Face.of(root).lines() == FACE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    from ._records import Tag as Tag\n",
            "",
            ["-Tag.kind: Kind = Kind.TAG", "-Tag.name: str | None = None"],
        ),
        (
            "def count(",
            "def total(",
            ["-Client.tags.count() -> int", "+Client.tags.total() -> int"],
        ),
        (
            "tag: TagRef, *, most",
            "tag: TagRef, name: str, *, most",
            [
                "-Client.tags.add(tag: TagRef, *, most: int = MOST) -> Tag",
                "+Client.tags.add(tag: TagRef, name: str, *, most: int = MOST) -> Tag",
            ],
        ),
        (
            "retries: int = 2",
            "retries: int = 3",
            [
                "-Client.__init__(key: str, *, retries: int = 2) -> None",
                "+Client.__init__(key: str, *, retries: int = 3) -> None",
            ],
        ),
        ("MOST = 20", "MOST = 10", ["-_client.MOST = 20", "+_client.MOST = 10"]),
        (
            "= Tag | str",
            "= Tag",
            ["-_client.TagRef: TypeAlias = Tag | str", "+_client.TagRef: TypeAlias = Tag"],
        ),
        (
            "name: str | None = None",
            "name: str = ''",
            ["-Tag.name: str | None = None", "+Tag.name: str = ''"],
        ),
        ("more: Sequence[str]", "more: list[str]", ["-Text.more: Sequence[str] = ()"]),
        (
            "default=(), kw_only=True",
            "default=()",
            ["-Text(text, more by name)", "+Text(text, more)"],
        ),
        ("self.place = place", "self.where = place", ["-LostError.place", "+LostError.where"]),
        ("(Exception)", "(ValueError)", ["-class LostError(Exception)"]),
        ("async def wait", "def wait", ["+Client.wait() -> None", "-async Client.wait() -> None"]),
        ('TAG = "t"', 'TAG = "tag"', ["-Kind.TAG = 't'", "+Kind.TAG = 'tag'"]),
        ("class Tags(Base)", "class Tags", ["-Client.tags.count() -> int", "+class Client.tags"]),
    ],
)
def test_a_change_is_told_in_its_own_lines(
    root: Path, old: str, new: str, message: list[str]
) -> None:
    edit(root, old, new)
    changes = difference(FACE, Face.of(root).lines())
    assert set(message) <= set(changes)
    assert all(line.startswith(("+", "-")) for line in changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def _hidden", "def _other"),
        ("self._key = key", "self._secret = key"),
        ("converter=tuple", "converter=list"),
        ("client: Client) -> None", "client: Client, more: int) -> None"),
        ("def main()", "def main(port: int)"),
    ],
)
def test_what_users_cannot_reach_may_change(root: Path, old: str, new: str) -> None:
    edit(root, old, new)
    assert difference(FACE, Face.of(root).lines()) == []


def test_what_breaks_the_calls_of_users_is_told_by_griffe(root: Path, tmp_path: Path) -> None:
    before = Face.of(root)
    shutil.copytree(root / "flochat", tmp_path / "new" / "flochat")
    edit(tmp_path / "new", "tag: TagRef, *, most", "tag: TagRef, name: str, *, most")
    edit(tmp_path / "new", "from ._records import Text as Text", "pass")
    assert breakages(before, Face.of(tmp_path / "new")) == [
        "Text: was removed",
        "Client.tags - `Tags.add(name)`: *Parameter was added as required*",
    ]
    assert breakages(before, before) == []


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Eve", "-c", "user.email=eve@example.org")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True)


def test_the_last_release_is_compared_with_and_a_change_has_to_be_accepted(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(public_face, "ROOT", root)
    monkeypatch.setattr(public_face, "SNAPSHOT", root / "face.txt")
    git(root, "init", "--quiet")
    assert public_face.main([]) == 0
    assert public_face.main(["--check"]) == 0
    assert "skipped, there is no tagged release" in capsys.readouterr().out
    git(root, "add", "flochat")
    git(root, "commit", "--quiet", "--message", "Begin")
    git(root, "tag", "v1.0.0")
    edit(root, "retries: int = 2", "attempts: int = 2")
    assert public_face.main(["--check"]) == 1
    message = capsys.readouterr().out
    assert "breaking changes since v1.0.0: 1\n" in message
    assert "+Client.__init__(key: str, *, attempts: int = 2) -> None\n" in message
    assert "run make face" in message
    assert public_face.main([]) == 0
    assert public_face.main(["--check"]) == 0
