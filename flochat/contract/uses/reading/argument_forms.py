"""Of which form the arguments of a call are: by that the facade chooses an operation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Set
from typing import Final

from .. import values as v
from ..forms import form_of_text, made_with
from ..program import FunctionInfo, annotation_of
from ..scope import Scope
from ..values import Instance, Literal, Record, Scalar, Value, Values
from .arguments import Given
from .containers import elements_of
from .names import is_parameter
from .plain_types import type_of
from .state import Reading

#: Stands in place of operations for what the program makes itself.
MADE: Final = frozenset({"made by the program"})
#: What an annotation has that takes texts beside models: `Tag | str`, `TagRef`.
_WIDE: Final = re.compile(r"\b(?:str|Any|object|\w+Ref)\b")
#: What is of a type; a text may be either.
_FORMS: Final[Mapping[str, Set[str]]] = {"int": {"number"}, "str": {"name", "namespace"}}
_USER_ID: Final = "flochat._values.identifiers:UserId"


def operations_by_form(
    reading: Reading,
    target: str,
    operations: frozenset[str],
    info: FunctionInfo,
    given: Given,
    scope: Scope,
) -> frozenset[str]:
    """The operations that a call of a method makes, of those that the method may make."""
    if len(operations) < 2:
        return operations
    forms = dict(_forms(reading, info, given, scope))
    return made_with(target, operations, forms)


def _forms(
    reading: Reading, info: FunctionInfo, given: Given, scope: Scope
) -> Iterator[tuple[str, Set[str]]]:
    """The forms of each argument, where all that it may be is known."""
    arguments = info.node.args
    names = [it.arg for it in (*arguments.posonlyargs, *arguments.args)][1:]
    positional = [(name, *it) for name, it in zip(names, given.positional, strict=False)]
    for name, node, found in (*positional, *given.keywords):
        if name not in given.unsure and not _may_be_a_text(node, found, scope):
            forms = _forms_of(reading, found) or _FORMS.get(type_of(reading, node, scope))
            if forms is not None:
                yield name, forms


def _annotation_of(name: str, scope: Scope) -> ast.expr | None:
    """What a parameter of the function is annotated with."""
    if scope.function is None:
        return None
    return annotation_of(name, scope.function.node.args)


def _may_be_a_text(node: ast.expr | None, found: Values, scope: Scope) -> bool:
    """Whether it is known by an annotation only that says other things, too: `tag: Tag | str`."""
    if not isinstance(node, ast.Name) or not is_parameter(node.id, scope):
        return False
    if not any(isinstance(it, Instance) for it in found):
        return False
    annotation = _annotation_of(node.id, scope)
    return annotation is not None and _WIDE.search(ast.unparse(annotation)) is not None


def _forms_of(reading: Reading, found: Values) -> Set[str] | None:
    """The forms of an argument, or of what is in a list of them; None where one is not known."""
    forms: set[str] = set()
    for it in found:
        of_it = _forms_of_one(reading, it)
        if of_it is None:
            return None
        forms |= of_it
    return forms or None


def _forms_of_one(reading: Reading, it: Value) -> Set[str] | None:
    match it:
        case Literal(value=bool() | int()):
            return {"number"}
        case Literal(value=str(text)) if "{}" not in text and not it.is_default:
            return {form_of_text(text)}
        case Scalar() if it.place[3].endswith("_ns"):
            return {"namespace"}
        case Scalar(type="int" | "str" as name):
            return _FORMS[name]
        case Record(entries=entries):
            return _forms_of_record(entries)
        case Instance(key=v.LIST | v.TUPLE):
            return _forms_of(reading, elements_of(reading, frozenset({it})))
        case Instance(key=str(key)) if key == _USER_ID:
            return {"UserId"}
        case Instance(key=str(key)) if it.origin != MADE and not key.startswith("builtins:"):
            # A record that the program makes need not have a namespace.
            lineage = (info.key for info in reading.program.lineage(key))
            models = [one.partition(":")[2] for one in lineage if one.startswith("flochat.models.")]
            return {models[0]} if models else None
    return None


def _forms_of_record(entries: tuple[tuple[str, Values], ...]) -> Set[str] | None:
    """The forms of a dict of values by reference, which takes another operation to empty one."""
    forms: set[str] = set()
    for key, found in entries:
        known = v.literals(found)
        if known is None or v.ANYTHING in found:
            return None
        forms |= {f"{form_of_text(key)}={'empty' if it == '' else 'value'}" for it in known}
    return forms
