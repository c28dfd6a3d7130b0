"""Compares security requirements, and the schemes that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .model import Finding
from .operation import OperationPair
from .schema.pair import compare_keys, shown
from .source import At
from .work import Work, by_rule, describe

# The keys of a scheme that say how credentials travel.
_CREDENTIALS: Final = ("scheme", "in", "name")
_URLS: Final = {
    "authorizationUrl": "api-security-component-oauth-url-changed",
    "tokenUrl": "api-security-component-oauth-token-url-changed",
}


def check_global_security(work: Work) -> Iterator[Finding]:
    """The requirements of all operations that have none of their own."""
    yield from _check_requirements("api-global-security", None, work.old.root, work.new.root)


def check_operation_security(_work: Work, pair: OperationPair) -> Iterator[Finding]:
    """The requirements of an operation of its own."""
    yield from _check_requirements("api-security", pair.name, pair.old.at, pair.new.at)


def check_security_schemes(work: Work) -> Iterator[Finding]:
    """The schemes that requirements can name."""
    sides = (
        (s, s.root.get("components", {}).get("securitySchemes", {})) for s in (work.old, work.new)
    )
    old, new = ({name: s.follow(at) for name, at in schemes.members()} for s, schemes in sides)
    kind = "api-security-component"
    removed, added, common = compare_keys(old, new)
    for name in removed:
        yield by_rule(
            f"{kind}-removed", None, old[name].pointer, describe(_scheme(name), "removed")
        )
    for name in added:
        yield by_rule(f"{kind}-added", None, new[name].pointer, describe(_scheme(name), "added"))
    for name in common:
        yield from _check_scheme(_scheme(name), old[name], new[name])


def _check_requirements(kind: str, operation: str | None, old: At, new: At) -> Iterator[Finding]:
    before, after = _requirements(old), _requirements(new)
    removed, added, common = compare_keys(before, after)
    for names in removed:
        text = describe(f"security {names}", "removed")
        yield by_rule(f"{kind}-removed", operation, before[names].pointer, text)
    for names in added:
        text = describe(f"security {names}", "added")
        yield by_rule(f"{kind}-added", operation, after[names].pointer, text)
    for names in common:
        lost, gained, _ = compare_keys(_scopes(before[names]), _scopes(after[names]))
        for action, scopes in (("removed", lost), ("added", gained)):
            for scope in scopes:
                text = describe(f"security {names}", f"scope-{action}", shown(scope))
                location = (before if action == "removed" else after)[names].pointer
                yield by_rule(f"{kind}-scope-{action}", operation, location, text)


def _requirements(owner: At) -> dict[str, At]:
    """The alternatives, by the schemes that each of them requires."""
    return {
        " and ".join(sorted(at.node)) or "none": at for at in owner.get("security", []).elements()
    }


def _scopes(requirement: At) -> dict[str, Any]:
    return {
        str(scope): scheme
        for scheme in requirement.node
        for scope in requirement.get(scheme, []).node
    }


def _check_scheme(subject: str, old: At, new: At) -> Iterator[Finding]:
    kind = "api-security-component"
    before, after = old.node, new.node
    if before.get("type") != after.get("type"):
        detail = f"{before.get('type')} -> {after.get('type')}"
        text = describe(subject, "type-changed", detail)
        yield by_rule(f"{kind}-type-changed", None, new.get("type").pointer, text)
        return
    for key in _CREDENTIALS:
        if before.get(key) != after.get(key):
            detail = f"{key} {shown(before.get(key))} -> {shown(after.get(key))}"
            text = describe(subject, "credentials-changed", detail)
            yield by_rule(f"{kind}-credentials-changed", None, new.get(key).pointer, text)
    flows = old.get("flows", {}), new.get("flows", {})
    for name in flows[0].node:
        if name in flows[1].node:
            yield from _check_flow(
                f"{subject} {name}", flows[0].get(name, {}), flows[1].get(name, {})
            )


def _check_flow(subject: str, old: At, new: At) -> Iterator[Finding]:
    for key, identity in _URLS.items():
        if old.node.get(key) != new.node.get(key):
            detail = f"{shown(old.node.get(key))} -> {shown(new.node.get(key))}"
            yield by_rule(
                identity, None, new.get(key).pointer, describe(subject, "url-changed", detail)
            )
    before, after = old.get("scopes", {}), new.get("scopes", {})
    removed, added, common = compare_keys(before.node, after.node)
    changed = [scope for scope in common if before.node[scope] != after.node[scope]]
    for action, scopes, side in (
        ("removed", removed, before),
        ("added", added, after),
        ("changed", changed, after),
    ):
        for scope in scopes:
            text = describe(subject, f"scope-{action}", shown(scope))
            identity = f"api-security-component-oauth-scope-{action}"
            yield by_rule(identity, None, side.child(scope).pointer, text)


def _scheme(name: str) -> str:
    return f"security scheme {shown(name)}"
