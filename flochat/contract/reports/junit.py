"""JUnit's XML as pytest writes it (`xunit2`): a test for each change, which fails if it is told to.

There is no time and no host in it: the same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

from ..diff.model import Finding
from ..errors import one_line
from .content import Content, message

_FAILING_VERDICTS: Final = {"broken": ("breaks",), "adapt": ("breaks", "adapts")}


@frozen
class _Test:
    """A test case: at most one of `failure` and `skipped` is not empty."""

    group: str
    name: str
    failure: str = ""
    skipped: str = ""
    output: str = ""


def junit(content: Content) -> str:
    """A suite for the document and, with --uses, one for the code that uses it."""
    suites = [("contract", list(_changes(content)))]
    if content.judged is not None:
        suites.append(("uses", list(_uses(content))))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<testsuites name="flochat-contract">',
        *(line for name, tests in suites for line in _suite(name, tests)),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _changes(content: Content) -> Iterator[_Test]:
    is_by_uses = content.judged is not None and content.limit in _FAILING_VERDICTS
    for cause in content.causes:
        first = cause.first
        told = f"{first.level.name} {first.id}: {message(cause)}\n{content.places.place(first)}"
        is_failing = content.fails(cause) and not is_by_uses
        given = {"failure": told} if is_failing else {"output": told}
        yield _Test(first.operation or "document", _name(first), **given)
    for cause, acceptance in content.settled.accepted_causes():
        reason = f"accepted until {acceptance.until}: {acceptance.reason}"
        yield _Test(cause.first.operation or "document", _name(cause.first), skipped=reason)
    if not content.settled.changes.findings and not content.settled.accepted:
        yield _Test("document", "no change")


def _name(finding: Finding) -> str:
    return f"{finding.id}: {finding.text} at {finding.location or '/'}"


def _uses(content: Content) -> Iterator[_Test]:
    failing = _FAILING_VERDICTS.get(content.limit, ())
    for it in content.judged.touched if content.judged else ():
        cell = "" if it.use.cell is None else f" cell {it.use.cell}"
        place = f"{it.use.file}{cell}:{it.use.line}:{it.use.column}"
        name = f"{it.finding.id} at line {it.use.line}, column {it.use.column}{cell}"
        told = f"{it.verdict} ({it.sure}): {it.text}\n{place}"
        if it.verdict in failing:
            yield _Test(it.use.file, name, failure=told)
        else:
            yield _Test(it.use.file, name, output=told)


def _suite(name: str, tests: list[_Test]) -> Iterator[str]:
    failures, skipped = (
        sum(bool(part) for part in parts)
        for parts in ([test.failure for test in tests], [test.skipped for test in tests])
    )
    counts = f'errors="0" failures="{failures}" skipped="{skipped}" tests="{len(tests)}"'
    yield f'  <testsuite name={quoteattr(name)} {counts} time="0.000">'
    for test in tests:
        yield from _case(test)
    yield "  </testsuite>"


def _case(test: _Test) -> Iterator[str]:
    start = f"    <testcase classname={_attribute(test.group)} name={_attribute(test.name)}"
    inner = []
    if test.failure:
        inner.append(f"<failure message={_first(test.failure)}>{_body(test.failure)}</failure>")
    if test.skipped:
        start_of = f'<skipped type="accepted" message={_first(test.skipped)}>'
        inner.append(f"{start_of}{_body(test.skipped)}</skipped>")
    if test.output:
        inner.append(f"<system-out>{_body(test.output)}</system-out>")
    if not inner:
        yield f'{start} time="0.000" />'
        return
    yield f'{start} time="0.000">'
    yield from (f"      {line}" for line in inner)
    yield "    </testcase>"


def _first(text: str) -> str:
    return _attribute(text.partition("\n")[0])


def _attribute(text: str) -> str:
    # What XML 1.0 cannot hold, even as a reference, is not printable.
    return quoteattr(one_line(text))


def _body(text: str) -> str:
    return "\n".join(escape(one_line(line)) for line in text.split("\n"))
