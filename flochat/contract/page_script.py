"""Follows a page's scripts as far as it takes to see what they pass to Swagger UI.

Nothing is run: this reads values off the text. Variables, objects, lists, joined texts, the page's
own address and functions of the page are followed; whatever else stands in a script is `UNKNOWN`.
A condition that is unknown counts as false, as most are in a browser that was never here before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from .page_tokens import Kind, Tokens
from .page_values import (
    ARITHMETIC,
    COMPARISONS,
    FUNCTIONS,
    SHOWN_BY,
    UNKNOWN,
    Element,
    Fetched,
    Function,
    Location,
    Method,
    Page,
    Query,
    Starter,
    added,
    combined,
    compare,
    element_member,
    location,
    number,
    text_method,
    truth,
    type_name,
)

_MAX_DEPTH: Final = 60
_MAX_CALLS: Final = 300
_MAX_STEPS: Final = 40_000
#: So many tokens that are only passed over cost as much as a step.
_TOKENS_PER_STEP: Final = 100
_MAX_NOT_JSON: Final = 50
_MAX_ROUNDS: Final = 200
_MAX_LENGTH: Final = 1_000

#: What starts a page that shows a document, and which of its arguments says which document.
_STARTERS: Final = {
    "SwaggerUIBundle": 0,
    "SwaggerUI": 0,
    "SwaggerUi": 0,
    "Redoc.init": 0,
    "Redoc.hydrate": 0,
    "RedocStandalone.init": 0,
    "Scalar.createApiReference": 1,
}
_WINDOW: Final = frozenset({"window", "globalThis", "self", "top", "this"})
_SKIPPED_WORDS: Final = frozenset(
    [
        *("else", "do", "try", "finally", "export", "default", "throw", "case", "async"),
        *("static", "import", "yield", "delete", "void"),
    ]
)
_DECLARING: Final = frozenset({"var", "let", "const"})
_CONSTANTS: Final[dict[str, Any]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
}


class _Exhausted(Exception):
    """The scripts go on for longer than any that starts a page does."""


def started_with(scripts: Iterable[Tokens], page: Page) -> list[Any]:
    """What the scripts of a page, in their order, pass to whatever shows a document."""
    reader = _Reader(page)
    try:
        for tokens in scripts:
            reader.read(tokens)
        reader.finish()
    except _Exhausted:
        pass
    return reader.started


class _Reader:
    def __init__(self, page: Page) -> None:
        self.started: list[Any] = []
        self._page = page
        self._globals: dict[str, Any] = _globals(page)
        self._scopes: list[dict[str, Any]] = [self._globals]
        self._tokens: Tokens = Tokens("")
        self._scripts: list[Tokens] = []
        self._seen: set[tuple[int, int]] = set()
        self._waiting: list[Function] = []
        self._depth = 0
        self._calls = 0
        self._steps = 0
        self._not_json = 0
        self._is_guess = 0
        self._returned: Any = None

    def read(self, tokens: Tokens) -> None:
        """Follow a script from its beginning to its end, functions that are called included."""
        self._scripts.append(tokens)
        self._tokens, self._scopes = tokens, [self._globals]
        for i in range(len(tokens)):  # a function may be called above where it is declared
            if tokens.is_name(i, "function") and tokens.kind(i + 1) is Kind.NAME:
                self._globals.setdefault(tokens.text(i + 1), self._function(i)[0])
        self._statements(0, len(tokens))

    def finish(self) -> None:
        """Follow what waits for the page to be loaded, and what nothing seems to lead to."""
        for nth in range(_MAX_CALLS):
            if nth >= len(self._waiting):
                break
            if not self._waiting[nth].was_called:
                self._call(self._waiting[nth], [])
        for tokens in self._scripts:
            self._tokens, self._scopes = tokens, [self._globals]
            for i in range(len(tokens)):
                is_start = tokens.kind(i) is Kind.NAME and tokens.text(i) in _STARTERS
                is_seen = (id(tokens), i + 1) in self._seen
                if is_start and tokens.is_mark(i + 1, "(") and not is_seen:
                    self._expression(i)

    # Statements

    def _statements(self, i: int, end: int) -> None:
        if self._depth >= _MAX_DEPTH:
            return
        self._depth += 1
        try:
            while i < end:
                self._spend(1)
                i = max(self._statement(i, end), i + 1)
        finally:
            self._depth -= 1

    def _spend(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MAX_STEPS:
            raise _Exhausted

    def _statement_end(self, i: int) -> int:
        end = self._tokens.statement_end(i)
        self._spend((end - i) // _TOKENS_PER_STEP)
        return end

    def _statement(self, i: int, end: int) -> int:
        token = self._tokens[i]
        if token.kind is not Kind.NAME:
            if token.kind is Kind.MARK and token.text in "{};,)]:":
                return i + 1  # a block is read as what stands in it
            return self._expression(i)[1]
        follow = self._followers().get(token.text)
        if follow is not None:
            return follow(i, end)
        return i + 1 if token.text in _SKIPPED_WORDS else self._expression(i)[1]

    def _followers(self) -> dict[str, Callable[[int, int], int]]:
        return {
            "if": self._if,
            "for": self._for,
            "while": self._header,
            "catch": self._header,
            "switch": self._header,
            "function": self._declared_function,
            "return": self._return,
            **dict.fromkeys(_DECLARING, self._declaration),
        }

    def _header(self, i: int, _end: int) -> int:
        tokens = self._tokens
        return tokens.closing(i + 1) + 1 if tokens.is_mark(i + 1, "(") else i + 1

    def _if(self, i: int, end: int) -> int:
        tokens = self._tokens
        if not tokens.is_mark(i + 1, "("):
            return i + 1
        condition, _ = self._expression(i + 2)
        then = tokens.closing(i + 1) + 1
        then_end = self._statement_end(then)
        has_else = then_end < end and tokens.is_name(then_end, "else")
        is_true = truth(condition)
        if is_true is not False:
            self._is_guess += is_true is None
            self._statements(then, min(then_end, end))
            self._is_guess -= is_true is None
        if not has_else:
            return then_end
        if tokens.is_name(then_end + 1, "if"):
            return self._statement_end(then_end + 1) if is_true else then_end + 1
        else_end = self._statement_end(then_end + 1)
        if not is_true:
            self._statements(then_end + 1, min(else_end, end))
        return else_end

    def _for(self, i: int, end: int) -> int:
        tokens = self._tokens
        start = i + 2 if tokens.is_name(i + 1, "await") else i + 1
        if not tokens.is_mark(start, "("):
            return i + 1
        body = tokens.closing(start) + 1
        body_end = min(self._statement_end(body), end)
        at = start + 2 if tokens.text(start + 1) in _DECLARING else start + 1
        names, after = self._pattern(at)
        how = tokens.text(after)
        if how not in ("in", "of"):
            self._statements(start + 1, body_end)
            return body_end
        held, _ = self._expression(after + 1)
        for item in _iterated(held, how):
            self._bind(names, item)
            self._statements(body, body_end)
        return body_end

    def _declared_function(self, i: int, _end: int) -> int:
        at = i + 2 if self._tokens.is_mark(i + 1, "*") else i + 1
        name = self._tokens[at].text if self._tokens.kind(at) is Kind.NAME else ""
        function, after = self._function(i)
        if name:
            self._scopes[-1][name] = function
        self._waiting.append(function)
        return after

    def _return(self, i: int, end: int) -> int:
        if i + 1 >= end or self._tokens.is_mark(i + 1, ";") or self._tokens.is_mark(i + 1, "}"):
            return i + 1
        value, after = self._sequence(i + 1)
        if self._returned is None or self._returned is UNKNOWN:
            self._returned = value
        return after

    def _declaration(self, i: int, end: int) -> int:
        tokens = self._tokens
        i += 1
        while i < end:
            names, i = self._pattern(i)
            if tokens.is_mark(i, "="):
                value, i = self._expression(i + 1)
                self._bind(names, value)
            if not tokens.is_mark(i, ","):
                break
            i += 1
        return i

    def _pattern(self, i: int) -> tuple[list[tuple[str, str]], int]:
        """What a declaration names: pairs of a key in the value ("" for all of it) and a name."""
        tokens = self._tokens
        if tokens.kind(i) is Kind.NAME:
            return [("", tokens.text(i))], i + 1
        if not (tokens.is_mark(i, "{") or tokens.is_mark(i, "[")):
            return [], i + 1
        end, names, number = tokens.closing(i), [], 0
        for at in range(i + 1, min(end, i + 200)):
            if tokens.kind(at) is not Kind.NAME or not _is_separator(tokens.text(at - 1)):
                continue
            if tokens.is_mark(i, "["):
                names.append((str(number), tokens.text(at)))
                number += 1
            elif tokens.is_mark(at + 1, ":"):
                names.append((tokens.text(at), tokens.text(at + 2)))
            else:
                names.append((tokens.text(at), tokens.text(at)))
        return names, end + 1

    def _bind(self, names: list[tuple[str, str]], value: Any) -> None:
        for key, name in names:
            self._scopes[-1][name] = self._member(value, key) if key else value

    # Expressions: each returns a value, and where the tokens go on

    def _sequence(self, i: int) -> tuple[Any, int]:
        value, i = self._expression(i)
        while self._tokens.is_mark(i, ","):
            value, i = self._expression(i + 1)
        return value, i

    def _expression(self, i: int) -> tuple[Any, int]:
        self._spend(1)
        if self._depth >= _MAX_DEPTH:
            return UNKNOWN, self._tokens.skip(i)
        self._depth += 1
        try:
            return self._conditional(i)
        finally:
            self._depth -= 1

    def _conditional(self, i: int) -> tuple[Any, int]:
        if (function := self._arrow(i)) is not None:
            return function
        value, i = self._either(i)
        if not self._tokens.is_mark(i, "?"):
            return value, i
        first, i = self._expression(i + 1)
        if not self._tokens.is_mark(i, ":"):
            return UNKNOWN, i
        second, i = self._expression(i + 1)
        is_true = truth(value)
        if is_true is None:
            return (first if second is UNKNOWN else second), i
        return (first if is_true else second), i

    def _either(self, i: int) -> tuple[Any, int]:
        value, i = self._compared(i)
        while self._tokens.text(i) in ("||", "&&", "??"):
            operator = self._tokens.text(i)
            other, i = self._compared(i + 1)
            value = combined(operator, value, other)
        return value, i

    def _compared(self, i: int) -> tuple[Any, int]:
        value, i = self._sum(i)
        while self._tokens.kind(i) is Kind.MARK and self._tokens.text(i) in COMPARISONS:
            operator = self._tokens.text(i)
            other, i = self._sum(i + 1)
            value = compare(operator, value, other)
        while self._tokens.text(i) in ("instanceof", "in"):
            _, i = self._sum(i + 1)
            value = UNKNOWN
        return value, i

    def _sum(self, i: int) -> tuple[Any, int]:
        value, i = self._unary(i)
        while self._tokens.kind(i) is Kind.MARK and self._tokens.text(i) in ARITHMETIC:
            operator = self._tokens.text(i)
            other, i = self._unary(i + 1)
            value = added(value, other) if operator == "+" else UNKNOWN
        return value, i

    def _unary(self, i: int) -> tuple[Any, int]:
        text, kind = self._tokens.text(i), self._tokens.kind(i)
        if kind is Kind.MARK and text in ("!", "-", "+", "~", "++", "--", "..."):
            value, i = self._deeper(self._unary, i + 1)
            if text == "!":
                is_true = truth(value)
                return (UNKNOWN if is_true is None else not is_true), i
            if text == "-" and type(value) in (int, float):
                return -value, i
            return UNKNOWN, i
        if kind is Kind.NAME and text in ("await", "void", "delete"):
            return self._deeper(self._unary, i + 1)
        if kind is Kind.NAME and text == "typeof":
            value, i = self._deeper(self._unary, i + 1)
            return type_name(value), i
        return self._postfix(i)

    def _deeper(self, reader: Callable[[int], tuple[Any, int]], i: int) -> tuple[Any, int]:
        if self._depth >= _MAX_DEPTH:
            return UNKNOWN, self._tokens.skip(i)
        self._depth += 1
        try:
            return reader(i)
        finally:
            self._depth -= 1

    def _postfix(self, i: int) -> tuple[Any, int]:
        tokens = self._tokens
        is_new = tokens.is_name(i, "new") and not tokens.is_mark(i + 1, ".")
        name = tokens.text(i + is_new) if tokens.kind(i + is_new) is Kind.NAME else ""
        holder: Any = self._scope_of(name) if name else None
        key: Any = name
        value, i = self._primary(i + is_new)
        while True:
            mark = tokens.text(i) if tokens.kind(i) is Kind.MARK else ""
            if mark in (".", "?.") and tokens.kind(i + 1) is Kind.NAME:
                holder, key = value, tokens.text(i + 1)
                value, i = self._member(value, key), i + 2
                name = f"{name}.{key}"
            elif mark == "[" or (mark == "?." and tokens.is_mark(i + 1, "[")):
                i += mark == "?."
                holder = value
                key, _ = self._expression(i + 1)
                value, i = self._member(value, key), tokens.closing(i) + 1
            elif mark == "(" or (mark == "?." and tokens.is_mark(i + 1, "(")):
                i += mark == "?."
                self._seen.add((id(tokens), i))
                arguments = self._arguments(i)
                value = self._called(value, name, arguments, is_new=is_new)
                holder, key, is_new, i = None, None, False, tokens.closing(i) + 1
            elif tokens.kind(i) is Kind.TEMPLATE or mark in ("++", "--"):
                value, i = UNKNOWN, i + 1
            else:
                break
        return self._assigned(holder, key, value, i)

    def _assigned(self, holder: Any, key: Any, value: Any, i: int) -> tuple[Any, int]:
        """Carry out the assignment, if one follows what was read."""
        operator = self._tokens.text(i) if self._tokens.kind(i) is Kind.MARK else ""
        if operator not in ("=", "+=", "||=", "??="):
            return value, i
        new, i = self._expression(i + 1)
        if operator == "+=":
            new = added(value, new)
        elif operator in ("||=", "??="):
            new = combined(operator[:-1], value, new)
        self._set(holder, key, new)
        return new, i

    def _set(self, holder: Any, key: Any, new: Any) -> None:
        if isinstance(holder, Location):
            # To set the page's own is to leave it.
            if holder is not self._globals["location"] and isinstance(new, str):
                holder.change(str(key), new)
            return
        if isinstance(holder, Element):
            self._set_of_element(holder, key, new)
        if holder is self._globals and key == "location":
            return
        if isinstance(holder, dict) and isinstance(key, str):
            is_known = holder.get(key) is not None and holder.get(key) is not UNKNOWN
            # What may or may not be assigned does not take the place of what is there.
            if not (is_known and (new is UNKNOWN or self._is_guess)):
                holder[key] = new
        elif isinstance(holder, list) and type(key) is int and 0 <= key < len(holder):
            holder[key] = new
        elif isinstance(holder, list) and type(key) is int and key == len(holder):
            holder.append(new)
        if isinstance(new, Function):
            self._waiting.append(new)

    def _set_of_element(self, element: Element, key: Any, new: Any) -> None:
        if element.shows and key in SHOWN_BY:
            self.started.append(new)
        elif isinstance(key, str) and isinstance(new, str):
            element.attributes[key] = new

    def _primary(self, i: int) -> tuple[Any, int]:
        tokens = self._tokens
        kind, text = tokens.kind(i), tokens.text(i)
        if kind is Kind.STRING:
            return tokens.string(i), i + 1
        if kind is Kind.NUMBER:
            return number(text), i + 1
        if kind is Kind.TEMPLATE:
            return self._template(i), i + 1
        if kind is Kind.NAME:
            return self._named(i)
        if kind is Kind.MARK and text == "{":
            return self._object(i), tokens.closing(i) + 1
        if kind is Kind.MARK and text == "[":
            return self._arguments(i), tokens.closing(i) + 1
        if kind is Kind.MARK and text == "(":
            value, _ = self._sequence(i + 1)
            return value, tokens.closing(i) + 1
        if kind is Kind.REGEX:
            return UNKNOWN, i + 1
        # What no expression begins with: the caller goes on behind it, or at it if it closes.
        return UNKNOWN, i if kind is None or text in ")]}:,;" else i + 1

    def _named(self, i: int) -> tuple[Any, int]:
        text = self._tokens.text(i)
        if text in _CONSTANTS:
            return _CONSTANTS[text], i + 1
        if text == "async" and self._tokens.is_name(i + 1, "function"):
            return self._function(i + 1)
        if text == "function":
            return self._function(i)
        if text == "class":
            while self._tokens.kind(i) is not None and not self._tokens.is_mark(i, "{"):
                i += 1
            return UNKNOWN, self._tokens.closing(i) + 1
        if text in _WINDOW:
            return self._globals, i + 1
        return self._scope_of(text).get(text, UNKNOWN), i + 1

    def _object(self, i: int) -> Any:
        tokens, end = self._tokens, self._tokens.closing(i)
        if end >= len(tokens):  # it goes on where nothing was read
            return UNKNOWN
        if (plain := self._plain(i, end)) is not None:
            return plain
        made: dict[str, Any] = {}
        i += 1
        while i < end:
            if tokens.is_mark(i, ","):
                i += 1
            elif tokens.is_mark(i, "..."):
                spread, i = self._expression(i + 1)
                made.update(spread if isinstance(spread, dict) else {"...": UNKNOWN})
            else:
                i = self._entry(i, end, made)
        return made

    def _plain(self, i: int, end: int) -> dict[str, Any] | None:
        """An object that is JSON, as whole documents are, which takes no steps."""
        if self._tokens.kind(i + 1) is not Kind.STRING or self._not_json >= _MAX_NOT_JSON:
            return None
        try:
            plain = json.loads(self._tokens.source(i, end))
        except (ValueError, RecursionError):
            self._not_json += 1
            return None
        return plain if isinstance(plain, dict) else None

    def _entry(self, i: int, end: int, made: dict[str, Any]) -> int:
        """Read one entry of an object literal; where the next one begins."""
        tokens = self._tokens
        kind, before = tokens.kind(i), i
        key: Any = UNKNOWN
        if kind is Kind.STRING:
            key, i = tokens.string(i), i + 1
        elif kind in (Kind.NAME, Kind.NUMBER):
            key, i = tokens.text(i), i + 1
        elif tokens.is_mark(i, "["):
            key, _ = self._expression(i + 1)
            i = tokens.closing(i) + 1
        if tokens.is_mark(i, ":"):
            value, i = self._expression(i + 1)
            if isinstance(value, Function):
                self._waiting.append(value)
        elif kind is Kind.NAME and (i >= end or tokens.is_mark(i, ",")):
            value = self._scope_of(key).get(key, UNKNOWN)
        else:  # a method, a getter, or nothing that is understood
            value, i = UNKNOWN, tokens.skip(max(i, before))
        if isinstance(key, str):
            made[key] = value
        while i < end and not tokens.is_mark(i, ","):
            i = tokens.closing(i) + 1 if tokens.opens(i) else i + 1
        return i

    def _arguments(self, i: int) -> list[Any]:
        """The values between a bracket and the one that closes it."""
        tokens, end = self._tokens, self._tokens.closing(i)
        values: list[Any] = []
        i += 1
        while i < end:
            if tokens.is_mark(i, ","):
                i += 1
                continue
            is_spread = tokens.is_mark(i, "...")
            value, after = self._expression(i + is_spread)
            if is_spread and isinstance(value, list):
                values += value
            else:
                values.append(value)
            i = max(after, i + 1)
            while i < end and not tokens.is_mark(i, ","):
                values[-1:] = [UNKNOWN]
                i = tokens.closing(i) + 1 if tokens.opens(i) else i + 1
        return values

    def _template(self, i: int) -> Any:
        text: Any = ""
        for part in self._tokens.parts(i):
            if isinstance(part, str):
                text = added(text, part)
                continue
            outer, self._tokens = self._tokens, part
            try:
                value, _ = self._expression(0) if len(part) else ("", 0)
            finally:
                self._tokens = outer
            text = added(text, value)
        return text

    # Functions

    def _function(self, i: int) -> tuple[Function, int]:
        """The function that begins with the word `function`."""
        tokens = self._tokens
        while tokens.kind(i) is not None and not tokens.is_mark(i, "("):
            i += 1
        parameters, body = self._parameters(i), tokens.closing(i) + 1
        end = tokens.closing(body) if tokens.is_mark(body, "{") else body
        return self._made(parameters, body + 1, end, is_expression=False), end + 1

    def _arrow(self, i: int) -> tuple[Function, int] | None:
        tokens = self._tokens
        if tokens.is_name(i, "async") and not tokens.is_mark(i + 1, "=>"):
            if tokens.is_name(i + 1, "function"):
                return None
            i += 1
        if tokens.kind(i) is Kind.NAME and tokens.is_mark(i + 1, "=>"):
            parameters, i = [tokens.text(i)], i + 1
        elif tokens.is_mark(i, "(") and tokens.is_mark(tokens.closing(i) + 1, "=>"):
            parameters, i = self._parameters(i), tokens.closing(i) + 1
        else:
            return None
        if tokens.is_mark(i + 1, "{"):
            end = tokens.closing(i + 1)
            return self._made(parameters, i + 2, end, is_expression=False), end + 1
        end = tokens.expression_end(i + 1)
        self._spend((end - i) // _TOKENS_PER_STEP)
        return self._made(parameters, i + 1, end, is_expression=True), end

    def _made(
        self, parameters: list[str], start: int, end: int, *, is_expression: bool
    ) -> Function:
        return Function(parameters, self._tokens, start, end, is_expression, list(self._scopes))

    def _parameters(self, i: int) -> list[str]:
        """The names of parameters; one that is taken apart has no name."""
        tokens, end = self._tokens, self._tokens.closing(i)
        names: list[str] = []
        i += 1
        while i < end:
            names.append(tokens.text(i) if tokens.kind(i) is Kind.NAME else "")
            while i < end and not tokens.is_mark(i, ","):
                i = tokens.closing(i) + 1 if tokens.opens(i) else i + 1
            i += 1
        return names

    def _call(self, function: Function, arguments: Sequence[Any]) -> Any:
        self._calls += 1
        if self._calls > _MAX_CALLS or self._depth >= _MAX_DEPTH:
            return UNKNOWN
        function.was_called = True
        outer = self._tokens, self._scopes, self._returned
        values = [*arguments, *[UNKNOWN] * len(function.parameters)]
        scope = dict(zip(function.parameters, values, strict=False))
        self._tokens, self._scopes, self._returned = (
            function.tokens,
            [*function.scopes, scope],
            None,
        )
        self._depth += 1
        try:
            if function.is_expression:
                return self._expression(function.start)[0]
            self._statements(function.start, function.end)
            return self._returned
        finally:
            self._depth -= 1
            self._tokens, self._scopes, self._returned = outer

    def _called(self, callee: Any, name: str, arguments: list[Any], *, is_new: bool) -> Any:
        starter = callee.name if isinstance(callee, Starter) else name.removeprefix("window.")
        if starter in _STARTERS:
            place = _STARTERS[starter]
            self.started.append(arguments[place] if place < len(arguments) else UNKNOWN)
            return UNKNOWN
        if isinstance(callee, Function):
            return self._call(callee, arguments)
        if isinstance(callee, Method):
            known = self._method(callee, arguments)
            if known is not None:
                return known[0]
        elif name in FUNCTIONS:
            known = FUNCTIONS[name](self._page, arguments)
            if isinstance(known, Fetched):  # jQuery passes it on
                for one in arguments:
                    if isinstance(one, Function):
                        self._call(one, [known])
            return known
        # Whoever is given a function calls it some time: once the page is loaded, mostly.
        self._waiting += [one for one in arguments if isinstance(one, Function)]
        if is_new or not (isinstance(callee, Method) and isinstance(callee.owner, Fetched)):
            return UNKNOWN
        return callee.owner

    def _method(self, method: Method, arguments: list[Any]) -> tuple[Any] | None:
        """What a method of a known value gives, in a tuple; None if that is not known."""
        owner, name = method
        first = arguments[0] if arguments else UNKNOWN
        if isinstance(owner, list):
            return self._list_method(owner, name, first, arguments)
        if isinstance(owner, str):
            return (text_method(owner, name, arguments),)
        if isinstance(owner, Fetched) and name == "then" and isinstance(first, Function):
            value = self._call(first, [owner])
            return (owner if value is None or value is UNKNOWN else value,)
        if isinstance(owner, Element) and name == "getAttribute":
            return (owner.attributes.get(str(first)),)
        if isinstance(owner, Element) and name == "setAttribute" and len(arguments) > 1:
            self._set_of_element(owner, first, arguments[1])
        if isinstance(owner, Element) and owner.shows and name == "loadSpec":
            self.started.append(first)
        if isinstance(owner, Query) and isinstance(first, str):
            values = owner.values.get(first)
            return (bool(values) if name == "has" else values[0] if values else None,)
        if isinstance(owner, Location) and name == "toString":
            return (owner.parts["href"],)
        if isinstance(owner, dict) and name == "hasOwnProperty" and isinstance(first, str):
            return (first in owner,)
        return None

    def _list_method(
        self, owner: list[Any], name: str, first: Any, arguments: list[Any]
    ) -> tuple[Any] | None:
        if name in ("push", "unshift") and len(owner) < _MAX_LENGTH:
            owner[:] = [*owner, *arguments] if name == "push" else [*arguments, *owner]
            return (len(owner),)
        if name == "concat" and len(owner) < _MAX_LENGTH:
            parts = [one if isinstance(one, list) else [one] for one in arguments]
            return ([*owner, *(value for part in parts for value in part)],)
        if name == "slice" and all(type(one) is int for one in arguments[:2]):
            return (owner[slice(*arguments)] if 1 <= len(arguments) <= 2 else UNKNOWN,)
        if name in ("pop", "shift") and owner:
            return (owner.pop(-1 if name == "pop" else 0),)
        if name == "join" and all(isinstance(one, str) for one in owner):
            return ((first if isinstance(first, str) else ",").join(owner),)
        if name in ("forEach", "map", "filter", "find") and isinstance(first, Function):
            results = [self._call(first, [one, n]) for n, one in enumerate(owner[:_MAX_ROUNDS])]
            kept = [one for one, is_so in zip(owner, results, strict=False) if truth(is_so) is True]
            found = {"forEach": None, "map": results, "filter": kept}
            return (found[name] if name in found else kept[0] if kept else None,)
        return None

    # Names and members

    def _scope_of(self, name: str) -> Any:
        """The innermost scope that has a name; the page's own if none has."""
        for scope in reversed(self._scopes):
            if name in scope:
                return scope
        return self._globals

    def _member(self, owner: Any, key: Any) -> Any:
        if isinstance(owner, dict):
            if isinstance(key, str):
                found = owner.get(key, UNKNOWN if owner is self._globals else None)
                is_method = key in ("hasOwnProperty",) and key not in owner
                return Method(owner, key) if is_method else found
            return UNKNOWN
        if isinstance(owner, Location):
            return owner.parts.get(str(key), Method(owner, str(key)))
        if isinstance(owner, list) and key == "length":
            return len(owner)
        if isinstance(owner, list) and (type(key) is int or (str(key).isdecimal())):
            return owner[int(key)] if 0 <= int(key) < len(owner) else None
        if isinstance(owner, str) and key == "length":
            return len(owner)
        if isinstance(owner, Element):
            return element_member(owner, str(key))
        if isinstance(owner, Fetched) and key == "data":
            return owner  # as axios has it
        if isinstance(owner, str | list | Fetched | Query) and isinstance(key, str):
            return Method(owner, key)
        return UNKNOWN


def _iterated(held: Any, how: str) -> Iterator[Any]:
    if isinstance(held, dict) and how == "in":
        yield from list(held)[:_MAX_ROUNDS]
    elif isinstance(held, list):
        yield from list(range(len(held)) if how == "in" else held)[:_MAX_ROUNDS]
    else:
        yield UNKNOWN


def _is_separator(text: str) -> bool:
    return text in ("{", "[", ",", "...")


def _globals(page: Page) -> dict[str, Any]:
    here = location(page.url)
    outer: dict[str, Any] = {name: Starter(name) for name in _STARTERS if "." not in name}
    document = {"location": here, "URL": page.url, "baseURI": page.url}
    return {**outer, "location": here, "document": document}
