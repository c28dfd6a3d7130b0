"""Which attributes of the models are the same whichever of several types the service answers with.

Each reader is given one value as it looks in several types: "12" beside 12.
"""

from __future__ import annotations

import inspect
from itertools import permutations
from typing import Any, Final

from flochat import models
from flochat._wire.decode import Decoder
from flochat.models.base import Model

#: The same value as JSON has it in two types.
_PAIRS: Final[tuple[dict[str, Any], ...]] = (
    *({"integer": it, "string": str(it)} for it in (0, 1, 12)),
    *({"number": it, "string": str(it)} for it in (0.5, 12.5)),
    *({"boolean": it, "string": str(it).lower()} for it in (True, False)),
    *({"boolean": it, "integer": int(it)} for it in (True, False)),
    *({"integer": int(it), "number": it} for it in (0.0, 12.0)),
    {"object": {"id": 7, "name": "Ana"}, "string": '{"id":7,"name":"Ana"}'},
)
#: What no other type says: who reads it has read texts of any kind.
_ANY_TEXT: Final = "Ana"
#: What a type may have, of which another has nothing.
_MORE: Final[dict[tuple[str, str], Any]] = {("integer", "number"): 12.5}


def types_read() -> dict[str, dict[str, list[str]]]:
    """The attributes by the changes of type that nothing is missing after.

    `alike` are those that have the same value: "integer string, number string" with
    ["ShopLocation.lat", ...]; `taken` those that have one, though it may say something else.
    """
    found: dict[str, dict[str, list[str]]] = {"alike": {}, "taken": {}}
    decoder = Decoder(None)
    for name, kind in inspect.getmembers(models, inspect.isclass):
        if not issubclass(kind, Model):
            continue
        for attribute, read in decoder._make_plan(kind).columns.values():
            same = [(old, new) for old, new in _changes() if _is_same(read, old, new)]
            told = [it for it in same if it[0] == "string" and read(_ANY_TEXT) is not None]
            for key, changes in (("taken", told), ("alike", [it for it in same if it not in told])):
                if changes:
                    spelt = ", ".join(f"{old} {new}" for old, new in changes)
                    found[key].setdefault(spelt, []).append(f"{name}.{attribute}")
    return {
        key: {changes: sorted(set(names)) for changes, names in by_change.items()}
        for key, by_change in found.items()
    }


def _changes() -> list[tuple[str, str]]:
    return list(permutations(sorted({it for pair in _PAIRS for it in pair}), 2))


def _is_same(read: Any, old: str, new: str) -> bool:
    """Whether what was read from the old type is read from the new one."""
    both = [pair for pair in _PAIRS if pair.keys() == {old, new}]
    had = [pair for pair in both if read(pair[old]) not in (None, ())]
    more = _MORE.get((old, new))
    return (
        bool(had)
        and all(read(pair[new]) == read(pair[old]) for pair in had)
        and (more is None or read(more) is not None)
    )
