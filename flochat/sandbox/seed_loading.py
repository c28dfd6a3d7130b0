"""Puts what files and snapshots say into a flow."""

from __future__ import annotations

import difflib
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from .._values.identifiers import parse_namespace
from ..errors import InvalidArgumentError
from .areas import ai_hub, custom_events, fields, live_chat, segments, sub_flows, tags, team
from .areas.subscribers import SUBSCRIBER_COLUMNS
from .kinds import ResourceKind
from .seed_files import PEOPLE, Entry, entries_of, read_file
from .store import Store

if TYPE_CHECKING:
    from .._snapshot.snapshot import FlowSnapshot

#: A file, a snapshot, what a file would hold, or a function that is given a `Seed`.
OneSource: TypeAlias = (
    "str | os.PathLike[str] | FlowSnapshot | Mapping[str, Any] | Callable[[Any], object]"
)
#: One of those, or several.
SeedSource: TypeAlias = "OneSource | Sequence[OneSource]"

#: Who may be given in a file, and how: names, or a mapping of names to values.
_CARRIED: Final = ("tags", "labels", "segments", "events")
_PERSON_KEYS: Final = frozenset({*SUBSCRIBER_COLUMNS, *_CARRIED, "user_fields"})
_PERSON_COLUMNS: Final = frozenset(SUBSCRIBER_COLUMNS)
#: What the API answers of somebody besides what they are.
_ANSWERED: Final = frozenset(
    {
        "allow_send_message",
        "is_last_message_in_last_24h",
        "is_bot_interacted_in_last_24h",
        "flow_ns",
    }
)
_VAR_TYPES: Final = ("text", "longtext", "number", "boolean", "date", "datetime", "array")
_NOT_DIGITS: Final = re.compile(r"[^0-9]")


def _names_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@frozen
class Section:
    """How one section is put in: the method of `Seed`, and the keys of an entry."""

    method: str
    keys: frozenset[str] = field(converter=_names_of)
    #: The kind whose identifiers are kept, and the key that has them.
    kind: ResourceKind | None = None
    required: tuple[str, ...] = ("name",)
    #: The key whose list is passed as positional arguments.
    parts: str | None = None
    #: Keys that stand for numbers and flags; all others are texts.
    plain: frozenset[str] = frozenset()


_AI: Final = ("name", "ai_provider", "ai_model", "max_tokens")
_TEMPLATE: Final = ("name", "language", "status", "components", "default_values")
SECTIONS: Final[Mapping[str, Section]] = {
    "sub_flows": Section("sub_flow", {"name"}, sub_flows.SUB_FLOWS),
    "nodes": Section("node", {"name"}),
    "tags": Section("tag", {"name"}, tags.TAGS),
    "labels": Section("label", {"name", "color"}, team.LABELS),
    "user_fields": Section(
        "user_field", {"name", "var_type", "value", "description"}, fields.USER_FIELDS
    ),
    "bot_fields": Section(
        "bot_field",
        {"name", "var_type", "value", "description", "is_template_field"},
        fields.BOT_FIELDS,
        plain=frozenset({"is_template_field"}),
    ),
    "segments": Section("segment", {"name"}, segments.SEGMENTS),
    "custom_events": Section(
        "event",
        {"name", "description", "text_label", "number_label", "price_label"},
        custom_events.EVENTS,
    ),
    "shortcuts": Section(
        "shortcut", {"name", "value"}, live_chat.SHORTCUTS, required=("name", "value")
    ),
    "closing_notes": Section(
        "closing_note",
        {"name", "description", "require_summary", "require_attachment"},
        live_chat.CLOSING_NOTES,
        plain=frozenset({"require_summary", "require_attachment"}),
    ),
    "agents": Section(
        "agent",
        {"name", "email", "role", "is_online"},
        live_chat.AGENTS,
        plain=frozenset({"is_online"}),
    ),
    "agent_groups": Section("agent_group", {"name"}),
    "ai_agents": Section("ai_agent", {*_AI, "prompt"}, plain=frozenset({"max_tokens"})),
    "ai_tasks": Section("ai_task", _AI, plain=frozenset({"max_tokens"})),
    "widgets": Section("widget", {"name", "sub_flow"}),
    "inbound_webhooks": Section("inbound_webhook", {"name", "sub_flow"}),
    "whatsapp_templates": Section(
        "whatsapp_template",
        {*_TEMPLATE, "category"},
        parts="components",
        plain=frozenset({"default_values"}),
    ),
    "facebook_templates": Section(
        "facebook_template", _TEMPLATE, parts="components", plain=frozenset({"default_values"})
    ),
    PEOPLE: Section("subscriber", _PERSON_KEYS, required=()),
}
_DEFAULT_PROVIDER: Final = "default_ai_provider"
#: People come last: they carry what the others made.
_ORDER: Final = (*SECTIONS, _DEFAULT_PROVIDER)


