"""Split long lists into requests, by form (namespace or name) and by the batch cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .._values.json_type import JSON
from .._wire.operation_table import TABLE
from ..models.base import Model
from .references import ReferenceKind, reference_to


class BatchRequest(NamedTuple):
    """One request of a batch: the items it is for, as the caller gave them, and its body.

    When one that `is_independent` is refused, those after it are made all the same.
    """

    operation: str
    items: Sequence[Any]
    body: Mapping[str, Any]
    is_independent: bool = False


class BatchForm(NamedTuple):
    """One of the two forms of a batch: the operation, and the key of an item's identifier."""

    operation: str
    key: str


def single_request(
    resource: Model | str,
    kind: ReferenceKind,
    by_namespace: BatchForm,
    by_name: BatchForm,
    common: Mapping[str, Any] | None = None,
) -> BatchRequest:
    """Build the request for one item, in the form that its reference asks for."""
    reference = reference_to(resource, kind)
    form = by_name if reference.by_name else by_namespace
    return BatchRequest(form.operation, [resource], {**(common or {}), form.key: reference.value})


def split_batch(
    operation: str,
    items: Sequence[tuple[Any, JSON]],
    common: Mapping[str, Any] | None = None,
    *,
    key: str = "data",
) -> list[BatchRequest]:
    """Split items, each with its encoded form, into requests that respect the batch cap.

    `common` is part of every body; `key` is the property that holds the items.
    """
    size = TABLE[operation].max_items or len(items)
    chunks = (items[start : start + size] for start in range(0, len(items), size or 1))
    return [
        BatchRequest(
            operation,
            [item for item, _ in chunk],
            {**(common or {}), key: [encoded for _, encoded in chunk]},
        )
        for chunk in chunks
    ]


def split_by_form(
    resources: Iterable[Model | str],
    kind: ReferenceKind,
    by_namespace: BatchForm,
    by_name: BatchForm,
    common: Mapping[str, Any] | None = None,
) -> list[BatchRequest]:
    """Split references into the requests that take namespaces and those that take names."""
    return split_values_by_form(dict.fromkeys(resources), kind, by_namespace, by_name, common)


def split_values_by_form(
    values: Mapping[Any, str | None],
    kind: ReferenceKind,
    by_namespace: BatchForm,
    by_name: BatchForm,
    common: Mapping[str, Any] | None = None,
) -> list[BatchRequest]:
    """Do the same for references that each have a value; None stands for no value."""
    items: dict[bool, list[tuple[Any, Mapping[str, Any]]]] = {False: [], True: []}
    for resource, value in values.items():
        reference = reference_to(resource, kind)
        key = (by_name if reference.by_name else by_namespace).key
        row = {key: reference.value} if value is None else {key: reference.value, "value": value}
        items[reference.by_name].append((resource, row))
    return split_batch(by_namespace.operation, items[False], common) + split_batch(
        by_name.operation, items[True], common
    )
