"""Texts with `{names}` in them, which are filled in for each person.

`{first_name}` is the column or field of that name, and `{first_name|there}` says `there` to whoever
has none. `{{` and `}}` are braces. There are no formats and no attributes: a text is written by
somebody who wants to greet people, and a column may be called anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from attrs import frozen

from .failures import CommandError
from .output import printable

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class EmptyValueError(ValueError):
    """A person has nothing for a name in a text, and the text does not say what to put there."""


@frozen
class Template:
    """A text, as plain parts and names with what stands for whoever has none (None: nothing)."""

    parts: tuple[str | tuple[str, str | None], ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """Raises `CommandError` for a brace that is neither a name's nor doubled."""
        parts: list[str | tuple[str, str | None]] = []
        end = 0
        for token in _TOKEN.finditer(text):
            parts.append(text[end : token.start()])
            end = token.end()
            if token[0] in ("{{", "}}"):
                parts.append(token[0][0])
                continue
            name, has_fallback, fallback = (token[1] or "").partition("|")
            if not name.strip():
                raise CommandError(
                    f"the text has {token[0]!r} at character {token.start() + 1}: write {{name}}, "
                    "and {{ or }} for a brace itself"
                )
            parts.append((name.strip(), fallback if has_fallback else None))
        parts.append(text[end:])
        return cls(tuple(part for part in parts if part))

    @property
    def names(self) -> list[str]:
        """The names in it, each once."""
        return list(dict.fromkeys(part[0] for part in self.parts if isinstance(part, tuple)))

    def check(self, known: Collection[str]) -> None:
        """Raise `CommandError` for a name that nobody has."""
        unknown = [name for name in self.names if name not in known]
        if unknown:
            raise CommandError(
                f"the text has {{{unknown[0]}}}, and there is no such column or field; there are: "
                + ", ".join(sorted(known, key=str.casefold))
            )

    def fill(self, row: Mapping[str, Any]) -> str:
        """The text for a person. Raises `EmptyValueError`."""
        return "".join(
            part if isinstance(part, str) else self._value(row, *part) for part in self.parts
        )

    @staticmethod
    def _value(row: Mapping[str, Any], name: str, fallback: str | None) -> str:
        value = row.get(name)
        text = value.strip() if isinstance(value, str) else printable(value)
        if text:
            return text
        if fallback is None:
            raise EmptyValueError(f"{name} is empty; write {{{name}|...}} to say what to put there")
        return fallback
