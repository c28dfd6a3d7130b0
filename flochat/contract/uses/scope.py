"""Where a statement stands: its module, class and function, and the names it sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from attrs import define, evolve, field

from .program import ClassInfo, FunctionInfo, ModuleInfo
from .values import NOTHING, Literal, Record, Value, Values, either

#: More values than this of one name tell nothing; constants go first.
_MOST: Final = 32


class Shown(NamedTuple):
    """An expression that is there, as a test tells: "person.name", and whether of which type."""

    text: str
    is_typed: bool = False


@define(eq=False)
class Scope:
    """A place in the program; `names` are what its own names are at this point."""

    module: ModuleInfo
    function: FunctionInfo | None = None
    owner: ClassInfo | None = None
    names: dict[str, Values] = field(factory=dict)
    shared: set[str] = field(factory=set)
    returned: Values = NOTHING
    yielded: Values = NOTHING
    #: Whether it returns something of which nothing is known.
    returns_unknown: bool = False
    #: What tells the containers that a function makes in one call from those of another.
    context: str = ""
    #: What `self` is, for `super()`.
    own: Values = NOTHING
    is_running: bool = True
    #: Whether what follows is passed over, in this turn of a loop at least.
    leaves: bool = False
    #: Expressions that a test has shown to be there.
    present: frozenset[Shown] = frozenset()

    def branch(self) -> Scope:
        """A copy for one of several ways that the program may go."""
        return evolve(self, names=dict(self.names), leaves=False)

    def join(self, *branches: Scope) -> None:
        """Go on after branches, with whatever each of them may have left."""
        for scope in branches:
            self.returned |= scope.returned
            self.yielded |= scope.yielded
            self.returns_unknown = self.returns_unknown or scope.returns_unknown
        going = [scope for scope in branches if scope.is_running]
        self.is_running = bool(going)
        going = going or list(branches)
        names = {name for scope in going for name in scope.names}
        self.names = {
            name: limited(either(*(it.names[name] for it in going if name in it.names)))
            for name in names
        }


def limited(values: Values) -> Values:
    """The same values, without constants when they are many."""
    if len(values) <= _MOST:
        return values
    kept = [it for it in values if not isinstance(it, Literal | Record)]
    ordered: Iterable[Value] = sorted(kept, key=repr)[:_MOST]
    return frozenset(ordered)
