"""The bill of materials of a release: a CycloneDX document of what the wheel brings along."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

_SPEC: Final = "1.6"
_ALGORITHMS: Final = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}
_LICENSE_CLASSIFIER: Final = "License :: "


def bill_of_materials(
    report: Mapping[str, Any], wheel: Path, *, extras: Iterable[str], epoch: int
) -> dict[str, Any]:
    """The document for a wheel, from the report of `pip install --dry-run --report`.

    `extras` are those that the report was made with; what only they need is optional. `epoch` is
    the Unix time of the document. The same packages make the same document.
    """
    found = {_key(item["metadata"]["name"]): item for item in report["install"]}
    (own,) = (name for name in found if _key(wheel.name.partition("-")[0]) == name)
    edges = {
        name: sorted(_needed(item, found, extras if name == own else None))
        for name, item in found.items()
    }
    required = _reachable(own, edges, set(_needed(found[own], found, ())))
    component = _component(found[own], hashlib.sha256(wheel.read_bytes()).hexdigest())
    components = [
        _component(item) | {"scope": "required" if name in required else "optional"}
        for name, item in sorted(found.items())
        if name != own
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": _SPEC,
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).isoformat().replace("+00:00", "Z"),
            "component": component,
        },
        "components": components,
        "dependencies": [
            {"ref": _purl(found[name]), "dependsOn": [_purl(found[need]) for need in needs]}
            for name, needs in sorted(edges.items())
        ],
    }
    # The same content has the same serial number.
    content = json.dumps(document, sort_keys=True)
    serial = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(content.encode()).hexdigest())
    return {"serialNumber": f"urn:uuid:{serial}"} | document


def _component(item: Mapping[str, Any], sha256: str | None = None) -> dict[str, Any]:
    metadata = item["metadata"]
    hashes = item.get("download_info", {}).get("archive_info", {}).get("hashes", {})
    if sha256 is not None:
        hashes = {"sha256": sha256}
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(item),
        "name": metadata["name"],
        "version": metadata["version"],
        "purl": _purl(item),
        "hashes": [
            {"alg": _ALGORITHMS[name], "content": value}
            for name, value in sorted(hashes.items())
            if name in _ALGORITHMS
        ],
    }
    if metadata.get("summary"):
        component["description"] = metadata["summary"]
    if licenses := _licenses(metadata):
        component["licenses"] = licenses
    return component


def _licenses(metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
    if expression := metadata.get("license_expression"):
        return [{"expression": expression}]
    names = [
        classifier.rpartition(" :: ")[2]
        for classifier in metadata.get("classifier", [])
        if classifier.startswith(_LICENSE_CLASSIFIER)
    ]
    text = metadata.get("license") or ""
    if not names and text and "\n" not in text:
        names = [text]
    return [{"license": {"name": name}} for name in names]


def _needed(
    item: Mapping[str, Any], found: Mapping[str, Any], extras: Iterable[str] | None
) -> Iterator[str]:
    """What a package needs of what was found; `extras` instead of those that were asked for."""
    asked = [*(item.get("requested_extras", []) if extras is None else extras), ""]
    for line in item["metadata"].get("requires_dist", []):
        requirement = Requirement(line)
        marker = requirement.marker
        is_needed = marker is None or any(marker.evaluate({"extra": extra}) for extra in asked)
        if is_needed and _key(requirement.name) in found:
            yield _key(requirement.name)


def _reachable(own: str, edges: Mapping[str, Iterable[str]], first: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(first - {own})
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += edges[name]
    return reached


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _purl(item: Mapping[str, Any]) -> str:
    metadata = item["metadata"]
    return f"pkg:pypi/{_key(metadata['name'])}@{metadata['version']}"
