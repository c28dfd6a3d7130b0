"""Which checker speaks for which keywords of a schema."""

from collections.abc import Callable, Iterator

from flochat.contract.diff.lifecycle import KEYWORDS as LIFECYCLE
from flochat.contract.diff.lifecycle import lifecycle
from flochat.contract.diff.rules import LOWER_BOUNDS, SUB_SCHEMA_MAPS, UPPER_BOUNDS
from flochat.contract.diff.schema.composition import (
    check_all_of,
    check_alternatives,
    check_discriminator,
    check_wrapping,
    is_wrapping,
)
from flochat.contract.diff.schema.objects import (
    check_additional_properties,
    check_dependent_required,
    check_prefix_items,
    check_properties,
    inner,
    named,
    whole,
)
from flochat.contract.diff.schema.pair import Child, Fact, Pair, shown
from flochat.contract.diff.schema.types import are_apart, check_null, check_types
from flochat.contract.diff.schema.values import (
    bound,
    check_enum,
    check_extensible_enum,
    check_multiple_of,
    check_pattern,
    single,
)

Checker = Callable[[Pair], Iterator[Fact | Child]]


def check(pair: Pair) -> Iterator[Fact | Child]:
    """What changed between two schemas, and what inside of them is to be compared as well."""
    yield from check_null(pair)
    if is_wrapping(pair):
        yield from check_wrapping(pair)
        return
    yield from check_types(pair)
    yield from check_all_of(pair)
    if are_apart(pair):
        return
    if pair.old.alternatives or pair.new.alternatives:
        yield from check_alternatives(pair)
    said = {**pair.old.keywords, **pair.new.keywords}
    for checker in dict.fromkeys(CHECKERS[keyword] for keyword in said if keyword in CHECKERS):
        yield from checker(pair)
    for keyword in said.keys() - _KNOWN:
        yield from _check_unknown(pair, keyword)


def _check_lifecycle(pair: Pair) -> Iterator[Fact]:
    old, new = (
        {k: schema.value(k) for k in LIFECYCLE if k in schema.keywords}
        for schema in (pair.old, pair.new)
    )
    for action, keyword, detail in lifecycle(old, new, pair.today):
        yield Fact(action, pair.where(keyword), detail)


def _check_unknown(pair: Pair, keyword: str) -> Iterator[Fact]:
    old, new = pair.old.value(keyword), pair.new.value(keyword)
    if old != new:
        yield Fact(
            "unclassified-change", pair.where(keyword), f"{keyword}: {shown(old)} -> {shown(new)}"
        )


CHECKERS: dict[str, Checker] = {
    keyword: checker
    for keywords, checker in (
        (("enum",), check_enum),
        (("const",), single("const", "const")),
        (("default",), single("default", "default-value")),
        (("x-extensible-enum",), check_extensible_enum),
        *(((keyword,), bound(keyword, name, min)) for keyword, name in UPPER_BOUNDS.items()),
        *(((keyword,), bound(keyword, name, max)) for keyword, name in LOWER_BOUNDS.items()),
        (("pattern",), check_pattern),
        (("multipleOf",), check_multiple_of),
        (("uniqueItems",), single("uniqueItems", "unique-items")),
        (
            ("contentMediaType",),
            single("contentMediaType", "content-media-type", only_changes=True),
        ),
        (("contentEncoding",), single("contentEncoding", "content-encoding", only_changes=True)),
        (("contentSchema",), inner("contentSchema", "content-schema", "[content]")),
        (("properties", "required"), check_properties),
        (("additionalProperties",), check_additional_properties),
        (("dependentRequired",), check_dependent_required),
        *(((keyword,), named(keyword, name)) for keyword, name in SUB_SCHEMA_MAPS.items()),
        (("propertyNames",), inner("propertyNames", "property-names", "[name]")),
        (
            ("unevaluatedProperties",),
            inner("unevaluatedProperties", "unevaluated-properties", "{}"),
        ),
        (("items",), inner("items", "items", "[]")),
        (("prefixItems",), check_prefix_items),
        (("contains",), inner("contains", "contains", "[contains]")),
        (("unevaluatedItems",), inner("unevaluatedItems", "unevaluated-items", "[]")),
        (("if",), whole("if", "if")),
        (("then",), inner("then", "then", "")),
        (("else",), inner("else", "else", "")),
        (("not",), whole("not", "not")),
        (("discriminator",), check_discriminator),
        (LIFECYCLE, _check_lifecycle),
    )
    for keyword in keywords
}
# Those with a checker, those that are told with a property, and those that say nothing of values.
_KNOWN = frozenset(
    {
        *CHECKERS,
        *("type", "format", "nullable", "oneOf", "anyOf", "readOnly", "writeOnly"),
        *("$id", "$schema", "$anchor", "$defs", "definitions"),
    }
)
