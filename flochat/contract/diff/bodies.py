"""Compares request bodies and responses: statuses, headers, media types, schemas."""

from __future__ import annotations

from collections.abc import Iterator

from .. import json_pointer
from ..media import bare
from .model import Finding, Level
from .operation import Operation, OperationPair
from .parameters import schema_of
from .schema.pair import Textual, compare_keys, shown
from .source import At, Source
from .work import REQUEST, RESPONSE, RESPONSE_HEADER, Place, Work, by_rule, describe


def check_request_body(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """The body of a request: whether there is one, whether it is required, and what is in it."""
    old, new = _request_body(work.old, pair.old), _request_body(work.new, pair.new)
    subject = "request body"
    if old is None or new is None:
        if body := new or old:
            action = f"added-{_required(body)}" if new else "removed"
            text = describe(subject, action)
            yield by_rule(f"request-body-{action}", pair.name, body.pointer, text)
        return
    if _required(old) != _required(new):
        action = f"became-{_required(new)}"
        location = new.get("required").pointer
        yield by_rule(f"request-body-{action}", pair.name, location, describe(subject, action))
    # What a webhook sends is an answer to its receiver.
    place = RESPONSE if pair.new.is_incoming else REQUEST
    before, after = _bare_media_types(old), _bare_media_types(new)
    removed, added, common = compare_keys(before, after)
    for name in removed:
        text = describe(subject, "media-type-removed", name)
        gone = by_rule("request-body-media-type-removed", pair.name, before[name].pointer, text)
        wider = [other for other in after if "*" in other and _covers(other, name)]
        if wider:  # it may be sent all the same
            other = max(wider, key=lambda one: len(one.replace("*", "")))
            yield gone._replace(level=Level.INFO)
            yield from _check_media_type(
                work, place, subject, pair.name, before[name], after[other]
            )
        else:
            yield gone
    for name in added:
        text = describe(subject, "media-type-added", name)
        yield by_rule("request-body-media-type-added", pair.name, after[name].pointer, text)
    for name in common:
        yield from _check_media_type(work, place, subject, pair.name, before[name], after[name])


def check_responses(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """The responses by their status."""
    old, new = _responses(work.old, pair.old), _responses(work.new, pair.new)
    removed, added, common = compare_keys(old, new)
    pairs = [(status, status) for status in common]
    for statuses, responses, action in ((removed, old, "removed"), (added, new, "added")):
        for status in statuses:
            kind = "success" if status.startswith("2") else "non-success"
            text = describe(f"response {status}", action)
            location = responses[status].pointer
            told = by_rule(f"response-{kind}-status-{action}", pair.name, location, text)
            if action == "removed" and (others := _statuses_for(status, old, new)):
                # What another of the old answers was held against is not compared twice.
                pairs += [(status, one) for one in others if one not in old or one.endswith("XX")]
                told = told._replace(level=Level.INFO)
            yield told
    for status, other in pairs:
        subject = f"response {other}"
        yield from _check_headers(work, subject, pair.name, old[status], new[other])
        yield from _check_content(work, subject, pair, old[status], new[other])


def _statuses_for(gone: str, old: dict[str, At], new: dict[str, At]) -> list[str]:
    """The statuses that come in the place of one, each of which the old document allowed, too.

    These are a range that was there beside it, and what is left of a range.
    """
    whole = f"{gone[:1]}XX"
    if gone != whole:
        return [whole] if whole in old and whole in new else []
    return [status for status in new if status[:1] == gone[:1]]


def _check_content(
    work: Work, subject: str, pair: OperationPair, old: At, new: At
) -> Iterator[Finding]:
    before, after = _media_types(old), _media_types(new)
    removed, added, common = compare_keys(before, after)
    renamed = {name: next((o for o in added if _relation(name, o)), None) for name in removed}
    for name, other in renamed.items():
        if other is None:
            text = describe(subject, "media-type-removed", name)
            yield by_rule("response-media-type-removed", pair.name, before[name].pointer, text)
        else:
            action = f"media-type-{_relation(name, other)}"
            text = describe(subject, action, f"{name} -> {other}")
            told = by_rule(f"response-{action}", pair.name, after[other].pointer, text)
            # Other letters say the same.
            yield told._replace(level=Level.INFO) if action.endswith("name-changed") else told
    for name in added:
        if name not in renamed.values():
            text = describe(subject, "media-type-added", name)
            yield by_rule("response-media-type-added", pair.name, after[name].pointer, text)
    place = REQUEST if pair.new.is_incoming else RESPONSE
    for name, other in {**renamed, **{name: name for name in common}}.items():
        if other is not None:
            what = f"{subject} body"
            yield from _check_media_type(work, place, what, pair.name, before[name], after[other])


def _check_media_type(
    work: Work, place: Place, subject: str, operation: str | None, old: At, new: At
) -> Iterator[Finding]:
    if "schema" in old.node and "schema" in new.node:
        before, after = old.child("schema"), new.child("schema")
        textual = _textual(json_pointer.split(new.pointer)[-1])
        yield from work.compare(place, subject, operation, before, after, textual)
    elif "schema" in old.node or "schema" in new.node:
        action = "added" if "schema" in new.node else "removed"
        location = (new if action == "added" else old).child("schema").pointer
        text = describe(subject, f"schema-{action}")
        yield by_rule(f"{place.itself}-media-type-schema-{action}", operation, location, text)
    if old.node.get("encoding") != new.node.get("encoding"):
        location = new.get("encoding").pointer
        yield by_rule(
            "unclassified-change", operation, location, describe(subject, "encoding changed")
        )


def _check_headers(
    work: Work, subject: str, operation: str | None, old: At, new: At
) -> Iterator[Finding]:
    before, after = _headers(work.old, old), _headers(work.new, new)
    removed, added, common = compare_keys(before, after)
    for name in removed:
        text = describe(f"{subject} header {shown(name)}", "removed")
        identity = f"{_required(before[name])}-response-header-removed"
        yield by_rule(identity, operation, before[name].pointer, text)
    for name in added:
        text = describe(f"{subject} header {shown(name)}", "added")
        yield by_rule("response-header-added", operation, after[name].pointer, text)
    for name in common:
        what = f"{subject} header {shown(name)}"
        if _required(before[name]) != _required(after[name]):
            action = f"became-{_required(after[name])}"
            location = after[name].get("required").pointer
            yield by_rule(f"response-header-{action}", operation, location, describe(what, action))
        schemas = schema_of(before[name]), schema_of(after[name])
        yield from work.compare(RESPONSE_HEADER, what, operation, *schemas, "scalars")


def _request_body(source: Source, operation: Operation) -> At | None:
    if "requestBody" not in operation.at.node:
        return None
    return source.follow(operation.at.child("requestBody"))


def _responses(source: Source, operation: Operation) -> dict[str, At]:
    return {
        (status.upper() if status.endswith("xx") else status): source.follow(response)
        for status, response in operation.at.get("responses", {}).members()
        if not status.startswith("x-")
    }


def _headers(source: Source, response: At) -> dict[str, At]:
    headers = response.get("headers", {}).members()
    named = ((name.lower(), header) for name, header in headers)
    # Says OpenAPI: one of this name is ignored, for `content` says it.
    return {name: source.follow(header) for name, header in named if name != "content-type"}


def _media_types(body: At) -> dict[str, At]:
    return dict(body.get("content", {}).members())


def _bare_media_types(body: At) -> dict[str, At]:
    """Those of a request without their parameters: JSON in UTF-8 is what was sent all along."""
    return {bare(name): media_type for name, media_type in _media_types(body).items()}


def _required(at: At) -> str:
    return "required" if at.node.get("required") is True else "optional"


def _relation(old: str, new: str) -> str | None:
    """How an old media type lives on under a new name; None when it does not."""
    (one, was), (other, becomes) = (_parted(name) for name in (old, new))
    if one == other:
        if was == becomes:
            return "name-changed"
        return f"parameter-{'changed' if was and becomes else 'removed' if was else 'added'}"
    if _covers(other, one):
        return "name-generalized"
    return "name-specialized" if _covers(one, other) else None


def _parted(name: str) -> tuple[str, str]:
    """A media type, and its parameters."""
    bare_name, _, parameters = name.partition(";")
    return bare_name.strip().lower(), parameters.strip().lower()


def _covers(wide: str, narrow: str) -> bool:
    kind, _, subtype = wide.partition("/")
    if wide == "*/*" or (subtype == "*" and narrow.startswith(f"{kind}/")):
        return True
    if subtype.startswith("*+"):  # a suffix: `application/*+json`
        return narrow.startswith(f"{kind}/") and narrow.endswith(subtype[1:])
    return narrow.startswith(f"{kind}/") and narrow.endswith(f"+{subtype}")


def _textual(media_type: str) -> Textual:
    name = media_type.lower()
    if "json" in name or "*" in name:
        return "none"
    return "scalars" if "form" in name else "all"
