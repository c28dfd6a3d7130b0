"""What strangers wrote: kept apart from facts, cleaned of what is not seen, and cut.

Cleaning is no defence: a text that misleads a model can be in any language, in base64, or in pieces
from three people. It only makes sure that people and models see the same text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

#: The address of an inbound webhook: whoever knows it can post to it; and what is in a query to
#: prove who asks.
_WEBHOOK: Final = re.compile(
    r"(/iwh/)[\w-]{8,}"
    r"|([?&](?:\w*(?:token|secret|signature|password)|(?:\w*_)?key)=)[^&\s#]+"
    r"|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])",
    re.IGNORECASE,
)
#: Keys of JSON that hold what proves who asks, in whatever type.
_SECRET_KEY: Final = re.compile(
    r"key|pass|pwd|bearer|hook_uid|hook_url|webhook_url|.*authorization|.*cookie|credentials?"
    r"|.*(?:api|access|private|secret|signing|encryption|auth)[_-]?key"
    r"|.*(?:secret|token|password)",
    re.IGNORECASE,
)
_VEIL: Final = "***"
#: How many names stand in a sentence.
_MAX_NAMES: Final = 10
#: The longest text that is shown whole.
MAX_TEXT: Final = 600
_CUT: Final = " […]"
_SPACES: Final = re.compile(r"[^\S\n]+")
#: Categories of characters that nobody sees: control, format (bidirectional, zero-width, tags),
#: surrogates, private and unassigned ones.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Marks that a base character carries, at most; more make a text grow over others.
_MAX_MARKS: Final = 4
_FILLERS: Final = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u034f\U00016fe4")
#: Marks that choose among the forms of a character; a row of them is a text that nobody sees.
_SELECTOR: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: The one that makes an emoji of a character.
_EMOJI_FORM: Final = "\ufe0f"


def clean(text: object, *, longest: int = MAX_TEXT) -> str:
    """A text as people see it, on as many lines as it has, cut after `longest` characters."""
    characters: list[str] = []
    marks = 0
    for character in str(text)[: longest * 4]:
        category = unicodedata.category(character)
        marks = marks + 1 if category.startswith("M") else 0
        if character in "\n\t":
            characters.append(character)
        elif category in ("Zl", "Zp"):
            characters.append("\n")
        elif _SELECTOR.match(character):
            if character == _EMOJI_FORM and marks == 1:
                characters.append(character)
        elif category not in _UNSEEN and character not in _FILLERS and marks <= _MAX_MARKS:
            characters.append(character)
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(characters).split("\n"))
    seen = "\n".join(line for line in lines if line)
    return seen if len(seen) <= longest else seen[: longest - len(_CUT)].rstrip() + _CUT


def hide_webhooks(text: str) -> str:
    """A text without the secrets of webhooks' addresses."""
    return _WEBHOOK.sub(lambda found: f"{found[1] or found[2] or ''}{_VEIL}", text)


