"""What the methods of the facade send for each of their arguments, seen by calling them.

Each method is called with its samples, and again with one argument changed: what has another value
in a request then is what the argument fills. Nothing leaves the process.
"""

from __future__ import annotations

import inspect
import json
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from typing import Any, Final, NamedTuple

import attrs

from flochat import (
    BulkJob,
    ExportJob,
    Flochat,
    FlochatError,
    NewSubscriber,
    Pager,
    UserId,
    models,
)
from flochat._http import httpx
from flochat._requests import ai_hub, custom_events, fields, segments, sub_flows, tags
from flochat._requests.references import ReferenceKind
from flochat._sending.runtime_sync import Runtime
from flochat._sync.transport import Transport
from flochat._wire.operation_table import Envelope, Safety
from flochat._wire.seam import identify, wire_identity
from flochat.contract.facade import facade_calls
from flochat.contract.uses.forms import form_of_text
from flochat.models.base import Model
from tests.support.samples import ROW, method_of, samples

Arguments = dict[str, Any]
#: What was sent to each operation: the values of its names on the wire, as JSON.
Sent = dict[str, dict[str, set[str]]]

_NO_VALUE: Final = object()
_KINDS: Final = [
    value
    for module in (ai_hub, custom_events, fields, segments, sub_flows, tags)
    for value in vars(module).values()
    if isinstance(value, ReferenceKind)
]
_LETTERS: Final = {kind.namespace_field: kind.letters for kind in _KINDS} | {"user_ns": "u"}
#: The resources whose methods make jobs; other methods go first.
_JOBS: Final = ("bulk.", "export.")
#: How many values of one form are tried.
_ENOUGH: Final = 2
_DAY: Final = timedelta(days=1)
_NOW: Final = datetime(2026, 12, 1, tzinfo=UTC).timestamp()
_TIMES: Final = (
    datetime(2027, 1, 10, tzinfo=UTC),
    datetime(2027, 1, 10),
    date(2027, 1, 10),
)
#: Values of arguments whose own form says too little.
_VALUES: Final[Mapping[str, list[Any]]] = {
    "components": [
        [models.TemplateComponent(type="BODY", text=text)] for text in ("Hello", "Goodbye")
    ],
    "require_attachment": [0, 1],
    "require_summary": [0, 1],
    "node_ns": ["f1n2", "f1n3"],
    "variants": [[models.NewVariant(options=[text])] for text in ("blue", "red")],
    "contact": [models.Contact(first_name=name) for name in ("Ana", "Ben")],
    "options": [["Color"], ["Size"], ["Color", "Size"]],
    "tickets.changes.field": ["select1", "select2"],
    "tickets.create.values": [{"text1": text} for text in ("blue", "red")],
    "tickets.update.values": [{"text1": text} for text in ("blue", "red")],
}
#: What a method has to be given so that it sends an argument.
_COMPANIONS: Final[Mapping[str, Arguments]] = {
    "user_field_value": {"user_field": "f1v2"},
    "comment_file": {"comment": "See there"},
    "variants": {"options": ["Color"]},
}
#: Arguments that exclude each other.
_RIVALS: Final[Mapping[str, tuple[str, ...]]] = {
    "amount": ("percentage",),
    "free_shipping": ("percentage",),
}
_PARTS: Final = {
    "phone": ("61412345678", "61498765432"),
    "email": ("ana@example.com", "ben@example.com"),
    "image": ("https://example.com/1.png", "https://example.com/2.png"),
}
#: Samples that make operations which the usual ones do not.
_MORE: Final[Mapping[str, list[Arguments]]] = {
    "bulk.upsert": [
        {
            "people": [NewSubscriber(phone="61412345678", email="ana@example.com", name="Ana")],
            "journal": None,
        }
    ],
    "subscribers.find": [{"email": "ana@example.com"}],
    "subscribers.find_or_create": [{"email": "ana@example.com"}],
}
_NUMBERS: Final = count()
#: Arguments of which no request has a part: they say what is made of answers, or whether and when
#: something is sent.
UNSENT: Final = frozenset(
    {
        *("dry_run", "journal", "max_recipients", "oldest_first", "secrets", "settle", "verify"),
        *("bulk.upsert.update_profile", "facebook_templates.get.language"),
        "whatsapp_templates.get.language",
    }
)


