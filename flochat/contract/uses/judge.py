"""What the findings of the differ do to the uses of a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from attrs import evolve, frozen

from ..changed import Changed, read_finding
from ..diff import Changes, Finding, Level
from ..facade_table import is_read_alike, is_read_nevertheless
from ..impact import with_impact
from .model import Argument, Unfollowed, Use, Uses
from .wire import Parameter, Signature, Wire

#: `breaks`: it fails, or is refused; `adapts`: it runs, and something in it should follow;
#: `safe`: the change does nothing to it.
Verdict: TypeAlias = Literal["breaks", "adapts", "safe"]
#: `certain`: the program tells; `likely`: it is taken from an annotation, or one of several
#: operations; `unknown`: it depends on a value that the program does not tell.
Sureness: TypeAlias = Literal["certain", "likely", "unknown"]

VERDICTS: Final[tuple[Verdict, ...]] = ("breaks", "adapts", "safe")
#: The arguments of `client.request()` that hold the parts of a request.
_PARTS: Final = {"query": "query", "body": "json", "path": "path_params"}
_BY_IMPACT: Final[Mapping[str | None, Verdict]] = {
    "broken": "breaks",
    "adapt": "adapts",
    "safe": "safe",
    None: "safe",
}
_COMPLETED: Final = "other arguments are given where it is called"
_WORDS: Final[Mapping[str, str]] = {
    "gone": "gone",
    "required": "required",
    "narrowed": "refused with some values",
}
_BY_LEVEL: Final[Mapping[Level, Verdict]] = {
    Level.ERR: "breaks",
    Level.WARN: "adapts",
    Level.INFO: "safe",
}


@frozen
class Touched:
    """What one finding does to one use."""

    finding: Finding
    use: Use
    verdict: Verdict
    sure: Sureness
    text: str

    @property
    def place(self) -> tuple[str, int, int, int]:
        """Where it is: the file, the cell of a notebook or 0, the line and the column."""
        return self.use.file, self.use.cell or 0, self.use.line, self.use.column


@frozen
class Judged:
    """Everything that the findings touch, worst first, and what could not be followed."""

    touched: tuple[Touched, ...]
    unfollowed: tuple[Unfollowed, ...]
    uses: int
    files: int

    def of(self, verdict: Verdict, *, tests: bool | None = None) -> tuple[Touched, ...]:
        """What has a verdict; with `tests`, in tests only or outside of them only."""
        return tuple(
            it
            for it in self.touched
            if it.verdict == verdict and (tests is None or it.use.is_test == tests)
        )

    @property
    def worst(self) -> Verdict | None:
        """The worst verdict; None when nothing is touched."""
        verdicts = {it.verdict for it in self.touched}
        return next((it for it in VERDICTS if it in verdicts), None)


class Judge:
    """Judges uses, with what the clients' own code says of names on the wire."""

    def __init__(self, uses: Uses, wire: Wire) -> None:
        self._uses = uses
        self._wire = wire
        self._by_operation: dict[str, list[Use]] = {}
        for use in uses.uses:
            for operation in use.operations:
                self._by_operation.setdefault(operation, []).append(use)
        self._unplaced = [use for use in uses.uses if not use.operations]
        self._roots: dict[str, set[str]] = {}

    def judged(self, changes: Changes) -> Judged:
        """What the findings touch."""
        if not any(finding.facade for finding in changes.findings):
            changes = with_impact(changes)
        found: dict[tuple[object, ...], Touched] = {}
        for finding in changes.findings:
            changed = read_finding(finding)
            if changed is None:
                continue
            for it in self._touched(changed):
                # One cause in several operations is one touch of one place.
                text = finding.text.partition(": ")[2]
                key = (*it.place, it.use.target, it.use.kind, finding.id, finding.location, text)
                old = found.get(key)
                if old is None or _rank(it) < _rank(old):
                    found[key] = it
        ordered = sorted(found.values(), key=lambda it: (VERDICTS.index(it.verdict), it.place))
        return Judged(tuple(ordered), self._uses.unfollowed, len(self._uses.uses), self._uses.files)

    def _touched(self, changed: Changed) -> Iterator[Touched]:
        match changed.side, changed.kind:
            case "operation", "gone":
                yield from self._without_operation(changed)
            case "request", "gone" | "required" | "narrowed":
                yield from self._request(changed)
            case "response", "gone" | "retyped" | "widened" if changed.path:
                yield from self._response(changed)
            case _:
                yield from self._anything(changed)

    def _calls(self, changed: Changed) -> list[Use]:
        uses = self._by_operation.get(changed.operation, ())
        return [use for use in uses if use.kind in ("call", "handed")]

    # Operations.

    def _without_operation(self, changed: Changed) -> Iterator[Touched]:
        moved = changed.finding.impact == "safe"
        for use in self._calls(changed):
            if moved and _is_own(use):
                yield _touch(changed, use, "safe", "its new spelling is used", "certain")
                continue
            several = len(use.operations) > 1
            text = f"{use.target} makes {changed.finding.operation}, which is gone"
            yield _touch(changed, use, "breaks", text, "likely" if several else "certain")

    def _anything(self, changed: Changed) -> Iterator[Touched]:
        """A finding that has no rule here goes by what it does to the method."""
        finding = changed.finding
        if finding.level == Level.INFO:
            return
        for use in self._calls(changed):
            verdict = _BY_IMPACT[finding.impact] if _is_own(use) else _BY_LEVEL[finding.level]
            if self._is_left_out(changed, use):
                yield _touch(changed, use, "safe", f"{changed.path[0]} is not given", "certain")
            elif verdict != "safe":
                yield _touch(changed, use, verdict, f"{use.target}: {finding.text}", "likely")

    def _is_left_out(self, changed: Changed, use: Use) -> bool:
        """Whether a call sends nothing by the name of which something changed in a request."""
        if changed.side != "request" or not changed.path:
            return False
        wire = changed.path[0]
        if use.target == "request":
            part = f"{_PARTS.get(changed.place, '')}.{wire}"
            given = [it for it in use.arguments if it.name == part]
            return use.arguments_known and all(it.is_none for it in given)
        signature = self._wire.signature(use.target, changed.operation)
        if signature is None or wire in signature.filled:
            return False
        names = {*signature.fills.get(wire, ()), *signature.parts.get(wire, ())}
        parameters = [it for it in signature.parameters if it.name in names]
        given = [it for it in use.arguments if _gives(it, parameters)]
        if not parameters:
            return True
        is_usual = any(it.is_required or it.default is not None for it in parameters)
        is_given = any(not it.is_none for it in given) or (is_usual and not given)
        return (use.arguments_known or use.is_completed) and not is_given

    # Requests.

    def _request(self, changed: Changed) -> Iterator[Touched]:
        name = changed.path[0] if changed.path else ""
        if not name:
            yield from self._anything(changed)
            return
        for use in self._calls(changed):
            if use.target == "request":
                yield from self._raw_request(changed, use)
                continue
            signature = self._wire.signature(use.target, changed.operation)
            body = None if _is_own(use) else self._wire.body_class(use.target)
            if changed.place == "body" and not _is_own(use) and body:
                continue
            if signature is not None:
                told = self._argument(changed, use, signature)
                is_one_of_several = len(use.operations) > 1 and told.sure == "certain"
                is_unsure = is_one_of_several and told.verdict == "breaks"
                yield evolve(told, sure="likely") if is_unsure else told
        if changed.place == "body":
            yield from self._bodies(changed)

    def _argument(self, changed: Changed, use: Use, signature: Signature) -> Touched:
        """What a call gives for a name on the wire."""
        wire = changed.path[0]
        names = signature.fills.get(wire, set())
        parameters = [it for it in signature.parameters if it.name in names]
        given = [it for it in use.arguments if _gives(it, parameters)]
        filled = wire in signature.filled
        if len(changed.path) > 1:
            return self._nested(changed, use, parameters, given)
        holders = [it for it in signature.parameters if it.name in signature.parts.get(wire, ())]
        if holders and not given:
            held = [it for it in use.arguments if _gives(it, holders)]
            return self._nested(changed, use, holders, held)
        match changed.kind:
            case "required":
                return self._required(changed, use, parameters, given, filled)
            case "gone":
                return self._gone(changed, use, parameters, given, filled)
        return self._narrowed(changed, use, parameters, given)

    def _nested(
        self,
        changed: Changed,
        use: Use,
        holders: Sequence[Parameter],
        given: Sequence[Argument],
    ) -> Touched:
        """A name that may be inside of what is given."""
        what = ".".join(changed.path)
        if holders and not given and use.arguments_known:
            return _touch(changed, use, "safe", f"{what} is not given", "certain")
        verdict = "adapts" if changed.kind == "gone" else _BY_IMPACT[changed.finding.impact]
        if len(changed.path) == 1:
            verdict = "adapts"
            told = "may lack it" if changed.kind == "required" else "may have it"
            text = f"{what} is {_WORDS[changed.kind]}, and {_names(holders)} {told}"
            return _touch(changed, use, verdict, text, "unknown")
        return _touch(changed, use, verdict, f"{what} is inside of what is given", "unknown")

    def _required(
        self,
        changed: Changed,
        use: Use,
        parameters: Sequence[Parameter],
        given: Sequence[Argument],
        filled: bool,
    ) -> Touched:
        wire = changed.path[0]
        if any(it.is_sure and not it.is_none for it in given):
            return _touch(changed, use, "safe", f"{wire} is given", "certain")
        if filled and (not parameters or _is_own(use)):
            return _touch(changed, use, "safe", f"{use.target} always sends {wire}", "certain")
        if any(it.is_required for it in parameters) and not given:
            sure: Sureness = "certain" if use.arguments_known else "likely"
            return _touch(changed, use, "safe", f"{use.target} always sends {wire}", sure)
        if not parameters:
            text = f"{use.target} cannot give {wire}, which is required"
            return _touch(changed, use, "breaks", text, "certain")
        if use.is_completed:
            return _touch(changed, use, "safe", _COMPLETED, "certain")
        if any(not it.is_none for it in given):
            text = f"{wire} is required, and {_names(parameters)} may be left out"
            return _touch(changed, use, "adapts", text, "unknown")
        text = f"{wire} is required, and {_names(parameters)} is not given"
        if not use.arguments_known:
            return _touch(
                changed, use, "adapts", f"{text} here: its arguments are not known", "unknown"
            )
        return _touch(changed, use, "breaks", text, "certain")

    def _gone(
        self,
        changed: Changed,
        use: Use,
        parameters: Sequence[Parameter],
        given: Sequence[Argument],
        filled: bool,
    ) -> Touched:
        wire = changed.path[0]
        if given:
            verdict: Verdict = "adapts" if _is_own(use) else "breaks"
            text = f"{wire} is gone, and {_names(parameters)} is given"
            return _touch(changed, use, verdict, text, "certain")
        if not parameters and filled:
            return _touch(changed, use, "safe", f"{use.target} sends {wire} itself", "certain")
        if use.is_completed:
            return _touch(changed, use, "safe", _COMPLETED, "certain")
        if not use.arguments_known and parameters:
            text = f"{wire} is gone, and may be among the arguments"
            return _touch(changed, use, "adapts", text, "unknown")
        return _touch(changed, use, "safe", f"{wire} is not given", "certain")

    def _narrowed(
        self,
        changed: Changed,
        use: Use,
        parameters: Sequence[Parameter],
        given: Sequence[Argument],
    ) -> Touched:
        wire = changed.path[0]
        if given:
            return _by_values(changed, use, given)
        if use.is_completed:
            return _touch(changed, use, "safe", _COMPLETED, "certain")
        if not use.arguments_known and parameters:
            text = f"{wire} may be among the arguments: its values are not known"
            return _touch(changed, use, "adapts", text, "unknown")
        if any(it.default in changed.values for it in parameters if it.default is not None):
            text = f"{wire} is left to its default, which is refused"
            return _touch(changed, use, "breaks", text, "certain")
        return _touch(changed, use, "safe", f"{wire} is not given", "certain")

    def _raw_request(self, changed: Changed, use: Use) -> Iterator[Touched]:
        """`client.request()`, whose query and body are written out or not."""
        place = _PARTS.get(changed.place, "")
        if len(changed.path) != 1 or not place:
            return
        given = [it for it in use.arguments if it.name == f"{place}.{changed.path[0]}"]
        parameter = Parameter(changed.path[0], None, False)
        match changed.kind:
            case "required":
                yield self._required(changed, use, [parameter], given, False)
            case "gone":
                yield self._gone(changed, use, [parameter], given, False)
            case "narrowed":
                yield self._narrowed(changed, use, [parameter], given)

    def _bodies(self, changed: Changed) -> Iterator[Touched]:
        """Bodies of a generated client, which are objects that the program makes."""
        targets = {use.target for use in self._calls(changed) if not _is_own(use)}
        for target in targets:
            body = self._wire.body_class(target)
            if body is None:
                continue
            parents, attribute = {body}, changed.path[-1]
            if len(changed.path) > 1:
                above = self._wire.attribute({body}, changed.path[:-1])
                parents = self._wire.inner_classes(above)
            for use in self._unplaced:
                if use.kind == "made" and use.owner in parents:
                    yield self._made(changed, use, attribute)

    def _made(self, changed: Changed, use: Use, wire: str) -> Touched:
        name = self._wire.attribute_of(use.owner, wire)
        parameter = Parameter(name or wire, self._wire.position(use.owner, name or wire), False)
        given = [it for it in use.arguments if _gives(it, [parameter])]
        parameters = [parameter] if name else []
        match changed.kind:
            case "required":
                return self._required(changed, use, parameters, given, False)
            case "gone":
                return self._gone(changed, use, parameters, given, False)
        return self._narrowed(changed, use, parameters, given)

    # Answers.

    def _response(self, changed: Changed) -> Iterator[Touched]:
        attributes = self._wire.attribute(self._answers(changed.operation), changed.path)
        for use in self._by_operation.get(changed.operation, ()):
            if use.kind == "read" and self._reads(use, changed, attributes):
                yield self._read(changed, use)
        for use in self._unplaced:
            if use.kind == "read" and self._reads(use, changed, attributes):
                yield self._read(changed, use)

    def _answers(self, operation: str) -> set[str]:
        if operation not in self._roots:
            self._roots[operation] = self._wire.answers(operation)
        return self._roots[operation]

    def _reads(self, use: Use, changed: Changed, attributes: set[tuple[str, str]]) -> bool:
        if not use.target.startswith("["):
            return any(
                name == use.keys[0] and self._wire.related(use.owner, owner)
                for owner, name in attributes
            )
        names = tuple(key for key in use.keys if key != "[]")
        if not use.owner:
            return names == changed.path
        if names != changed.path[-len(names) :]:
            return False
        # `raw` is the record itself: what leads to it in the answer has to be its class.
        above = changed.path[: len(changed.path) - len(names) + 1]
        answers = self._answers(changed.operation)
        known = {owner for owner, _ in self._wire.attribute(answers, above)}
        if not any(owner.startswith("flochat.") for owner in known):
            known |= self._wire.record_classes(answers, above)
        return any(self._wire.related(use.owner, owner) for owner in known)

    def _read(self, changed: Changed, use: Use) -> Touched:
        sure: Sureness = "certain" if use.operations else "likely"
        what, is_raw = use.target, use.target.startswith("[")
        match changed.kind:
            case "gone":
                if is_raw and use.is_required_key:
                    return _touch(changed, use, "breaks", f"{what} is gone: KeyError", sure)
                if is_raw:
                    return _touch(changed, use, "adapts", f"{what} is gone", sure)
                if not _is_own(use):
                    return _touch(changed, use, "breaks", f"{what} is gone", sure)
                text = f"{what} is {self._wire.missing(use.owner, use.keys[0])} from now on"
                is_none = text.endswith("None from now on")
                verdict: Verdict = "breaks" if _needs(use) and is_none else "adapts"
                return _touch(changed, use, verdict, text, sure)
            case "retyped":
                return self._retyped(changed, use, sure)
        if "compared" in use.handling:
            return _touch(changed, use, "adapts", f"{what} is compared, and has values more", sure)
        return _touch(changed, use, "safe", f"{what} has values more", sure)

    def _retyped(self, changed: Changed, use: Use, sure: Sureness) -> Touched:
        """A value of another type, which an attribute of this package is None for, or reads."""
        what = use.target
        if not _is_own(use):
            return _touch(changed, use, "breaks", f"{what} has another type", sure)
        if what.startswith("["):
            is_used = {"operated", "tested"} & use.handling or _needs(use)
            verdict: Verdict = "breaks" if is_used else "adapts"
            return _touch(changed, use, verdict, f"{what} has another type", sure)
        if changed.types is not None and is_read_alike(what, *changed.types):
            old, new = changed.types
            text = f"{what} is read from {_a(new)} as from {_a(old)}"
            return _touch(changed, use, "safe", text, "likely")
        if changed.types is not None and is_read_nevertheless(what, *changed.types):
            text = f"{what} is read from {_a(changed.types[1])} from now on"
            return _touch(changed, use, "adapts", text, sure)
        verdict = "breaks" if _needs(use) else "adapts"
        text = f"{what} has another type, and is {self._wire.missing(use.owner, use.keys[0])}"
        return _touch(changed, use, verdict, f"{text} where it cannot be read", sure)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeio" else f"a {noun}"


