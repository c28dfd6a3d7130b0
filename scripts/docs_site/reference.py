"""Makes the pages of the reference from signatures and docstrings, without importing the package.

What is public is what `scripts/public_face.py` finds. A page is Markdown with the directives of
Sphinx's domain for Python, which link the types of signatures; `plain=True` makes Markdown that
reads by itself, for llms-full.txt.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Final

import griffe
from attrs import frozen

from scripts.public_face import Face, _default, _is_by_name, _is_ours, _target

_HEADING: Final = re.compile(r"^(Args|Arguments|Raises|Returns|Yields|Examples?):$")
_ITEM: Final = re.compile(r"^(?P<name>\*{0,2}[\w., ]+?)(?: \([^)]*\))?: (?P<text>.*)$")
_OPERATIONS: Final = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) /")
_OPERATION: Final = re.compile(r"(?<![`\w])(?:(?:GET|POST|PUT|PATCH|DELETE) )?/[\w/{}-]+")
_CODE: Final = re.compile(r"(?<!`)`([A-Za-z_][\w.]*)(\(\))?`(?!`)")
_SYNC: Final = "flochat._sync."
_ASYNC: Final = "flochat._async."

#: The pages of what is neither a resource nor a model: file, title, first words, and the modules
#: whose public names it has.
_PAGES: Final = (
    (
        "client",
        "The client",
        "`Flochat` and `AsyncFlochat`, with the same methods, and what they hand out.",
        ("_sync.client", "_async.client", "_sync.pager", "_sending.", "_wire.", "_values.secret"),
    ),
    (
        "content",
        "Content",
        "Messages, cards, buttons, quick replies and actions, each checked when it is made.",
        ("_requests.content", "_requests.templates"),
    ),
    (
        "jobs",
        "Jobs, exports, mirrors, snapshots",
        "What `client.bulk`, `client.export`, `client.mirror` and `client.flow.snapshot` hand out.",
        (
            *("_bulk.", "_sync.bulk_job", "_export.", "_sync.export_job"),
            *("_mirror.", "_sync.mirror", "_snapshot."),
        ),
    ),
    (
        "error-classes",
        "The classes of errors",
        "What each error knows. [Errors](errors.md) says which comes when, and what to do.",
        ("errors",),
    ),
    (
        "tables",
        "flochat.tables",
        "Rows [written](../guides/tables.md), and [files of people](../guides/tables-in.md) read.",
        ("tables.",),
    ),
    (
        "callbacks",
        "flochat.callbacks",
        "The service that a flow calls. [Its guide](../callbacks/index.md) shows it at work.",
        ("callbacks.",),
    ),
    (
        "otel",
        "flochat.otel",
        "Spans and metrics of calls. [Its page](../stack/opentelemetry.md) lists what is in them.",
        ("otel",),
    ),
    ("phones", "flochat.phones", "Whether two spellings are one number.", ("phones",)),
    (
        "sandbox-api",
        "flochat.sandbox",
        "The stand-in server, from Python. Its [manners and habits](habits.md) have a page.",
        ("sandbox.",),
    ),
    (
        "testing-api",
        "flochat.testing",
        "For tests of your own. [Its guide](../guides/testing.md) shows it at work.",
        ("testing.",),
    ),
    (
        "probe-api",
        "flochat.probe",
        "What a host does, from Python. [Probing a host](probe.md) shows it at work.",
        ("probe.",),
    ),
    (
        "contract-api",
        "flochat.contract",
        "The contract of this release. [Its command](../maintain/contract.md) compares others.",
        ("contract",),
    ),
    (
        "types",
        "Types",
        "What arguments may be: the types of signatures, for annotations of your own.",
        ("",),
    ),
)
#: Records that users make: their fields are arguments. The others are only read.
_MADE_BY_USERS: Final = ("flochat._requests.", "flochat.models.", "flochat.sandbox.faults.")


@frozen
class Written:
    """A page: the name of its file, its title and its text."""

    name: str
    title: str
    text: str


@frozen
class Entry:
    """Something public: the name that users import or reach it by, and its definition."""

    name: str
    definition: griffe.Object
    #: For a part of the client, its class in `flochat.types`.
    class_name: str | None = None


class Reference:
    """The public names of the package, and their pages."""

    def __init__(self, root: Path, *, plain: bool = False) -> None:
        self._face = _face_of(root)
        self._plain = plain
        self._entries = [*self._of_face()]
        #: Where a definition can be imported from: its path in the sources -> its public path.
        self._public = {
            it.definition.path: f"flochat.{it.class_name or it.name}" for it in self._entries
        }

    def pages(self) -> list[Written]:
        """All pages, in the order of the menu."""
        client, *others = (
            self._page(name, title, head, modules) for name, title, head, modules in _PAGES
        )
        return [client, *self._resources(), *self._models(), *others]

    def _of_face(self) -> Iterator[Entry]:
        for name, definition in self._face.objects.items():
            class_name = self._face.exports.get(definition.path)
            place = self._face.parts.get(definition.path)
            yield Entry(name, definition, class_name if place else None)

    def _resources(self) -> Iterator[Written]:
        parts = [it for it in self._entries if it.class_name and it.name.startswith("Flochat.")]
        for part in sorted(parts, key=lambda it: it.name):
            place = part.name.removeprefix("Flochat.")
            text = f"# client.{place}\n\n" + "".join(self._class(part))
            yield Written(f"resources/{place.replace('.', '-')}", f"client.{place}", text)

    def _models(self) -> Iterator[Written]:
        homes: dict[str, list[Entry]] = {}
        for entry in self._entries:
            module = _module_of(entry)
            if module.startswith("models.") and entry.definition.is_class:
                homes.setdefault(module.removeprefix("models."), []).append(entry)
        for home, entries in sorted(homes.items()):
            title = f"Models: {home.replace('_', ' ')}"
            yield Written(f"models/{home}", title, f"# {title}\n\n" + self._several(entries))

    def _page(self, name: str, title: str, head: str, modules: Sequence[str]) -> Written:
        taken = [
            it
            for it in self._entries
            if _module_of(it).startswith(tuple(modules)) and self._is_at_home(it, name)
        ]
        return Written(name, title, f"# {title}\n\n{head}\n\n" + self._several(taken))

    def _is_at_home(self, entry: Entry, page: str) -> bool:
        """Whether what several pages could have belongs to this one."""
        module = _module_of(entry)
        if entry.class_name or (module.startswith("models.") and entry.definition.is_class):
            return False
        first = next(name for name, _, _, modules in _PAGES if module.startswith(tuple(modules)))
        return first == page

    def _several(self, entries: Iterable[Entry]) -> str:
        ordered = sorted(entries, key=_place)
        return "".join(self._heading(it) + "".join(self._entry(it)) for it in ordered)

    def _heading(self, entry: Entry) -> str:
        return f"## {entry.name.rpartition('.')[2]}\n\n"

    def _entry(self, entry: Entry) -> Iterator[str]:
        definition = entry.definition
        if isinstance(definition, griffe.Class):
            yield from self._class(entry)
        elif isinstance(definition, griffe.Function):
            yield self._function(f"flochat.{entry.name}", definition, "function", 4)
        elif isinstance(definition, griffe.Attribute):
            yield self._attribute(f"flochat.{entry.name}", definition, "data", 4)

    def _class(self, entry: Entry) -> Iterator[str]:
        definition = entry.definition
        assert isinstance(definition, griffe.Class)
        name = f"flochat.{entry.class_name or entry.name}"
        if entry.name.startswith("Async"):
            twin = entry.name.removeprefix("Async")
            yield self._directive(
                "class",
                name,
                f"The same as {self._reference(f'flochat.{twin}')}, to be awaited.\n",
                5,
            )
            return
        signature = "" if entry.class_name else self._signature_of_class(definition)
        body = [self._bases(definition), self._text(definition.docstring)]
        body += [self._member(it) for it in self._members(definition)]
        yield self._directive("class", f"{name}{signature}", "\n\n".join(filter(None, body)), 5)

    def _bases(self, definition: griffe.Class) -> str:
        bases = [
            str(base) for base in definition.bases if self._path(base) in self._public.values()
        ]
        if not bases:
            return ""
        return (
            f"A kind of {', '.join(self._reference(f'flochat.{self._short(it)}') for it in bases)}."
        )

    def _short(self, name: str) -> str:
        return next(
            (
                it.removeprefix("flochat.")
                for it in self._public.values()
                if it.endswith(f".{name}")
            ),
            name,
        )

    def _path(self, expression: str | griffe.Expr) -> str:
        if isinstance(expression, griffe.Expr):
            return self._public_path(expression.canonical_path)
        return expression

    def _public_path(self, path: str) -> str:
        with_alias = path
        with suppress(KeyError, griffe.AliasResolutionError):
            with_alias = _target(self._face.package.modules_collection[path]).path
        return self._public.get(with_alias, path)

    def _members(self, definition: griffe.Class) -> list[griffe.Object]:
        """What a class has of its own, and what it has from bases that nobody can import."""
        own = {name: _target(it) for name, it in definition.members.items()}
        for base in definition.mro():
            if base.path not in self._public:
                own = {name: _target(it) for name, it in base.members.items()} | own
        return [
            it
            for name, it in own.items()
            if not name.startswith("_") and not it.is_class and not _raises_only(it)
        ]

    def _member(self, member: griffe.Object) -> str:
        if isinstance(member, griffe.Function):
            return self._function(member.name, member, "method", 4)
        assert isinstance(member, griffe.Attribute)
        if member.has_labels("property") and self._is_part(member):
            return ""
        return self._attribute(member.name, member, "attribute", 4)

    def _is_part(self, member: griffe.Attribute) -> bool:
        annotation = member.annotation
        path = annotation.canonical_path if isinstance(annotation, griffe.Expr) else ""
        return self._public_path(path).removeprefix("flochat.types.").endswith("API")

    def _function(self, name: str, function: griffe.Function, kind: str, fence: int) -> str:
        returns = self._expression(function.returns)
        signature = f"{name}({self._parameters(function)})" + (f" -> {returns}" if returns else "")
        options = [
            word
            for label, word in (("async", "async"), ("classmethod", "classmethod"))
            if label in function.labels
        ]
        if "staticmethod" in function.labels:
            options.append("staticmethod")
        return self._directive(kind, signature, self._text(function.docstring), fence, options)

    def _attribute(self, name: str, attribute: griffe.Attribute, kind: str, fence: int) -> str:
        annotation = self._expression(attribute.annotation)
        value = "" if kind == "data" else self._value(attribute)
        text = self._text(attribute.docstring)
        if kind == "data":
            text = f"{text}\n\n```python\n{name.rpartition('.')[2]} = {attribute.value}\n```\n"
            annotation = ""
        if self._plain:
            shown = (
                name + (f": {annotation}" if annotation else "") + (f" = {value}" if value else "")
            )
            return self._directive(kind, shown, text, fence)
        options = [f"type: {annotation}"] * bool(annotation) + [f"value: {value}"] * bool(value)
        return self._directive(kind, name, text, fence, options)

    def _value(self, attribute: griffe.Attribute) -> str:
        value = _default(attribute)
        text = "" if value is None else str(value)
        return "" if len(text) > 40 or text.startswith("_") else text

    def _signature_of_class(self, definition: griffe.Class) -> str:
        if "frozen" in _decorators(definition):
            if not definition.path.startswith(_MADE_BY_USERS):
                return ""
            return f"({self._fields(definition)})"
        init = definition.members.get("__init__")
        if not isinstance(init, griffe.Function) or self._is_made_here(init):
            return ""
        return f"({self._parameters(init)})"

    def _fields(self, definition: griffe.Class) -> str:
        """The arguments of a record: its fields, those that go by name after a star."""
        members = [_target(it) for it in definition.all_members.values()]
        fields = [
            it
            for it in members
            if isinstance(it, griffe.Attribute)
            and it.has_labels("instance-attribute")
            and not it.name.startswith("_")
        ]
        all_by_name = "kw_only" in _decorators(definition)
        by_name = [it for it in fields if all_by_name or _is_by_name(it)]
        by_place = sorted(
            (it for it in fields if it not in by_name), key=lambda it: bool(_has_default(it))
        )
        texts = [*map(self._field, by_place), *["*"] * bool(by_name), *map(self._field, by_name)]
        return ", ".join(texts)

    def _field(self, attribute: griffe.Attribute) -> str:
        annotation = self._expression(attribute.annotation)
        text = attribute.name + (f": {annotation}" if annotation else "")
        return f"{text} = {self._value(attribute) or '...'}" if _has_default(attribute) else text

    def _is_made_here(self, init: griffe.Function) -> bool:
        """Whether only this package makes such objects: it is given what users cannot have."""
        paths = (
            part.canonical_path
            for parameter in init.parameters
            if isinstance(parameter.annotation, griffe.Expr)
            for part in parameter.annotation.iterate()
            if isinstance(part, griffe.ExprName)
        )
        return any(_is_ours(path) and self._is_hidden_class(path) for path in paths)

    def _is_hidden_class(self, path: str) -> bool:
        with suppress(KeyError, griffe.AliasResolutionError):
            definition = _target(self._face.package.modules_collection[path])
            return definition.is_class and definition.path not in self._public
        return False

    def _parameters(self, function: griffe.Function) -> str:
        parts: list[str] = []
        starred = False
        for parameter in function.parameters:
            kind = parameter.kind
            if parameter.name in ("self", "cls"):
                continue
            if kind is griffe.ParameterKind.keyword_only and not starred:
                parts.append("*")
                starred = True
            mark = {
                griffe.ParameterKind.var_positional: "*",
                griffe.ParameterKind.var_keyword: "**",
            }.get(kind, "")
            starred = starred or mark == "*"
            text = mark + parameter.name
            annotation = self._expression(parameter.annotation)
            if annotation:
                text += f": {annotation}"
            if parameter.default is not None and not mark:
                text += f" = {parameter.default}" if annotation else f"={parameter.default}"
            parts.append(text)
        return ", ".join(parts)

    def _expression(self, expression: str | griffe.Expr | None) -> str:
        """An annotation, with what is ours under its public path."""
        if not isinstance(expression, griffe.Expr):
            return expression or ""
        text: list[str] = []
        for part in expression.iterate():
            if isinstance(part, griffe.ExprName) and _is_ours(part.canonical_path):
                public = self._public_path(part.canonical_path)
                if public in self._public.values():
                    if text and text[-1] == ".":  # _sending.Quota, models.Ack
                        del text[-2:]
                    text.append(public.removeprefix("flochat.") if self._plain else public)
                    continue
            text.append(self._foreign(part))
        return "".join(text)

    def _foreign(self, part: str | griffe.Expr) -> str:
        """A name that is not ours by its full path: a short one could be taken for one of ours."""
        if self._plain or not isinstance(part, griffe.ExprName):
            return str(part)
        if _is_ours(part.canonical_path):  # a type variable, or what nobody can import
            return part.name
        if hasattr(builtins, part.name):
            return part.name if part.name in ("None", "True", "False") else f"builtins.{part.name}"
        return part.canonical_path

    def _text(self, docstring: griffe.Docstring | None) -> str:
        """A docstring as Markdown: its sections as lists, its examples as code."""
        if docstring is None:
            return ""
        parts = []
        for heading, lines in _sections(docstring.value.splitlines()):
            if heading is None:
                parts.append(self._prose("\n".join(lines)))
            elif heading.startswith("Example"):
                parts.append(f"Example:\n\n```python\n{dedent(chr(10).join(lines)).strip()}\n```")
            else:
                parts.append(f"{_TITLES[heading]}:\n\n{self._items(lines)}")
        return "\n\n".join(part for part in parts if part.strip())

    def _items(self, lines: list[str]) -> str:
        items: list[str] = []
        for line in dedent("\n".join(lines)).strip().splitlines():
            found = _ITEM.match(line) if not line.startswith(" ") else None
            if found:
                items.append(f"- {_names(found['name'])}: {found['text']}")
            elif items:
                items[-1] += f" {line.strip()}" if line.strip() else ""
            else:
                items.append(f"- {line.strip()}")
        return self._linked("\n".join(items))

    def _prose(self, text: str) -> str:
        paragraphs = re.split(r"\n\s*\n", text.strip())
        return "\n\n".join(map(self._paragraph, paragraphs))

    def _paragraph(self, text: str) -> str:
        if text.startswith("    "):
            return f"```python\n{dedent(text)}\n```"
        if _OPERATIONS.match(text):
            return "Operations: " + _OPERATION.sub(lambda it: f"`{it[0]}`", text)
        return self._linked(text)

    def _linked(self, text: str) -> str:
        """The same with links from the names of what is public, where the page can have them."""
        return text if self._plain else _CODE.sub(self._link, text)

    def _link(self, found: re.Match[str]) -> str:
        path = f"flochat.{found[1]}"
        if found[2] or path not in self._classes:
            return found[0]
        return f"{{py:obj}}`~{path}`"

    @property
    def _classes(self) -> frozenset[str]:
        return frozenset(it for it in self._public.values() if it.count(".") == 1)

    def _reference(self, path: str) -> str:
        return f"`{path.removeprefix('flochat.')}`" if self._plain else f"{{py:obj}}`~{path}`"

    def _directive(
        self, kind: str, signature: str, body: str, fence: int, options: Sequence[str] = ()
    ) -> str:
        if self._plain:
            words = " ".join(it for it in options if ":" not in it)
            return f"`{' '.join(filter(None, (words, signature)))}`\n\n{body.strip()}\n\n"
        marks = "`" * fence
        lines = "".join(f":{it}\n" if ":" in it else f":{it}:\n" for it in options)
        return f"{marks}{{py:{kind}}} {signature}\n{lines}\n{body.strip()}\n{marks}\n\n"


_TITLES: Final = {
    "Args": "Arguments",
    "Arguments": "Arguments",
    "Raises": "Raises",
    "Returns": "Returns",
    "Yields": "Yields",
}


@cache
def _face_of(root: Path) -> Face:
    """The sources are read once, however many references are made."""
    return Face.of(root)


def _place(entry: Entry) -> tuple[bool, bool, bool, str]:
    """Where an entry stands in its page: the client first, classes to be awaited near the end."""
    is_async = entry.name.startswith("Async")
    return entry.definition.is_attribute, is_async, entry.name != "Flochat", entry.name


def _names(text: str) -> str:
    return ", ".join(f"`{name.strip()}`" for name in text.split(","))


def _module_of(entry: Entry) -> str:
    """The module of a definition below `flochat`: "models.tags"."""
    path = entry.definition.path.rpartition(".")[0].removeprefix("flochat")
    return f"{path.removeprefix('.')}"


def _sections(lines: list[str]) -> Iterator[tuple[str | None, list[str]]]:
    """A docstring by its headings; None is the text that has none."""
    heading: str | None = None
    taken: list[str] = []
    for line in lines:
        found = _HEADING.match(line)
        ends = heading is not None and line.strip() and not line.startswith(" ")
        if found or ends:
            yield heading, taken
            heading, taken = (found[1] if found else None), [] if found else [line]
        else:
            taken.append(line)
    yield heading, taken


def _decorators(definition: griffe.Class) -> str:
    return " ".join(str(decorator.value) for decorator in definition.decorators)


def _has_default(attribute: griffe.Attribute) -> bool:
    return _default(attribute) is not None


def _raises_only(definition: griffe.Object) -> bool:
    return isinstance(definition, griffe.Function) and str(definition.returns) == "NoReturn"