def load(source: SeedSource, seed: Any, store: Store) -> None:
    """Put what a source says into a flow, by the methods of its seed: all of it, or nothing.

    Functions are called first, once everything else has been read.

    Raises `ValueError` for what cannot be put in, `OSError` for a file that cannot be read,
    `TypeError` for what is no source, `ModuleNotFoundError` for YAML without PyYAML.
    """
    functions: list[Callable[[Any], object]] = []
    entries = sorted(_entries(source, functions), key=_rank)
    if not functions:
        _put_all(entries, seed, store)
        return
    # A function may make requests, which would wait for the end of a transaction around it.
    with _undoing(store):
        for function in functions:
            function(seed)
        _put_all(entries, seed, store)


@contextmanager
def _undoing(store: Store) -> Iterator[None]:
    """Return to what there was when this raises."""
    with closing(store.copy()) as before:
        try:
            yield
        except BaseException:
            store.restore(before)
            raise


def _put_all(entries: Iterable[Entry], seed: Any, store: Store) -> None:
    with store.transaction():
        for entry in entries:
            try:
                _put(entry, seed, store)
            except sqlite3.IntegrityError as error:
                raise ValueError(f"{entry.where}: it is there already ({error})") from None
            except (sqlite3.Error, InvalidArgumentError, UnicodeError, OverflowError) as error:
                raise ValueError(f"{entry.where}: {error}") from None


def flow_number(source: object) -> int | None:
    """The number of the flow that a snapshot, or the file of one, was taken of."""
    if isinstance(source, str | os.PathLike) and str(source).lower().endswith(".json"):
        try:
            content = json.loads(Path(source).read_bytes())
        except (OSError, ValueError):
            return None  # `load` says what is wrong with it
        return _number_in(content) if isinstance(content, dict) else None
    if isinstance(source, Sequence) and not isinstance(source, str):
        return next(filter(None, map(flow_number, source)), None)
    number: int | None = getattr(source, "flow_number", None)
    return number


def _number_in(content: Mapping[str, Any]) -> int | None:
    if "flow_snapshot" not in content:
        return None
    from .._snapshot.snapshot import FlowSnapshot

    try:
        return FlowSnapshot.from_json(json.dumps(content)).flow_number
    except InvalidArgumentError:
        return None


def _entries(source: SeedSource, functions: list[Callable[[Any], object]]) -> list[Entry]:
    """What a source says; the functions in it are added to `functions`."""
    if isinstance(source, str | os.PathLike):
        return read_file(Path(source), _PERSON_COLUMNS, _ANSWERED)
    if isinstance(source, Mapping):
        return entries_of(source, "seed")
    if hasattr(source, "to_json") and hasattr(source, "flow_number"):
        return entries_of(json.loads(source.to_json()), "snapshot")
    if isinstance(source, Sequence):
        return [entry for each in source for entry in _entries(each, functions)]
    if callable(source):
        functions.append(source)
        return []
    raise TypeError(
        "a seed is a file, a FlowSnapshot, a dict of sections, a function that takes a Seed, or a "
        f"list of those, not {type(source).__name__}"
    )


def _rank(entry: Entry) -> int:
    if entry.section not in _ORDER:
        raise ValueError(_unknown(entry.where, "section", entry.section, _ORDER))
    return _ORDER.index(entry.section)


def _put(entry: Entry, seed: Any, store: Store) -> None:
    if entry.section == _DEFAULT_PROVIDER:
        with store.transaction():
            ai_hub.choose_provider(_object(entry), store)
        return
    section = SECTIONS[entry.section]
    given = _object(entry)
    identifier = given.get(section.kind.key) if section.kind else None
    given = _without_foreign(given, entry, section, store)
    for name in section.required:
        if name not in given:
            raise ValueError(f"{entry.where}: {name} is missing")
    if given.get("var_type", "text") not in _VAR_TYPES:
        types = ", ".join(_VAR_TYPES)
        raise ValueError(f"{entry.where}.var_type must be one of {types}, not {given['var_type']}")
    if entry.section == PEOPLE:
        seed.subscriber(**_person(given, entry.where, store))
        return
    parts = given.pop(section.parts, ()) if section.parts else ()
    arguments = {
        name: value if name in section.plain else _text(value, f"{entry.where}.{name}")
        for name, value in given.items()
        if value is not None
    }
    key = getattr(seed, section.method)(arguments.pop("name"), *parts, **arguments)
    if section.kind is not None and identifier is not None:
        with store.transaction():
            _keep_identifier(section.kind, key, identifier, store)


