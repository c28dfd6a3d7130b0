"""What is known of a program while it is read, which every part of the reading shares.

Expressions, statements and calls contain each other. Their modules reach one another through
the tables here and do not import each other.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import define, field

from ..clients import Clients
from ..model import Argument, Handling, Use
from ..program import Program
from ..scope import Scope
from ..types import Annotations
from ..values import NOTHING, Value, Values
from .arguments import Given
from .bindings import Index

#: Reads one kind of expression: what it may be.
ReadExpression = Callable[["Reading", Any, Scope], Values]
#: Reads one kind of statement.
ReadStatement = Callable[["Reading", Any, Scope], None]
#: Calls a value with arguments, at an expression when the call is written in the program.
CallValue = Callable[["Reading", Value, Given, "ast.AST | None", "Scope | None"], Values]
#: Reads an attribute of a value.
ReadAttribute = Callable[["Reading", Value, str, ast.AST, Scope], Values]


class PassedOn(NamedTuple):
    """A request whose path a function is given: what it sends, and to what.

    `names` are the parameters that the path is made of.
    """

    names: frozenset[str]
    operations: frozenset[str]
    arguments: tuple[Argument, ...]
    is_known: bool


@define(eq=False)
class Reading:
    """The interpretation of a program: what is learnt in it, and how its parts are read."""

    program: Program
    clients: Clients
    annotations: Annotations
    read_expression: Mapping[type[ast.AST], ReadExpression] = field(kw_only=True)
    read_statement: Mapping[type[ast.AST], ReadStatement] = field(kw_only=True)
    call_value: CallValue = field(kw_only=True)
    read_attribute: ReadAttribute = field(kw_only=True)
    #: What the attributes of a class may be, by the key of the class and their name.
    attributes: dict[tuple[str, str], Values] = field(factory=dict, init=False)
    #: What is put into containers after they were made, by the place where they were.
    filled: dict[str, Values] = field(factory=dict, init=False)
    #: The classes of the program that are directly below a class.
    subclasses: dict[str, set[str]] = field(factory=dict, init=False)
    #: Whether this round learnt something, so that another one has to follow.
    changed: bool = field(default=False, init=False)
    #: Whether all of it was read before.
    is_again: bool = field(default=False, init=False)
    depth: int = field(default=0, init=False)
    #: What functions gave in this round, by their key and arguments.
    results: dict[tuple[str, object], Values] = field(factory=dict, init=False)
    #: The requests that a function makes with a path that it is given, by its key and arguments.
    passed_on: dict[tuple[str, object], tuple[PassedOn, ...]] = field(factory=dict, init=False)
    #: The same of the functions that are being read, the innermost last.
    passing: list[list[PassedOn]] = field(factory=list, init=False)
    #: The functions that are being read, `depth` of them inside each other.
    active: set[str] = field(factory=set, init=False)
    #: How many times each function was read in this round.
    called: dict[str, int] = field(factory=dict, init=False)
    found: dict[tuple[object, ...], Use] = field(factory=dict, init=False)
    #: What becomes of a value of an answer, by the place where it is read.
    handled: dict[tuple[str, int, int, str], set[Handling]] = field(factory=dict, init=False)
    #: Why something could not be followed, by file and line.
    missed: dict[tuple[str, int], str] = field(factory=dict, init=False)
    #: Where a method is bound to a name, and whether that name is called anywhere.
    aliases: dict[tuple[object, ...], str] = field(factory=dict, init=False)
    by_name: set[str] = field(factory=set, init=False)
    #: The places of partial calls of a client that are completed where the rest is given.
    completed: set[object] = field(factory=set, init=False)
    #: Where names are bound, by the function or module that binds them.
    indexes: dict[ast.AST, Index] = field(factory=dict, init=False)
    #: The callee that is being read: a method there is called and not handed on.
    calling: ast.AST | None = field(default=None, init=False)
    #: The last attribute that was taken for a method of a client by its name alone.
    guessed: ast.AST | None = field(default=None, init=False)

    def value(self, node: ast.AST, scope: Scope) -> Values:
        """What an expression may be."""
        action = self.read_expression.get(type(node))
        if action is not None:
            return action(self, node, scope)
        self.children(node, scope)
        return NOTHING

    def block(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        """Read statements, one after the other."""
        for node in body:
            action = self.read_statement.get(type(node))
            if action is not None:
                action(self, node, scope)
            else:
                self.children(node, scope)

    def children(self, node: ast.AST, scope: Scope) -> None:
        """Read what is in a node that means nothing in itself."""
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.stmt):
                self.block([inner], scope)
            else:
                self.value(inner, scope)

    def call(self, it: Value, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        """What a call of a value gives."""
        return self.call_value(self, it, given, node, scope)

    def attribute_of(self, it: Value, name: str, node: ast.AST, scope: Scope) -> Values:
        """What an attribute of a value is."""
        return self.read_attribute(self, it, name, node, scope)
