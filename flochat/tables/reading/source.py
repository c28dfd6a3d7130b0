"""A file of people: which kind it is, by what is in it and not by its name."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError, TableError
from .grid import Grid
from .options import Options

#: A path, an open file of bytes, or the bytes themselves.
TableSource: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

#: What is read into memory at most, in bytes.
MAX_SIZE: Final = 512 * 1024 * 1024
_SAVE: Final = "save it as .xlsx or CSV"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How the file of an encrypted workbook names its content, in the directory of its container.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BOOKS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|table|head|meta|body|div|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD: Final = 4096
#: How files begin that are no table, and what they are.
_OTHERS: Final[Sequence[tuple[bytes, str]]] = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (gzip); unpack it first"),
    (b"7z\xbc\xaf", "a compressed file (7z); unpack it first"),
    (b"Rar!", "a compressed file (rar); unpack it first"),
    (b"BZh", "a compressed file (bzip2); unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a document (RTF)"),
    (b"\x09\x08\x10\0", "a workbook of an old Excel (.xls)"),
    (b"\x09\x04\x06\0", "a workbook of an old Excel (.xls)"),
    (b"MIME-Version:", "a web page saved by Excel"),
    (b"BEGIN:VCARD", "a file of contacts (vCard); export them as CSV"),
)
#: Entries of archives that say what the archive is.
_INSIDE: Final[Sequence[tuple[str, str]]] = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument sheet (.ods)"),
    ("Index/Document.iwa", "a sheet of Numbers"),
    ("word/document.xml", "a document of Word"),
    ("ppt/presentation.xml", "a presentation"),
)


def read_source(source: TableSource) -> bytes:
    """All bytes of a file."""
    try:
        if isinstance(source, bytes):
            content = source
        elif isinstance(source, str | os.PathLike):
            path = Path(source).expanduser()
            if path.is_dir():
                raise TableError(f"{path} is a folder, not a file")
            with path.open("rb") as file:
                content = file.read(MAX_SIZE + 1)
        else:
            content = source.read(MAX_SIZE + 1)
    except (OSError, ValueError) as error:
        raise TableError(f"the table cannot be read: {error}") from error
    if not isinstance(content, bytes):
        raise InvalidArgumentError(
            f"a table is read from bytes, and this file gives {describe_type(content)}; open it "
            "with mode 'rb'"
        )
    if len(content) > MAX_SIZE:
        raise TableError(f"it has more than {MAX_SIZE // 1024**2} MiB; split it")
    return content


def read_grid(content: bytes, options: Options) -> Grid:
    """The table in the bytes of a file. Raises `TableError` for what is none."""
    if not content:
        raise TableError("it is empty: the file has no bytes")
    if content.startswith(_ZIP):
        return _read_archive(content, options)
    from .dialect import read_delimited
    from .encoding import decode

    _check_is_text(content)
    if options.sheet is not None:
        raise TableError("it is text and has no sheets; leave sheet= out")
    return read_delimited(decode(content, options.encoding, country=options.country), options)


def _read_archive(content: bytes, options: Options) -> Grid:
    from .workbook import read_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise TableError(
            "it is half a file: a workbook (or another archive) of which the end is missing; copy "
            "or download it again"
        ) from None
    if "xl/workbook.xml" in names:
        return read_workbook(content, options)
    for name, kind in _INSIDE:
        if name in names:
            raise TableError(f"it is {kind}; {_SAVE}")
    raise TableError("it is a zip archive, not a table; unpack it first")


def _check_is_text(content: bytes) -> None:
    head = content[:_HEAD]
    if content.startswith(_OLE):
        raise TableError(_kind_of_container(content))
    for begin, kind in _OTHERS:
        if content.startswith(begin):
            raise TableError(f"it is {kind}" if ";" in kind else f"it is {kind}; {_SAVE}")
    text = (
        head.decode("utf-16", "replace").encode()
        if head[:2] in (b"\xff\xfe", b"\xfe\xff")
        else head
    )
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(text):
        raise TableError(
            f"it is a web page (HTML), whatever its name says; open it in Excel and {_SAVE}"
        )
    if text.startswith((b"<?xml", b"<Workbook")):
        raise TableError(f"it is XML (such as Excel wrote in 2003), not a table; {_SAVE}")
    if text[:1] in (b"{", b"[") and text[1:2] in (b"", b"{", b"[", b'"', b" ", b"\n", b"\r", b"\t"):
        raise TableError(f"it is JSON, not a table; {_SAVE}")


def _kind_of_container(content: bytes) -> str:
    """What a container of Microsoft's holds; workbooks with a password are in one."""
    if _ENCRYPTED in content:
        return (
            f"it is encrypted with a password; open it in Excel, take the password off and {_SAVE}"
        )
    if any(name in content for name in _BOOKS):
        return f"it is a workbook of an old Excel (.xls); {_SAVE}"
    if len(content) % 512:
        return "it is half a file: a document of Office of which the end is missing"
    return f"it is a document of an old Office, not a table; {_SAVE}"