def _needs(use: Use) -> bool:
    """Whether something is done with a value that fails where it is not there."""
    # What a test makes itself may well be as it asserts.
    return "operated" in use.handling or ("asserted" in use.handling and bool(use.operations))


def _touch(changed: Changed, use: Use, verdict: Verdict, text: str, sure: Sureness) -> Touched:
    if use.is_guess and sure == "certain":
        sure = "likely"
    return Touched(changed.finding, use, verdict, sure, text)


def _rank(it: Touched) -> tuple[int, int]:
    return VERDICTS.index(it.verdict), ("certain", "likely", "unknown").index(it.sure)


def _is_own(use: Use) -> bool:
    """Whether it is a use of this package, and not of a generated client."""
    if use.kind in ("read", "made"):
        return not use.owner or use.owner.startswith("flochat.")
    return "." not in use.target or not use.target.endswith(
        (".sync", ".sync_detailed", ".asyncio", ".asyncio_detailed", "._get_kwargs")
    )


def _gives(it: Argument, parameters: Iterable[Parameter]) -> bool:
    return any(
        it.name == parameter.name or (it.position is not None and it.position == parameter.position)
        for parameter in parameters
    )


def _names(parameters: Sequence[Parameter]) -> str:
    return " or ".join(sorted({it.name for it in parameters}))


def _by_values(changed: Changed, use: Use, given: Sequence[Argument]) -> Touched:
    """What constants mean for an enum that lost values."""
    wire = changed.path[-1]
    refused = {str(value) for value in changed.values}
    are_closed = all(it.is_closed for it in given)
    known = [value for it in given for value in it.constants]
    hit = [value for value in known if str(value) in refused]
    if hit:
        sure: Sureness = "certain" if len(known) == 1 and are_closed else "likely"
        return _touch(changed, use, "breaks", f"{wire} is {hit[0]!r}, which is refused", sure)
    if not are_closed:
        values = ", ".join(sorted(refused))
        text = f"{wire} must not be {values}: its value here is not known"
        return _touch(changed, use, "adapts", text, "unknown")
    return _touch(changed, use, "safe", f"{wire} is another value", "certain")
