"""A shop's products, discount codes, business hours and orders: references and bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, tzinfo
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from .._values.checks import (
    Money,
    bool_to_int,
    check_count,
    check_list,
    check_text,
    describe_type,
    money_to_number,
    unique_list,
)
from ..errors import InvalidArgumentError
from ..models.shop import (
    BusinessHours,
    DiscountCode,
    NewVariant,
    Order,
    Product,
    ProductTag,
    ProductType,
    ProductVendor,
    ShopLocation,
    Variant,
    Weekday,
)
from .bodies import BodySchema, clearable_text, creation_body, encode_with, update_body
from .references import id_of

#: A model of the shop, or its id.
ProductRef: TypeAlias = Product | int
VariantRef: TypeAlias = Variant | int
ProductTagRef: TypeAlias = ProductTag | int
ProductTypeRef: TypeAlias = ProductType | int
VendorRef: TypeAlias = ProductVendor | int
LocationRef: TypeAlias = ShopLocation | int
OrderRef: TypeAlias = Order | int
#: A discount code, its id, or the code that buyers type.
DiscountCodeRef: TypeAlias = DiscountCode | int | str
#: The keys of a mapping from variants to quantities.
VariantKey = TypeVar("VariantKey", bound=VariantRef)
T = TypeVar("T")

_Named: TypeAlias = ProductTag | ProductType | ProductVendor

_MAX_OPTIONS: Final = 2
_MAX_PERCENTAGE: Final = 100
#: The times that each `option` of business hours needs.
_REQUIRED_TIMES: Final[Mapping[str, Sequence[str]]] = {
    "open_1": ("start", "end"),
    "open_2": ("start", "end", "start_2", "end_2"),
}


def new_product_body(
    *, options: Sequence[str], variants: Iterable[NewVariant], **arguments: Any
) -> dict[str, Any]:
    """Build the body that creates a product, whose variants have a value for each option."""
    names, new_variants = _check_options(options, "options"), _check_variants(variants)
    if any(len(_check_options(it.options, "options")) != len(names) for it in new_variants):
        raise InvalidArgumentError(
            f"each variant must have a value for each of the product's options, here {names}"
        )
    if new_variants and not names:
        raise InvalidArgumentError("options must name what the variants differ by")
    return creation_body(PRODUCT, options=names, variants=new_variants, **arguments)


def new_discount_code_body(
    *, start_time: datetime, end_time: datetime, **arguments: Any
) -> dict[str, Any]:
    """Build the body that creates a discount code."""
    validity = update_body(DISCOUNT_CODE, start_time=start_time, end_time=end_time)
    if end_time <= start_time:
        raise InvalidArgumentError("end_time must be after start_time")
    body = creation_body(DISCOUNT_CODE, **arguments) | validity
    if "type" not in body:
        raise InvalidArgumentError(
            "a discount code must give a percentage, an amount or free_shipping"
        )
    return body


def to_wall_time(time: T, argument: str, zone: tzinfo | None) -> T | datetime:
    """Convert an aware time to what the clock shows in the client's zone; leave anything else.

    The API takes no zone, and does not document its own: without a zone of the client's, an aware
    time is refused.
    """
    if not isinstance(time, datetime) or time.utcoffset() is None:
        return time
    if zone is None:
        raise InvalidArgumentError(
            f"{argument} must be a time on the platform's own clock, whose zone is not known; "
            "pass it without tzinfo, or pass time_zone= to the client"
        )
    try:
        wall_time = time.astimezone(zone).replace(tzinfo=None, fold=0)
        is_clear = wall_time.replace(tzinfo=zone).astimezone(UTC) == time.astimezone(UTC)
    except OverflowError:
        raise InvalidArgumentError(
            f"{argument} must be a time that exists in {zone}, not {time.isoformat()}"
        ) from None
    if not is_clear:
        raise InvalidArgumentError(
            f"{argument} must not be in the hour that the clocks of {zone} show twice, for the "
            f"second time, since only what they show is sent; {time.isoformat()} is"
        )
    return wall_time


def encode_order_lines(items: Mapping[Any, int], argument: str = "items") -> list[dict[str, int]]:
    """Encode the lines of an order, a mapping from variants to quantities."""
    if not isinstance(items, Mapping) or not items:
        raise InvalidArgumentError(
            f"{argument} must map variants to quantities and must not be empty"
        )
    return [
        {"variant_id": id_of(variant, Variant), "qty": check_count(qty, "qty", minimum=1)}
        for variant, qty in items.items()
    ]


def encode_business_hours(hours: Iterable[BusinessHours]) -> list[dict[str, str]]:
    """Encode business hours, one row a day."""
    rows = [_encode_day(day) for day in check_list(hours, "hours")]
    if len({row["id"] for row in rows}) != len(rows) or not rows:
        raise InvalidArgumentError("hours must have at least one day, and each day only once")
    return rows


def variant_path_ids(variant: VariantRef, product: ProductRef | None) -> tuple[int, int]:
    """Return the ids of a product and of its variant, which the API requires together."""
    known_id = variant.product_id if isinstance(variant, Variant) else None
    owner = known_id if product is None else product
    if owner is None:
        raise InvalidArgumentError("the API requires the product of a variant; pass product=")
    return id_of(owner, Product), id_of(variant, Variant)


def _encode_name(resource: _Named | str, argument: str) -> str:
    """Return the name of a resource that the API only takes by name."""
    return check_text(resource.name or "" if isinstance(resource, _Named) else resource, argument)


def _encode_optional_name(resource: _Named | str | None, argument: str) -> str:
    return "" if resource is None else _encode_name(resource, argument)


def _encode_names(resources: Iterable[_Named | str], argument: str) -> list[str]:
    return [_encode_name(resource, argument) for resource in unique_list(resources, argument)]


def _check_options(options: Sequence[str], argument: str) -> list[str]:
    if isinstance(options, str) or not isinstance(options, Sequence):
        raise InvalidArgumentError(f"{argument} must be a list, not {describe_type(options)}")
    if len(options) > _MAX_OPTIONS:
        raise InvalidArgumentError(
            f"{argument} must have at most {_MAX_OPTIONS} items, not {len(options)}"
        )
    return [check_text(value, argument) for value in options]


def _encode_option_names(options: Sequence[str], argument: str) -> dict[str, Any]:
    names = {
        f"variant_{n}_name": name for n, name in enumerate(_check_options(options, argument), 1)
    }
    return {"use_variant": 1, **names} if names else {}


def _encode_option_values(options: Sequence[str], argument: str) -> dict[str, str]:
    return {
        f"variant_{n}_value": value for n, value in enumerate(_check_options(options, argument), 1)
    }


def _check_variants(variants: Iterable[NewVariant]) -> list[NewVariant]:
    new_variants = check_list(variants, "variants")
    for variant in new_variants:
        if not isinstance(variant, NewVariant):
            raise InvalidArgumentError(
                f"each variant must be a NewVariant, not {describe_type(variant)}"
            )
    return new_variants


def _encode_variants(variants: Iterable[NewVariant], argument: str) -> dict[str, Any]:
    rows = [creation_body(VARIANT, **attrs.asdict(variant, recurse=False)) for variant in variants]
    return {argument: rows} if rows else {}


def _check_degrees(maximum: int) -> Callable[[float, str], float]:
    def check(value: float, argument: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidArgumentError(f"{argument} must be a number of degrees, not {value!r}")
        if not -maximum <= value <= maximum:
            raise InvalidArgumentError(
                f"{argument} must be from -{maximum} to {maximum} degrees, not {value}"
            )
        return value

    return check


def _encode_local_time(local_time: datetime, argument: str) -> str:
    """Encode a wall time, as `to_wall_time` returns it."""
    if not isinstance(local_time, datetime):
        raise InvalidArgumentError(
            f"{argument} must be a datetime, not {describe_type(local_time)}"
        )
    return local_time.replace(tzinfo=None).isoformat(" ", "seconds")


def _encode_percentage(value: int, argument: str) -> dict[str, Any]:
    if check_count(value, argument, minimum=1) > _MAX_PERCENTAGE:
        raise InvalidArgumentError(f"{argument} must be at most {_MAX_PERCENTAGE}, not {value}")
    return {"type": "percentage", "discount_percentage": value}


def _encode_amount(value: Money, argument: str) -> dict[str, Any]:
    return {"type": "amount", "discount_amount": money_to_number(value, argument)}


def _encode_free_shipping(flag: bool, argument: str) -> dict[str, Any]:
    return {"type": "free_shipping"} if bool_to_int(flag, argument) else {}


def _encode_min_price(value: Money | None, argument: str) -> dict[str, Any]:
    if value is None:
        return {"min_require": "none"}
    return {"min_require": "price", "min_price": money_to_number(value, argument)}


def _encode_min_qty(value: int | None, argument: str) -> dict[str, Any]:
    if value is None:
        return {"min_require": "none"}
    return {"min_require": "qty", "min_qty": check_count(value, argument, minimum=1)}


def _encode_usage_limit(value: int | None, argument: str) -> dict[str, Any]:
    if value is None:
        return {"has_usage_limit": 0}
    return {"has_usage_limit": 1, "max_usage_count": check_count(value, argument, minimum=1)}


def _encode_day(hours: BusinessHours) -> dict[str, str]:
    if not isinstance(hours, BusinessHours):
        raise InvalidArgumentError(
            "each day must be made by BusinessHours.open_on() or closed_on(); got "
            f"{describe_type(hours)}"
        )
    if not isinstance(hours.day, Weekday) or hours.option is None:
        raise InvalidArgumentError(
            f"{hours!r} must have a Weekday and an option; make it with open_on() or closed_on()"
        )
    periods = {
        "start": hours.start,
        "end": hours.end,
        "start_2": hours.start_2,
        "end_2": hours.end_2,
    }
    times = {name: _encode_minute(at, name) for name, at in periods.items() if at is not None}
    missing = [name for name in _REQUIRED_TIMES.get(hours.option, ()) if name not in times]
    if missing:
        raise InvalidArgumentError(f"{hours!r} must have {', '.join(missing)} too")
    row = {"id": str(hours.day.value), "name": hours.day.name.title(), "option": hours.option}
    return row | times


def _encode_minute(at: time, argument: str) -> str:
    if not isinstance(at, time):
        raise InvalidArgumentError(f"{argument} must be a time, not {describe_type(at)}")
    if at.tzinfo is not None or at.second or at.microsecond:
        raise InvalidArgumentError(
            f"{argument} must be a full minute on the shop's own clock, without tzinfo, not {at}"
        )
    return at.isoformat("minutes")


VARIANT: Final[BodySchema] = {
    "options": _encode_option_values,
    "price": encode_with(money_to_number),
    "compare_price": encode_with(money_to_number),
    "qty": encode_with(check_count),
    "sku": encode_with(clearable_text),
    "barcode": encode_with(clearable_text),
    "image": encode_with(clearable_text),
    "taxable": encode_with(bool_to_int),
    "track_stock": encode_with(bool_to_int),
    "allow_no_stock_sell": encode_with(bool_to_int),
}
PRODUCT: Final[BodySchema] = {
    **VARIANT,
    "name": encode_with(check_text),
    "description": encode_with(clearable_text),
    "note": encode_with(clearable_text),
    "status": encode_with(check_text),
    "tags": encode_with(_encode_names),
    "product_type": encode_with(_encode_optional_name, "type"),
    "vendor": encode_with(_encode_optional_name),
    "options": _encode_option_names,
    "variants": _encode_variants,
}
LOCATION: Final[BodySchema] = {
    "name": encode_with(check_text),
    "address": encode_with(check_text),
    "lat": encode_with(_check_degrees(90)),
    "lng": encode_with(_check_degrees(180)),
    "note": encode_with(clearable_text),
}
DISCOUNT_CODE: Final[BodySchema] = {
    "code": encode_with(check_text),
    "start_time": encode_with(_encode_local_time),
    "end_time": encode_with(_encode_local_time),
    "percentage": _encode_percentage,
    "amount": _encode_amount,
    "free_shipping": _encode_free_shipping,
    "min_price": _encode_min_price,
    "min_qty": _encode_min_qty,
    "max_usage_count": _encode_usage_limit,
    "once_per_order": encode_with(bool_to_int),
    "one_per_customer": encode_with(bool_to_int),
}
ORDER: Final[BodySchema] = {
    "items": encode_with(encode_order_lines),
    "status": encode_with(check_text),
    **dict.fromkeys(
        (
            *("address", "suburb", "state", "postcode", "country", "note"),
            *("payment_method", "shipping_method", "reference_no", "tracking_no"),
            *("name", "email", "phone"),
        ),
        encode_with(clearable_text),
    ),
}
