"""Which characters the bytes of a file stand for, judged on the whole of it.

UTF-8 says so itself: by chance, bytes beyond ASCII hardly ever fit it. The older encodings of one
byte each fit everything. What can be known of them is whether the letters make words: those of one
script, in one case after the first, and all in the alphabet of some language.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from attrs import evolve, frozen

from ..._plurals import counted
from ...errors import TableError
from .options import Question
from .words import alphabets

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: So much of the bytes of UTF-16 without a mark is null on one side, in any script: the upper half
#: of digits, delimiters and spaces.
_NULL_SHARE: Final = 0.1
#: More control characters than this are in no text; a few are, and are taken off.
_CONTROL_SHARE: Final = 0.05
_CONTROLS: Final = bytes(range(32)).translate(None, b"\t\n\v\f\r\x1a")
_NOT_CONTROLS: Final = bytes(range(256)).translate(None, _CONTROLS)
#: How much of a file shows that: a delimiter or digit is there soon.
_SAMPLE: Final = 4096
_MAX_EXAMPLES: Final = 3
#: More languages than this in one file are no language at all.
_MOST_LANGUAGES: Final = 4
_UNSURE: Final = "no encoding makes words of all of it; it was read as cp1252, say encoding= if not"
_BYTES_OF_A_WORD: Final = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
#: A letter that was UTF-8 and was read as cp1252 once: "Ã©".
_TWICE: Final = re.compile(
    "[\u00c3\u00c2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u2013-\u2122]"
)

#: More consonants of Cyrillic or Greek in a row than anybody can say, and a sigma that only ends
#: words in the middle of one.
_HARD: Final = re.compile("[бвгджзклмнпрстфхцчшщ]{5}|[βγδζθκλμνξπρσςτφχψ]{5}")
_EARLY_SIGMA: Final = re.compile(r"ς(?=[^\W\d_])")
#: Where cp1250 was the encoding of Windows.
_CENTRAL_EUROPE: Final = frozenset(
    {"AL", "BA", "CZ", "HR", "HU", "ME", "PL", "RO", "RS", "SI", "SK"}
)
#: Signs of cp1252 between words that say nothing of its letters.
_SIGNS: Final = frozenset(
    "\u20ac\u201a\u201e\u2026\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\u00a9\u00ae\u00b0\u00b7"
    "\u00a3\u00a7\u00ab\u00bb\u00bf\u00a1\u00b4\u00a8\u00aa\u00b9\u00b2\u00b3\u00b1\u00d7\u00bd\u00bc\u00be"
    "\u00a0\u00ad"
)
#: Of these, what may stand between two letters, and what cannot follow one.
_INSIDE: Final = frozenset("\u2019\u00b4\u2013\u2014\u00a0\u00ad")
_OPENING: Final = frozenset("\u201a\u201e\u00bf\u00a1\u00ab")


@frozen
class Decoded:
    """The text of a file. Bytes that do not fit stay in it as lone surrogates."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


class _Fit(NamedTuple):
    encoding: str
    text: str