def hide_secrets(value: Any) -> Any:
    """JSON without what proves to a service who asks, in keys, in addresses and in texts."""
    if isinstance(value, str):
        return hide_webhooks(value)
    if isinstance(value, list | tuple):
        return [hide_secrets(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    is_link = any(str(key).lower() == "one_time_token" for key in value)
    return {
        hide_webhooks(str(key)): _VEIL
        if item not in (None, "", False)
        and (_SECRET_KEY.fullmatch(str(key)) or (is_link and key == "url"))
        else hide_secrets(item)
        for key, item in value.items()
    }


def clean_value(value: Any, *, longest: int = MAX_TEXT, depth: int = 6) -> Any:
    """The same of all texts in a value of JSON, keys too."""
    if isinstance(value, str):
        return hide_webhooks(clean(value, longest=longest))
    if depth <= 0:
        return "[…]" if isinstance(value, list | dict) else value
    if isinstance(value, Mapping):
        return {
            clean(key, longest=80): clean_value(item, longest=longest, depth=depth - 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean_value(item, longest=longest, depth=depth - 1) for item in value]
    return value


def squeeze(value: Any, longest: int, most: int) -> Any:
    """What was written, with shorter texts and fewer things, and a mark where some are missing."""
    if isinstance(value, str):
        return value if len(value) <= longest else value[:longest].rstrip() + _CUT
    if isinstance(value, Mapping):
        kept = {
            str(key)[:longest]: squeeze(item, longest, most)
            for key, item in islice(value.items(), most)
        }
        return kept if len(value) <= most else kept | {"…": f"{len(value) - most:,} more"}
    if isinstance(value, list):
        items = [squeeze(item, longest, most) for item in value[:most]]
        return items if len(value) <= most else [*items, f"… {len(value) - most:,} more"]
    return value


def quoted(names: Iterable[object]) -> str:
    """Names in a sentence of this server: each in quotes, on one line, and short."""
    shown = [repr(clean(name, longest=60).replace("\n", " ")) for name in names]
    more = [f"and {len(shown) - _MAX_NAMES:,} more"] if len(shown) > _MAX_NAMES else []
    return ", ".join([*shown[:_MAX_NAMES], *more])


def mask_phone(text: str) -> str:
    """A phone of which only the end can be read."""
    digits = re.sub(r"\D", "", text)
    return f"…{digits[-3:]}" if len(digits) > 3 else "…"


#: Whatever could be a phone, but for dates and namespaces: 2026-11-30 14:58 and f12u34 are none.
_PHONE: Final = re.compile(
    r"(?P<namespace>\bf\d+[a-z]+\d+\b)"
    r"|(?<!\d)(?!\d{4}-\d\d-\d\d(?!\d)(?![ .-]?\d{3}))\+?\d(?:[^\w,;:\n\"'{}\[\]]{0,3}_?\d){7,}"
)
#: A number of so many digits could be a phone.
_PHONE_NUMBER: Final = 10**8
#: Keys whose numbers are none.
_NO_PHONE: Final = re.compile(r"id|ts|(?!(?:user|wa|whatsapp)_).*_(?:id|at|ts|time)", re.IGNORECASE)
#: WhatsApp's identifier of a message: the phone stands in it, in base64.
_CHANNEL_ID: Final = re.compile(r"wamid\.[\w+/=-]+", re.IGNORECASE)
_EMAIL: Final = re.compile(
    r"(?P<name>\"[^\"\n]{1,64}\"|(?<![\w.+'-])[\w.+'-]+)"
    r"(?P<at> ?(?:[@\uff20\ufe6b]|%40|&#64;|[(\[{] ?(?:at|\uff20|@) ?[)\]}]) ?)"
    r"(?P<domain>[\w-]+(?:[.\u3002\uff0e\uff61][\w-]+)+|\[[\d.a-f:]+\])",
    re.IGNORECASE,
)


#: What a fact looks like that nobody wrote: an identifier, a word of an enum, a time, an amount.
_PLAIN: Final = re.compile(r"[\w:.+@…/-]{1,40}")


def plain_fact(value: object) -> object:
    """A fact, or nothing where a platform gives a text of people in the place of one."""
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return None
    return value


def without_contacts(value: Any, key: str = "") -> Any:
    """JSON in which phones and emails are masked, in keys and in numbers too."""
    if isinstance(value, str):
        return mask_contacts(value)
    if isinstance(value, Mapping):
        return {
            mask_contacts(str(name)): without_contacts(item, str(name))
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [without_contacts(item, key) for item in value]
    is_long = isinstance(value, int | float) and abs(value) >= _PHONE_NUMBER
    if is_long and not _NO_PHONE.fullmatch(key):
        return mask_phone(f"{value:.0f}")
    return value


def mask_contacts(text: str) -> str:
    """A text in which phones and emails are masked."""
    masked = _CHANNEL_ID.sub("wamid.…", text)
    masked = _EMAIL.sub(lambda found: f"{found['name'][:1]}…{found['at']}{found['domain']}", masked)
    return _PHONE.sub(lambda found: found["namespace"] or mask_phone(found[0]), masked)
