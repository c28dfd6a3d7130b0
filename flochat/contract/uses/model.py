"""What is found in a program: uses of a client, and what could not be followed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

#: `call`: of an operation; `handed`: a function that is passed on; `read`: an attribute of a model
#: or a key of an answer; `made`: an object of a model.
UseKind: TypeAlias = Literal["call", "handed", "read", "made"]
#: What happens to a value that was read, but for being looked at or passed on: it is compared with
#: constants; something is done with it that its type has to allow, or that only where a test has
#: shown it to be there; it is asserted to be a constant.
Handling: TypeAlias = Literal["compared", "operated", "tested", "asserted"]


@frozen
class Argument:
    """An argument that is given; `constants` are what it may be, as far as that is known.

    `position` counts from 0, None for one that is given by name. `is_sure` is False for one that
    not every way to the call gives, `is_closed` for one that may be something else than those
    constants, too.
    """

    name: str | None
    position: int | None
    constants: tuple[object, ...]
    line: int
    is_sure: bool = True
    is_closed: bool = True

    @property
    def is_none(self) -> bool:
        """Whether it is None, which most methods take for an argument that is left out."""
        return self.is_closed and self.constants == (None,)


@frozen
class Use:
    """One place of a program that uses a client.

    `target` is what is used: "flow.tags.create", "flochat_api.api.flow_tag.flow_tags.sync",
    "request", "Tag.name", or a key as `["name"]`. `owner` is the class of the model, as
    "module:Name". `operations` are those that a call makes, or that what is read comes from:
    none when the program does not tell, and a text that is no operation for what it makes itself.
    `arguments_known` is False beside `*args` or `**kwargs`.
    """

    file: str
    line: int
    column: int
    kind: UseKind
    target: str
    operations: frozenset[str]
    owner: str = ""
    keys: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    arguments_known: bool = True
    handling: frozenset[Handling] = frozenset()
    is_required_key: bool = False
    is_test: bool = False
    #: The cell of a notebook, in which the line is counted; None elsewhere.
    cell: int | None = None
    #: Whether the client is only guessed by the names that are used of it.
    is_guess: bool = False
    #: Whether it gives some arguments to a call that is a use of its own, with the others.
    is_completed: bool = False


@frozen
class Unfollowed:
    """What could not be followed, and why; line 0 for a whole file."""

    file: str
    line: int
    reason: str


@frozen
class Uses:
    """All uses that were found, by file and line, and what could not be followed."""

    uses: tuple[Use, ...]
    unfollowed: tuple[Unfollowed, ...]
    files: int
