"""Compares security requirements, and the schemes that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .model import Finding, Level
from .operation import Operation, OperationPair, operations
from .schema.pair import compare_keys, shown
from .source import At, Source
from .work import Work, by_rule, describe

_KIND: Final = "api-security-component"
_OWN: Final = "security"
# What is looked at in a scheme that keeps its type.
_DETAILS: Final = {
    "in": f"{_KIND}-api-key-in-changed",
    "name": f"{_KIND}-api-key-name-changed",
    "scheme": f"{_KIND}-http-scheme-changed",
    "bearerFormat": f"{_KIND}-bearer-format-changed",
    "openIdConnectUrl": f"{_KIND}-openid-connect-url-changed",
}
_URLS: Final = {
    "authorizationUrl": f"{_KIND}-oauth-url-changed",
    "tokenUrl": f"{_KIND}-oauth-token-url-changed",
    "refreshUrl": f"{_KIND}-oauth-refresh-url-changed",
}
_ANONYMOUS: Final = ""


def check_operation_security(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """What an operation demands: the alternatives in force, its own or inherited ones.

    Inherited ones that are written out are no change. For a webhook the receiver decides.
    """
    if not pair.new.is_incoming:
        old, new = _in_force(work.old, pair.old), _in_force(work.new, pair.new)
        yield from _check_requirements("api-security", pair.name, old, new)


def check_global_security(work: Work) -> Iterator[Finding]:
    """The requirements at the top that no operation inherits; any other is told with those."""
    sides = [(source, operations(source).values()) for source in (work.old, work.new)]
    if any(_OWN not in one.at.node for _, side in sides for one in side):
        return
    old, new = (source.root.get(_OWN, []) for source, _ in sides)
    for finding in _check_requirements("api-global-security", None, old, new):
        yield finding._replace(level=Level.INFO)


def check_security_schemes(work: Work) -> Iterator[Finding]:
    """The schemes that requirements can name."""
    sides = (
        (s, s.root.get("components", {}).get("securitySchemes", {})) for s in (work.old, work.new)
    )
    old, new = ({name: s.follow(at) for name, at in schemes.members()} for s, schemes in sides)
    removed, added, common = compare_keys(old, new)
    for name in removed:
        yield by_rule(
            f"{_KIND}-removed", None, old[name].pointer, describe(_scheme(name), "removed")
        )
    for name in added:
        yield by_rule(f"{_KIND}-added", None, new[name].pointer, describe(_scheme(name), "added"))
    for name in common:
        yield from _check_scheme(_scheme(name), old[name], new[name])


def _in_force(source: Source, operation: Operation) -> At:
    owner = operation.at if _OWN in operation.at.node else source.root
    return owner.get(_OWN, [])


def _check_requirements(kind: str, operation: str | None, old: At, new: At) -> Iterator[Finding]:
    before, after = _alternatives(old), _alternatives(new)
    removed, added, common = compare_keys(before, after)
    if _ANONYMOUS in removed or _ANONYMOUS in added:  # which is told, for it outweighs the others
        removed, added = ([_ANONYMOUS] if _ANONYMOUS in names else [] for names in (removed, added))
    for names in removed:
        yield _requirement(kind, "removed", operation, names, before[names])
    for names in added:
        yield _requirement(kind, "added", operation, names, after[names])
    for names in common:
        lost, gained, _ = compare_keys(_scopes(before[names]), _scopes(after[names]))
        for action, scopes in (("removed", lost), ("added", gained)):
            for scope in scopes:
                text = describe(f"security {names}", f"scope-{action}", shown(scope))
                location = (before if action == "removed" else after)[names].pointer
                yield by_rule(f"{kind}-scope-{action}", operation, location, text)


def _requirement(
    kind: str, action: str, operation: str | None, names: str, alternative: At
) -> Finding:
    if names == _ANONYMOUS and operation is not None:
        identity, subject = f"{kind}-anonymous-access-{action}", "access without credentials"
    else:
        identity, subject = f"{kind}-{action}", f"security {names or 'none'}"
    return by_rule(identity, operation, alternative.pointer, describe(subject, action))


def _alternatives(security: At) -> dict[str, At]:
    """The alternatives by the schemes that each requires; without any, access is anonymous."""
    named = {" and ".join(sorted(at.node)): at for at in security.elements()}
    return named or {_ANONYMOUS: security}


def _scopes(requirement: At) -> dict[str, Any]:
    return {
        str(scope): scheme
        for scheme in requirement.node
        for scope in requirement.get(scheme, []).node
    }


def _check_scheme(subject: str, old: At, new: At) -> Iterator[Finding]:
    before, after = old.node, new.node
    if before.get("type") != after.get("type"):
        detail = f"{before.get('type')} -> {after.get('type')}"
        text = describe(subject, "type-changed", detail)
        yield by_rule(f"{_KIND}-type-changed", None, new.get("type").pointer, text)
        return
    yield from _check_keys(subject, _DETAILS, old, new)
    flows = old.get("flows", {}), new.get("flows", {})
    for name in flows[0].node:
        if name in flows[1].node:
            yield from _check_flow(
                f"{subject} {name}", flows[0].get(name, {}), flows[1].get(name, {})
            )


def _check_keys(subject: str, identities: Mapping[str, str], old: At, new: At) -> Iterator[Finding]:
    for key, identity in identities.items():
        before, after = old.node.get(key), new.node.get(key)
        if _folded(key, before) != _folded(key, after):
            detail = f"{key} {shown(before)} -> {shown(after)}"
            location = (new if key in new.node else old).get(key).pointer
            yield by_rule(identity, None, location, describe(subject, "changed", detail))


def _folded(key: str, value: Any) -> Any:
    """A value as it is compared: the schemes of HTTP ignore case."""
    return value.lower() if key == "scheme" and isinstance(value, str) else value


def _check_flow(subject: str, old: At, new: At) -> Iterator[Finding]:
    yield from _check_keys(subject, _URLS, old, new)
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
            identity = f"{_KIND}-oauth-scope-{action}"
            yield by_rule(identity, None, side.child(scope).pointer, text)


def _scheme(name: str) -> str:
    return f"security scheme {shown(name)}"
