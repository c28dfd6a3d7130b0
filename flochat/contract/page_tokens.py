"""Splits a page's script into its words and marks, in time that grows with its length alone."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

# Pages and the scripts that start Swagger UI are small; text beyond this size is ignored.
MAX_CHARACTERS: Final = 1_000_000
_MAX_TOKENS: Final = 250_000
_MAX_NESTED_TEMPLATES: Final = 20

# What is never closed extends to the end: no text makes a pattern start over and over again.
_TOKEN: Final = re.compile(
    r"""
    (?P<space> (?:[\s\ufeff]+ | //[^\n]* | /\*.*?(?:\*/|\Z) | <!--[^\n]*) )
    | (?P<string> "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'? )
    | (?P<template> ` )
    | (?P<number> (?:0[xX][0-9a-fA-F]+ | \d+(?:\.\d+)?(?:[eE][-+]?\d+)? | \.\d+)n? )
    | (?P<name> (?:[^\W\d]|\$|\\u[0-9a-fA-F]{4})[\w$]* )
    | (?P<mark> \.\.\. | => | [=!]==? | &&=? | \|\|=? | \?\?=? | \?\.(?!\d) | \+\+ | --
        | [-+*/%&|^]= | <= | >= | \*\* | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\]?)++/?[a-z]*", re.DOTALL)
_IN_TEMPLATE: Final = re.compile(r"[^`\\$]+|\\.|\$\{|`|.", re.DOTALL)
_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_COMMENTS: Final = ("//", "/*")
_OPENING: Final = {"(": ")", "[": "]", "{": "}"}
#: Words that a value follows, so that a slash behind them begins a regular expression.
_BEFORE_A_VALUE: Final = frozenset(
    [
        *("return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"),
        *("await", "yield"),
    ]
)


class Kind(Enum):
    """What a token is."""

    STRING = "string"
    TEMPLATE = "template"
    NUMBER = "number"
    NAME = "name"
    MARK = "mark"
    REGEX = "regex"


_KINDS: Final = {kind.value: kind for kind in Kind}


class Token(NamedTuple):
    """A word or mark, and where it begins.

    `parts` is what a template literal consists of: texts, and scripts.
    """

    kind: Kind
    text: str
    at: int
    begins_line: bool = False
    parts: tuple[str | Tokens, ...] = ()


class Tokens:
    """The tokens of a script, and where its brackets close. No index is out of range."""

    def __init__(self, script: str) -> None:
        self._script = script[:MAX_CHARACTERS]
        self._tokens: list[Token] = []
        _scan(self._script, 0, self._tokens, in_template=0)
        self._closing = _closings(self._tokens)

    @classmethod
    def _of(cls, script: str, tokens: list[Token]) -> Tokens:
        made = cls("")
        made._script = script
        made._tokens, made._closing = tokens, _closings(tokens)
        return made

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, i: int) -> Token:
        return self._tokens[i]

    def kind(self, i: int) -> Kind | None:
        """What the token is; None behind the last one."""
        return self._tokens[i].kind if 0 <= i < len(self._tokens) else None

    def text(self, i: int) -> str:
        """The text of the token; empty for a string, and behind the last token."""
        if not 0 <= i < len(self._tokens) or self._tokens[i].kind is Kind.STRING:
            return ""
        return self._tokens[i].text

    def string(self, i: int) -> str:
        """The value of a string."""
        text = self._tokens[i].text
        is_closed = len(text) > 1 and text[-1] == text[0]
        return unescaped(text[1:-1] if is_closed else text[1:])

    def parts(self, i: int) -> tuple[str | Tokens, ...]:
        """What a template literal consists of."""
        return self._tokens[i].parts

    def source(self, i: int, end: int) -> str:
        """The text of the script from a token up to a mark, that included."""
        return self._script[self._tokens[i].at : self._tokens[end].at + 1]

    def is_mark(self, i: int, text: str) -> bool:
        """Whether the token is this mark."""
        return self.kind(i) is Kind.MARK and self._tokens[i].text == text

    def is_name(self, i: int, text: str) -> bool:
        """Whether the token is this word."""
        return self.kind(i) is Kind.NAME and self._tokens[i].text == text

    def opens(self, i: int) -> bool:
        """Whether the token is a bracket that opens."""
        return self.kind(i) is Kind.MARK and self._tokens[i].text in _OPENING

    def closing(self, i: int) -> int:
        """Where the bracket that opens here is closed; behind the last token if nowhere."""
        return self._closing.get(i, len(self._tokens))

    def skip(self, i: int) -> int:
        """Behind the token, or behind the brackets that open with it."""
        return self.closing(i) + 1 if self.opens(i) else i + 1

    def statement_end(self, i: int) -> int:
        """Behind the statement that begins here: a block, or whatever goes up to its semicolon."""
        if self.is_mark(i, "{"):
            return self.closing(i) + 1
        while i < len(self._tokens):
            if self.is_mark(i, ";"):
                return i + 1
            if self.is_mark(i, "}") or self.is_name(i, "else"):
                return i
            is_block = self.is_mark(i, "{")
            i = self.skip(i)
            if (
                i < len(self._tokens)
                and self._tokens[i].begins_line
                and self._ends(i - 1, is_block)
            ):
                return i
        return i

    def expression_end(self, i: int) -> int:
        """Where the expression ends that begins here: at what separates or closes it."""
        while i < len(self._tokens):
            if self.kind(i) is Kind.MARK and self._tokens[i].text in ",;)]}":
                return i
            i = self.skip(i)
        return i

    def _ends(self, i: int, is_block: bool) -> bool:
        """Whether a statement ends behind the token, where the next one begins a line."""
        if is_block:
            return not self.is_name(i + 1, "else")
        is_value = self.kind(i) is not Kind.MARK or self._tokens[i].text in ")]}"
        return is_value and self.kind(i + 1) is not Kind.MARK


def unescaped(text: str) -> str:
    """The value of a string literal, without its quotes."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_unescaped, text)
    # Two halves of a surrogate pair are one character in JavaScript.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    return "" if escape[4] in ("\n", "\r\n") else _CONTROLS.get(escape[4], escape[4])


def _scan(script: str, at: int, tokens: list[Token], *, in_template: int) -> int:
    """Append the tokens from a place on; with `in_template`, up to the brace that closes it."""
    depth, begins_line = 0, True
    while at < len(script) and len(tokens) < _MAX_TOKENS:
        if script[at] == "/" and _is_before_value(tokens) and script[at : at + 2] not in _COMMENTS:
            match, kind = _REGEX.match(script, at), "regex"
        else:
            match, kind = None, ""
        if match is None:
            match = _TOKEN.match(script, at)
            assert match is not None  # its last alternative is any character
            kind = match.lastgroup or ""
        start, text, at = at, match[0], match.end()
        if kind == "space":
            begins_line = begins_line or "\n" in text
            continue
        if kind == "template":
            parts, at = _template(script, at, in_template)
            tokens.append(Token(Kind.TEMPLATE, "", start, begins_line, parts))
        else:
            if in_template and kind == "mark":
                depth += (text == "{") - (text == "}")
                if depth < 0:
                    return at
            tokens.append(Token(_KINDS[kind], text, start, begins_line))
        begins_line = False
    return at


def _template(script: str, at: int, nested: int) -> tuple[tuple[str | Tokens, ...], int]:
    """The parts of a template literal whose first backtick is before `at`, and where it ends."""
    parts: list[str | Tokens] = []
    text: list[str] = []
    while at < len(script):
        match = _IN_TEMPLATE.match(script, at)
        assert match is not None  # its last alternative is any character
        at = match.end()
        if match[0] == "`":
            break
        if match[0] == "${" and nested < _MAX_NESTED_TEMPLATES:
            inner: list[Token] = []
            at = _scan(script, at, inner, in_template=nested + 1)
            parts += [unescaped("".join(text)), Tokens._of(script, inner)]
            text = []
        else:
            text.append(match[0])
    parts.append(unescaped("".join(text)))
    return tuple(parts), at


def _is_before_value(tokens: list[Token]) -> bool:
    """Whether a value comes next, so that a slash is no division."""
    if not tokens:
        return True
    last = tokens[-1]
    if last.kind is Kind.NAME:
        return last.text in _BEFORE_A_VALUE
    return last.kind is Kind.MARK and last.text not in (")", "]", "}")


def _closings(tokens: list[Token]) -> dict[int, int]:
    """Where each bracket is closed; one of the wrong kind closes those that are open inside."""
    closing: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    counts = dict.fromkeys(_OPENING.values(), 0)
    for i, token in enumerate(tokens):
        if token.kind is not Kind.MARK:
            continue
        if token.text in _OPENING:
            opened.append((_OPENING[token.text], i))
            counts[_OPENING[token.text]] += 1
        elif counts.get(token.text):
            while opened:
                wanted, start = opened.pop()
                counts[wanted] -= 1
                closing[start] = i if wanted == token.text else i - 1
                if wanted == token.text:
                    break
    return closing