def arguments_of_all(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the methods send, by the operations and names of a document.

    `arguments` are the methods with what fills a name on the wire, by operation and name:
    "flow.tags.create(name)", "bulk.upsert(people.first_name)" for what may be inside of it; `sent`
    are the methods that send a name whatever they are given. `forms` are the forms of arguments
    that lead to an operation, by method; `jobs` the operations of what is only made by a method.
    """
    found: dict[str, dict[str, Any]] = {"arguments": {}, "sent": {}, "forms": {}, "jobs": {}}
    with TemporaryDirectory() as folder:
        several = {path: watch(path, document, folder) for path in _methods()}
    for path, seen in several.items():
        if seen.silent:
            raise SystemExit(
                f"{path}: no request shows {', '.join(seen.silent)}: give values of them, or say "
                f"in UNSENT that they are no part of a request, in {Path(__file__).name}"
            )
        for operation, fills in seen.fills.items():
            arguments = found["arguments"].setdefault(operation, {})
            for wire, names in fills.items():
                arguments.setdefault(wire, []).extend(f"{path}({it})" for it in names)
        for operation, wires in seen.sends.items():
            for wire in wires:
                found["sent"].setdefault(operation, {}).setdefault(wire, []).append(path)
        if seen.forms:
            found["forms"][path] = {
                operation: {name: sorted(it) for name, it in by_name.items()}
                for operation, by_name in seen.forms.items()
            }
        if path not in facade_calls():
            found["jobs"][path] = sorted(seen.sends)
    for kind in ("arguments", "sent"):
        for by_wire in found[kind].values():
            for methods in by_wire.values():
                methods.sort(key=lambda it: (it.startswith(_JOBS), it))
    return found


def _methods() -> list[str]:
    """All public methods that make operations, and those whose jobs do."""
    client = Flochat("key")
    jobs = [f"export.{name}" for name in dir(client.export) if not name.startswith("_")]
    return sorted({*facade_calls(), *jobs, "bulk.upsert"})


class Call(NamedTuple):
    """A call of a method with what it sent."""

    arguments: Arguments
    sent: Sent


class Seen(NamedTuple):
    """What the calls of one method showed.

    `fills` are the arguments that fill a name of an operation, `sends` the names that every call
    sends to it, and `forms` the forms of arguments with which it is called.
    """

    fills: dict[str, dict[str, set[str]]]
    sends: dict[str, set[str]]
    forms: dict[str, dict[str, set[str]]]
    #: Arguments that nothing was seen of.
    silent: list[str]


class _Clock(Runtime):
    """A clock that is set forward where others wait; it begins at the same time in each run."""

    def __init__(self) -> None:
        self._slept = 0.0

    def time(self) -> float:
        return _NOW + self._slept

    def monotonic(self) -> float:
        return super().monotonic() + self._slept

    def sleep(self, seconds: float) -> None:
        self._slept += seconds


class Watcher:
    """Calls methods, and keeps what they send.

    The answers are of a flow that has nothing, or one of everything.
    """

    def __init__(self, document: Mapping[str, Any], folder: str, *, is_full: bool) -> None:
        self._rows = [ROW] if is_full else []
        self._paths = {
            wire_identity(method.upper(), path): path
            for path, item in document["paths"].items()
            for method in item
        }
        self._sent: Sent = {}
        self._folder = folder

    def call(self, path: str, arguments: Arguments) -> Sent | None:
        """What a call sends; None when the method refuses the arguments."""
        self._sent = {}
        client = Flochat("key", base_url="http://127.0.0.1/api", default_country="AU")
        usual = client._transport
        client._transport = Transport(
            usual.settings, _Clock(), http_transport=httpx.MockTransport(self._answer)
        )
        if "journal" in arguments:
            arguments = {**arguments, "journal": self._file()}
        with client:
            try:
                self._finish(method_of(client, path)(**arguments))
            except FlochatError:
                return self._sent or None
            except (TypeError, ValueError, AttributeError):
                return None
        return self._sent

    def _file(self) -> Path:
        return Path(self._folder, str(next(_NUMBERS)))

    def _finish(self, result: Any) -> None:
        if isinstance(result, Pager):
            result.first()
        elif isinstance(result, BulkJob):
            result.run()
        elif isinstance(result, ExportJob):
            result.run(self._file().with_suffix(".jsonl"))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        operation, row = identify(request.method, path)
        names = self._sent.setdefault(operation, {})
        given: dict[str, Any] = dict(request.url.params)
        written = self._paths.get(operation, operation.partition(" ")[2]).split("/")
        for part, value in zip(written, path.split("/"), strict=False):
            if part.startswith("{"):
                given[part.strip("{}")] = value
        if request.content:
            body = json.loads(request.content)
            given |= body if isinstance(body, dict) else {"[]": body}
        for name, value in given.items():
            names.setdefault(name, set()).add(json.dumps(value, sort_keys=True))
        if row.envelope is Envelope.LIST:
            meta = {"total": len(self._rows), "current_page": 1, "last_page": 1}
            return httpx.Response(200, json={"status": "ok", "data": self._rows, "meta": meta})
        if row.envelope is Envelope.RECORD and row.safety is Safety.READ and not self._rows:
            return httpx.Response(404, json={"message": "Subscriber not found"})
        return httpx.Response(200, json={"status": "ok", "data": ROW})


def watch(path: str, document: Mapping[str, Any], folder: str) -> Seen:
    """What a method sends for its arguments; its jobs write into a folder."""
    method = method_of(Flochat("key"), path)
    names = [it for it in _names(method) if it != "journal"]
    seen = Seen({}, {}, {}, [])
    parts: dict[tuple[str, str, str], set[str]] = {}
    calls: list[Call] = []
    for is_full in (False, True):
        watcher = Watcher(document, folder, is_full=is_full)
        for arguments in (*samples(path, method), *_MORE.get(path, ())):
            first = watcher.call(path, arguments)
            if first is None:
                continue
            base = Call(arguments, first)
            calls.append(base)
            for name in names:
                shown = _vary(watcher, path, base, name, method)
                calls += shown
                _compare(seen, name, [base, *shown])
                _look_inside(parts, watcher, path, base, name)
        if len({it for call in calls for it in call.sent}) < 2:
            break  # a single operation does not depend on answers
    _divide(seen, parts)
    filling = {
        it.partition(".")[0] for one in seen.fills.values() for it in set().union(*one.values())
    }
    seen.silent.extend(
        it for it in names if it not in filling and not {it, f"{path}.{it}"} & UNSENT
    )
    _always(seen, calls)
    _forms(seen, calls, [it for it in names if it not in UNSENT])
    return seen


def _names(method: Any) -> Iterator[str]:
    """The names of all arguments, with those that `**channels: Unpack[Channels]` stands for."""
    for it in inspect.signature(method).parameters.values():
        if it.kind is not it.VAR_KEYWORD:
            yield it.name
            continue
        (several,) = typing.get_args(_annotation(method, it.name))
        yield from several.__annotations__


def _vary(watcher: Watcher, path: str, base: Call, name: str, method: Any) -> list[Call]:
    """Calls with other values of one argument."""
    given = base.arguments.get(name, _NO_VALUE)
    found: list[Call] = []
    values: Iterable[Any] = [
        *_VALUES.get(f"{path}.{name}", _VALUES.get(name, ())),
        *_pool(name, method),
    ]
    if given is not _NO_VALUE:
        values = [*_mutants(given), *values]
    taken: Counter[frozenset[str]] = Counter()
    for value in values:
        forms = frozenset(forms_of(value))
        if taken[forms] >= _ENOUGH:
            continue
        arguments = {**base.arguments, **_COMPANIONS.get(name, {}), name: value}
        for other in _RIVALS.get(name, ()):
            arguments.pop(other, None)
        sent = watcher.call(path, arguments)
        if sent:
            taken[forms] += 1
            found.append(Call(arguments, sent))
    return found


def _compare(seen: Seen, name: str, calls: list[Call]) -> None:
    """Keep the names on the wire that have other values in one of these calls than in another."""
    for operation in {it for call in calls for it in call.sent}:
        sent = [call.sent[operation] for call in calls if operation in call.sent]
        for wire in {it for one in sent for it in one}:
            if len({frozenset(one.get(wire, ())) for one in sent}) > 1:
                fills = seen.fills.setdefault(operation, {})
                fills.setdefault(wire, set()).add(name)


def _look_inside(
    parts: dict[tuple[str, str, str], set[str]], watcher: Watcher, path: str, base: Call, name: str
) -> None:
    """Keep the names that a part of an argument fills, and that are not sent without it."""
    for part, with_part, with_other, without in _parts(base.arguments.get(name)):
        one, other, none = (
            watcher.call(path, {**base.arguments, name: value}) or {}
            for value in (with_part, with_other, without)
        )
        for operation in one.keys() & other.keys() & none.keys():
            for wire, sent in one[operation].items():
                is_filled = sent != other[operation].get(wire, sent)
                if is_filled and wire not in none[operation]:
                    parts.setdefault((operation, wire, name), set()).add(part)


def _parts(value: Any) -> Iterator[tuple[str, Any, Any, Any]]:
    """What may be given inside of an argument: with a value, with another, and without."""
    inner = value[0] if isinstance(value, list) and value else value
    if isinstance(inner, Model) or not attrs.has(type(inner)):
        return
    for one in attrs.fields(type(inner)):
        values = (*_PARTS.get(one.name, ("VIP", "Other")), None)
        if one.default is None:
            with suppress(FlochatError, TypeError, ValueError):
                ways = [attrs.evolve(inner, **{one.alias: it}) for it in values]
                yield one.name, *([it] if isinstance(value, list) else it for it in ways)


def _divide(seen: Seen, parts: Mapping[tuple[str, str, str], set[str]]) -> None:
    """Say of which part of an argument it depends whether a name is sent."""
    for (operation, wire, name), inner in parts.items():
        names = seen.fills.setdefault(operation, {}).setdefault(wire, set())
        names.discard(name)
        names |= {f"{name}.{part}" for part in inner}


def _always(seen: Seen, calls: list[Call]) -> None:
    for operation in {it for call in calls for it in call.sent}:
        sent = [set(call.sent[operation]) for call in calls if operation in call.sent]
        seen.sends[operation] = set.intersection(*sent)


def _forms(seen: Seen, calls: list[Call], names: list[str]) -> None:
    """Keep the forms of arguments with which only some of the operations are made."""
    for name in names:
        found: dict[str, set[str]] = {}
        for call in calls:
            forms = forms_of(call.arguments.get(name))
            # A list of several forms does not tell which of them makes an operation.
            for operation in call.sent if len(forms) == 1 else ():
                found.setdefault(operation, set()).update(forms)
        every = set().union(*found.values())
        for operation, forms in found.items():
            if forms < every:
                seen.forms.setdefault(operation, {})[name] = forms


def forms_of(value: Any) -> set[str]:
    """The forms that an argument, or what is in a list of them, has."""
    match value:
        case UserId():
            return {"UserId"}
        case str():
            return {form_of_text(value)}
        case int():
            return {"number"}
        case Model() | NewSubscriber():
            return {type(value).__name__}
        case Mapping():
            return {
                f"{form}={'empty' if inner == '' else 'value'}"
                for key, inner in value.items()
                for form in forms_of(key)
            }
        case list() | tuple():
            return {form for inner in value for form in forms_of(inner)}
    return set() if value is None else {type(value).__name__}


# Values.


def _mutants(value: Any) -> Iterator[Any]:
    """Other values of the same form."""
    match value:
        case bool() | None:
            return
        case UserId():
            yield UserId(f"{value[:-1]}9")
        case str():
            yield f"{value[:-1]}9" if value[-1:].isdigit() else f"{value}x"
        case int():
            yield value + 1
        case date():
            yield value + _DAY
        case Mapping():
            for key, inner in value.items():
                rest = {name: it for name, it in value.items() if name != key}
                yield from ({**rest, key: it} for it in _mutants(inner))
                yield from ({**rest, it: inner} for it in _mutants(key))
        case list() | tuple():
            for position, inner in enumerate(value):
                for it in _mutants(inner):
                    yield type(value)((*value[:position], it, *value[position + 1 :]))
        case _ if attrs.has(type(value)):
            yield from _other_records(value)


def _other_records(value: Any) -> Iterator[Any]:
    """The same record with another value of one field."""
    for one in attrs.fields(type(value)):
        for it in _mutants(getattr(value, one.name)) if one.init and one.name != "raw" else ():
            with suppress(FlochatError, TypeError, ValueError):
                yield attrs.evolve(value, **{one.alias: it})


def _pool(name: str, method: Any) -> list[Any]:
    """Values of which a method may take some for an argument."""
    names: list[Any] = [
        *(
            "VIP",
            "Other",
            "en",
            "fr",
            "",
            "61412345678",
            "ana@example.com",
            "https://e.com/1",
            "12.90",
        ),
        *(f"f1{letters}{number}" for letters in sorted({*_LETTERS.values()}) for number in (2, 3)),
        *(7, 8, True, False, 0.5, UserId("61412345678"), *_TIMES, *(it + _DAY for it in _TIMES)),
    ]
    kinds = [*_choices(_annotation(method, name))]
    choices = [it for kind in kinds for it in _values_of(kind)]
    single = [*choices, *names]
    keys = [it for it in (*choices, "VIP", "f1v2", 7) if not isinstance(it, NewSubscriber)]
    return [
        *single,
        *([it] for it in single),
        *({it: value} for it in keys for value in ("gold", "", 2)),
    ]


def _annotation(method: Any, name: str) -> Any:
    function = getattr(method, "__func__", method)
    if not isinstance(function, FunctionType):
        return None
    module = {**vars(models), **function.__globals__}
    with suppress(Exception):
        return typing.get_type_hints(function, globalns=module)[name]
    return None


def _choices(annotation: Any) -> Iterator[Any]:
    """The classes and the constants in an annotation."""
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Literal:
        yield from arguments
    elif isinstance(annotation, type):
        yield annotation
    if isinstance(annotation, typing.TypeVar):
        yield from _choices(annotation.__bound__)
    for inner in arguments:
        if not isinstance(inner, str | bytes | int):
            yield from _choices(inner)


def _values_of(kind: Any) -> Iterator[Any]:
    if not isinstance(kind, type):
        yield kind
    elif issubclass(kind, Enum):
        yield from islice(kind, 3)
    elif attrs.has(kind):
        for number in (2, 3):
            with suppress(FlochatError, TypeError, ValueError):
                yield kind(**_filled(kind, number))


def _filled(kind: type[attrs.AttrsInstance], number: int) -> Arguments:
    """Values for the fields that identify a record, and for those that it must have."""
    values: Arguments = {}
    for one in attrs.fields(kind):
        if one.name.endswith("_ns"):
            values[one.alias] = f"f1{_LETTERS.get(one.name, 'x')}{number}"
        elif one.name in ("name", "code", "phone", "title"):
            values[one.alias] = f"6141234567{number}" if one.name == "phone" else f"VIP{number}"
        elif one.name == "id":
            values[one.alias] = number + 5
        elif one.default is attrs.NOTHING:
            values[one.alias] = f"text{number}"
    return values