def decode(content: bytes, encoding: str | None, *, country: str | None = None) -> Decoded:
    """The text of a file, in the encoding that was given, or in the one that fits all of it.

    `country` decides between the encodings of western and central Europe where both fit.
    """
    if encoding is not None:
        return _decode_as(content, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decode_wide(content[len(mark) :], name)
    if wide := _unmarked_utf16(content):
        return _decode_wide(content, wide)
    if len(content.translate(None, _NOT_CONTROLS)) > len(content) * _CONTROL_SHARE:
        raise TableError(
            "it is not a table: it holds bytes that are in no text; if it is one all the same, "
            "say in which encoding= it is"
        )
    return _decode_narrow(content, country)


def check_encoding(encoding: str) -> str:
    """The name of an encoding as Python knows it. Raises `LookupError`."""
    found = codecs.lookup(encoding)
    if not getattr(found, "_is_text_encoding", True):
        raise LookupError(encoding)
    return found.name


def has_broken_bytes(text: str) -> bool:
    """Whether a text holds bytes that did not fit its encoding."""
    return not text.isascii() and any("\udc80" <= character <= "\udcff" for character in text)


def _decode_as(content: bytes, encoding: str) -> Decoded:
    for mark, _ in _MARKS:
        if content.startswith(mark) and not mark.decode(encoding, "replace").strip("\ufeff"):
            content = content[len(mark) :]
            break
    if encoding.startswith(("utf-16", "utf-32")):
        name = encoding if encoding[-3:] in ("-le", "-be") else f"{encoding}-le"
        return _decode_wide(content, name)
    try:
        return Decoded(content.decode(encoding, "surrogateescape"), encoding)
    except UnicodeError as error:
        raise TableError(f"it is not in the encoding {encoding!r}: {error}") from None
    except Exception as error:  # a codec of somebody's own may raise anything
        raise TableError(f"it cannot be read in the encoding {encoding!r}: {error}") from None


def _decode_wide(content: bytes, name: str) -> Decoded:
    width = {"utf-8": 1, "utf-1": 2, "utf-3": 4}[name[:5]]
    cut = len(content) % width
    notes = ("the file ends in the middle of a character: it was cut off",) if cut else ()
    if width == 1:
        return _with_twice(Decoded(content.decode("utf-8", "surrogateescape"), "utf-8 (BOM)"))
    text = content[: len(content) - cut].decode(name, "replace")
    return Decoded(text + ("\udcff" if cut else ""), name, notes)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: one of each two bytes of ASCII is null."""
    sample = content[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    first, second = (sample[start : pairs * 2 : 2].count(0) / pairs for start in (0, 1))
    for name, share, other in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if share > _NULL_SHARE and other < share / 4 and _is_text(sample[: pairs * 2], name):
            return name
    return None


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether the beginning of a file is text in an encoding."""
    text = sample.decode(encoding, "replace")
    return all(it.isprintable() or it in "\r\n\t\ufeff" for it in text[:-1])


def _decode_narrow(content: bytes, country: str | None) -> Decoded:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _with_twice(Decoded(text, "utf-8"))
    text = content.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    good = sum(character > "\x7f" for character in text) - broken
    if good > broken:
        what = counted(broken, "byte is", "bytes are")
        note = f"{what} not UTF-8, as in a file put together from several"
        return _with_twice(Decoded(text, "utf-8", (note,)))
    return _old_encoding(content, country)


def _with_twice(decoded: Decoded) -> Decoded:
    """Say so when a text was read in the wrong encoding before it was written in this one."""
    if found := _TWICE.search(decoded.text):
        note = (
            f"letters such as {found[0]!r} were read in the wrong encoding before this file was "
            "written; export it again as UTF-8"
        )
        return Decoded(decoded.text, decoded.encoding, (*decoded.notes, note))
    return decoded


def _old_encoding(content: bytes, country: str | None) -> Decoded:
    """The one older encoding in which all words of a file are of one language, or a question."""
    words = b"\n".join(sorted(set(_BYTES_OF_A_WORD.findall(content))))
    chosen = _of_country(_fitting(words), country)
    encoding = chosen[0].encoding if chosen else "cp1252"
    decoded = Decoded(content.decode(encoding, "surrogateescape"), encoding)
    if not chosen:
        return evolve(decoded, notes=(_UNSURE,))
    if len(chosen) == 1:
        return decoded
    names = [fit.encoding for fit in chosen[:_MAX_EXAMPLES]]
    question = Question(
        about="encoding",
        text=f"the file may be in {' or '.join(names)}, which read it differently",
        examples=tuple(_example(fit, chosen) for fit in chosen[:_MAX_EXAMPLES]),
        answer=" or ".join(f"encoding={name!r}" for name in names),
    )
    return evolve(decoded, questions=(question,))


def _fitting(words: bytes) -> Sequence[_Fit]:
    """The encodings that fit all words beyond ASCII, those first in which they are a language's."""
    fits = [fit for fit in _readable(words) if all(map(_is_word, fit.text.split("\n")))]
    if fits and fits[0].encoding == "cp1252" and _is_signs(fits[0].text):
        return fits[:1]
    counts = [_count_languages(fit) for fit in fits]
    by_text: dict[str, _Fit] = {}
    for fit in (fit for fit, count in zip(fits, counts, strict=True) if count == min(counts)):
        by_text.setdefault(fit.text, fit)
    return list(by_text.values())


def _of_country(fits: Sequence[_Fit], country: str | None) -> Sequence[_Fit]:
    """Those of two that are used where the people are from, if the caller has said that."""
    if country is None or {fit.encoding for fit in fits} != {"cp1252", "cp1250"}:
        return fits
    wanted = "cp1250" if country in _CENTRAL_EUROPE else "cp1252"
    return [fit for fit in fits if fit.encoding == wanted]


def _readable(words: bytes) -> Iterator[_Fit]:
    for encoding in alphabets():
        try:
            yield _Fit(encoding, words.decode(encoding))
        except UnicodeDecodeError:
            continue


def _is_word(word: str) -> bool:
    """Whether a word is of one script, of one case after its first letter, with signs around it."""
    letters = [character for character in word if character not in _SIGNS]
    if not all(map(str.isalpha, letters)):
        return False
    scripts = {unicodedata.name(character, "").partition(" ")[0] for character in letters}
    if _HARD.search(word.casefold()) or _EARLY_SIGMA.search(word):
        return False
    return len(scripts) <= 1 and all(
        _may_follow(word, index) for index in range(1, len(word)) if max(word[index - 1 :]) > "\x7f"
    )


def _may_follow(word: str, index: int) -> bool:
    """Whether a character of a word may stand where it does."""
    before, here = word[index - 1], word[index]
    if here in _SIGNS:
        after = word[index + 1 : index + 2]
        if before.isalpha() and after.isalpha():
            is_catalan = here == "\u00b7" and (before + after).lower() == "ll"
            return here in _INSIDE or is_catalan
        return not (before.isalpha() and here in _OPENING)
    is_late_capital = before.islower() and here.isupper() and here > "\x7f"
    is_early_capital = index > 1 and before.isupper() and before > "\x7f" and here.islower()
    return not is_late_capital and not (is_early_capital and word[index - 2].isalpha())


def _is_signs(words: str) -> bool:
    """Whether there is nothing but signs, none of them beside a letter."""
    return all(character in _SIGNS or character == "\n" for character in words)


def _count_languages(fit: _Fit) -> int:
    """How many languages it takes to have all the letters of a file."""
    letters = {c for c in fit.text.lower() if c > "\x7f" and c not in _SIGNS}
    known = [letters & set(alphabet) for alphabet in alphabets()[fit.encoding].values()]
    for count in range(_MOST_LANGUAGES):
        if any(letters == set().union(*chosen) for chosen in combinations(known, count)):
            return count
    return _MOST_LANGUAGES


def _example(fit: _Fit, others: Sequence[_Fit]) -> str:
    """The first word that the encodings read differently, as one of them does."""
    rows = zip(*(other.text.split("\n") for other in others), strict=False)
    index = next((i for i, row in enumerate(rows) if len(set(row)) > 1), 0)
    return fit.text.split("\n")[index]