def _object(entry: Entry) -> dict[str, Any]:
    """What an entry says, by key; a text is a name."""
    if isinstance(entry.value, Mapping):
        return {str(key): value for key, value in entry.value.items()}
    if entry.section != PEOPLE and isinstance(entry.value, str | int | float):
        return {"name": _text(entry.value, entry.where)}
    raise ValueError(
        f"{entry.where} must be {'' if entry.section == PEOPLE else 'a name or '}an object, not "
        f"{json.dumps(entry.value, default=str):.40}"
    )


def _without_foreign(
    given: dict[str, Any], entry: Entry, section: Section, store: Store
) -> dict[str, Any]:
    """The keys that a seed takes. Raises `ValueError` for others, unless the API answered them."""
    if "sub_flow_ns" in given and "sub_flow" in section.keys:
        name = store.value(
            "SELECT name FROM sub_flows WHERE sub_flow_ns = ?", (given["sub_flow_ns"],)
        )
        given = given | ({"sub_flow": name} if name else {})
    known = {name: value for name, value in given.items() if name in section.keys}
    identifiers = {section.kind.key} if section.kind else set()
    strange = [name for name in given if name not in {*known, *identifiers, *_ANSWERED}]
    if strange and not entry.is_lenient:
        raise ValueError(_unknown(entry.where, "key", strange[0], section.keys))
    return known


def _person(given: dict[str, Any], where: str, store: Store) -> dict[str, Any]:
    person: dict[str, Any] = {}
    for name, value in given.items():
        at = f"{where}.{name}"
        if value is None:
            continue
        if name in _CARRIED:
            person[name] = _names(value, at)
        elif name == "user_fields":
            person[name] = _values(value, at)
        else:
            person[name] = _text(value, at)
    if "phone" in person:
        person["phone"] = _NOT_DIGITS.sub("", person["phone"])
    if not _is_free(person.get("user_ns"), store):
        person.pop("user_ns", None)
    return person


def _is_free(user_ns: str | None, store: Store) -> bool:
    """Whether somebody can have this identifier: it is of this flow, and nobody else has it."""
    return user_ns is not None and _is_of(user_ns, store) and not _is_taken(user_ns, store)


def _is_taken(user_ns: str, store: Store) -> bool:
    found = store.value("SELECT count(*) FROM subscribers WHERE user_ns = ?", (user_ns,))
    return bool(found)


def _names(value: Any, where: str) -> list[str]:
    """Names, or objects with one each, as the API answers them."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",") if name.strip()]
    if not isinstance(value, list):
        raise ValueError(f"{where} must be a list of names, not {value!r:.40}")
    return [
        _text(it.get("name") if isinstance(it, Mapping) else it, f"{where}[{index}]")
        for index, it in enumerate(value)
    ]


def _values(value: Any, where: str) -> dict[str, str]:
    """Values by the names of fields, or objects with both, as the API answers them."""
    if isinstance(value, list) and all(isinstance(it, Mapping) for it in value):
        value = {it.get("name"): it.get("value") for it in value}
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} must be an object of names and values, not {value!r:.40}")
    return {
        str(name): _text(text, f"{where}.{name}")
        for name, text in value.items()
        if text is not None
    }


def _text(value: Any, where: str) -> str:
    """A text as the platform has it. Raises `ValueError` for what has none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise ValueError(f'{where} must be a text, not {str(value).lower()}: write it in ""')
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"{where} must be a text, not {value!r:.40}")


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(sorted(known))}"
    return f"{where}: there is no {what} {name!r}{hint}"


def _is_of(identifier: object, store: Store) -> bool:
    try:
        return f"f{parse_namespace(str(identifier)).flow}" == store.flow_ns
    except InvalidArgumentError:
        return False


def _keep_identifier(kind: ResourceKind, key: Any, wanted: Any, store: Store) -> None:
    """Give what was just put in the identifier that it has elsewhere, if it can have it here."""
    is_number = isinstance(key, int) and isinstance(wanted, int)
    if key == wanted or not (is_number or _is_of(wanted, store)):
        return
    if kind.find(kind.key, wanted, store) is not None:
        return
    store.run(f"UPDATE {kind.table} SET {kind.key} = ? WHERE {kind.key} = ?", (wanted, key))
    if not is_number:
        store.take_ns(parse_namespace(wanted))
