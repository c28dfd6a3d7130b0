"""What a shop's products, codes, hours and orders look like on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
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
#: What a mapping from variants to quantities may have for keys.
VariantKey = TypeVar("VariantKey", bound=VariantRef)

_Named: TypeAlias = ProductTag | ProductType | ProductVendor

_MOST_OPTIONS: Final = 2
#: The times that an opening of that kind needs.
_TIMES: Final[Mapping[str, Sequence[str]]] = {
    "open_1": ("start", "end"),
    "open_2": ("start", "end", "start_2", "end_2"),
}


def new_product_body(
    *, options: Sequence[str], variants: Iterable[NewVariant], **given: Any
) -> dict[str, Any]:
    """The body that makes a product, whose variants have a value for each of its options."""
    names, made = _values(options, "options"), _new_variants(variants)
    if any(len(_values(variant.options, "options")) != len(names) for variant in made):
        raise InvalidArgumentError(
            f"each variant has a value for each of the product's options, here {names}"
        )
    if made and not names:
        raise InvalidArgumentError("options say what the variants differ by")
    return creation_body(PRODUCT, options=names, variants=made, **given)


def new_discount_code_body(
    *, start_time: datetime, end_time: datetime, **given: Any
) -> dict[str, Any]:
    """The body that makes a discount code, which gives something for a while."""
    while_valid = update_body(DISCOUNT_CODE, start_time=start_time, end_time=end_time)
    if end_time <= start_time:
        raise InvalidArgumentError("end_time is not after start_time")
    body = creation_body(DISCOUNT_CODE, **given) | while_valid
    if "type" not in body:
        raise InvalidArgumentError("a discount code gives a percentage, an amount or free_shipping")
    return body


def encode_order_lines(items: Mapping[Any, int], what: str = "items") -> list[dict[str, int]]:
    """What is ordered, from variants to quantities."""
    if not isinstance(items, Mapping) or not items:
        raise InvalidArgumentError(
            f"{what} go from variants to quantities, and are one at the least"
        )
    return [
        {"variant_id": id_of(variant, Variant), "qty": check_count(qty, "a quantity", minimum=1)}
        for variant, qty in items.items()
    ]


def encode_business_hours(hours: Iterable[BusinessHours]) -> list[dict[str, str]]:
    """Opening hours, a row for each day."""
    rows = [_day(of_day) for of_day in check_list(hours, "hours")]
    if len({row["id"] for row in rows}) != len(rows) or not rows:
        raise InvalidArgumentError("hours are given for a day or more, and once for each")
    return rows


def variant_path_ids(variant: VariantRef, product: ProductRef | None) -> tuple[int, int]:
    """The ids of a product and of its variant, which the API asks for together."""
    known = variant.product_id if isinstance(variant, Variant) else None
    owner = known if product is None else product
    if owner is None:
        raise InvalidArgumentError("a variant is found by its product too: give product=")
    return id_of(owner, Product), id_of(variant, Variant)


# --- from arguments to entries of a body --------------------------------------------------------


def _name(thing: _Named | str, what: str) -> str:
    """The name of what the API takes by name alone."""
    return check_text(thing.name or "" if isinstance(thing, _Named) else thing, what)


def _name_or_none(thing: _Named | str | None, what: str) -> str:
    return "" if thing is None else _name(thing, what)


def _names(things: Iterable[_Named | str], what: str) -> list[str]:
    return [_name(thing, what) for thing in unique_list(things, what)]


def _values(options: Sequence[str], what: str) -> list[str]:
    if isinstance(options, str) or not isinstance(options, Sequence):
        raise InvalidArgumentError(f"{what} is a list, not {describe_type(options)}")
    if len(options) > _MOST_OPTIONS:
        raise InvalidArgumentError(f"{what} are {_MOST_OPTIONS} at the most")
    return [check_text(value, what) for value in options]


def _option_names(options: Sequence[str], what: str) -> dict[str, Any]:
    names = {f"variant_{n}_name": name for n, name in enumerate(_values(options, what), 1)}
    return {"use_variant": 1, **names} if names else {}


def _option_values(options: Sequence[str], what: str) -> dict[str, str]:
    return {f"variant_{n}_value": value for n, value in enumerate(_values(options, what), 1)}


def _new_variants(variants: Iterable[NewVariant]) -> list[NewVariant]:
    made = check_list(variants, "variants")
    for variant in made:
        if not isinstance(variant, NewVariant):
            raise InvalidArgumentError(
                f"variants are NewVariant objects, not {describe_type(variant)}"
            )
    return made


def _variants(variants: Iterable[NewVariant], what: str) -> dict[str, Any]:
    made = [creation_body(VARIANT, **attrs.asdict(variant, recurse=False)) for variant in variants]
    return {what: made} if made else {}


def _degrees(most: int) -> Callable[[float, str], float]:
    def check(value: float, what: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidArgumentError(f"{what} is a number of degrees, not {value!r}")
        if not -most <= value <= most:
            raise InvalidArgumentError(f"{what} is from -{most} to {most} degrees, not {value}")
        return value

    return check


def _wall_clock(moment: datetime, what: str) -> str:
    """A time without a zone, since the wire has none and nobody knows which the service means."""
    if not isinstance(moment, datetime):
        raise InvalidArgumentError(f"{what} is a datetime, not {describe_type(moment)}")
    if moment.tzinfo is not None:
        raise InvalidArgumentError(
            f"{what} is a time on the platform's own clock, whose zone is not known: give it "
            "without tzinfo"
        )
    return moment.isoformat(" ", "seconds")


def _percentage(value: int, what: str) -> dict[str, Any]:
    if check_count(value, what, minimum=1) > 100:
        raise InvalidArgumentError(f"{what} is 100 at the most, not {value}")
    return {"type": "percentage", "discount_percentage": value}


def _amount_off(value: Money, what: str) -> dict[str, Any]:
    return {"type": "amount", "discount_amount": money_to_number(value, what)}


def _free_shipping(flag: bool, what: str) -> dict[str, Any]:
    return {"type": "free_shipping"} if bool_to_int(flag, what) else {}


def _least_price(value: Money | None, what: str) -> dict[str, Any]:
    if value is None:
        return {"min_require": "none"}
    return {"min_require": "price", "min_price": money_to_number(value, what)}


def _least_qty(value: int | None, what: str) -> dict[str, Any]:
    if value is None:
        return {"min_require": "none"}
    return {"min_require": "qty", "min_qty": check_count(value, what, minimum=1)}


def _usage_limit(value: int | None, what: str) -> dict[str, Any]:
    if value is None:
        return {"has_usage_limit": 0}
    return {"has_usage_limit": 1, "max_usage_count": check_count(value, what, minimum=1)}


def _day(hours: BusinessHours) -> dict[str, str]:
    if not isinstance(hours, BusinessHours):
        raise InvalidArgumentError(
            f"make hours with BusinessHours.open_on() or closed_on(); got {describe_type(hours)}"
        )
    if not isinstance(hours.day, Weekday) or hours.option is None:
        raise InvalidArgumentError(f"{hours!r} does not say when the shop is open on which Weekday")
    given = {
        "start": hours.start,
        "end": hours.end,
        "start_2": hours.start_2,
        "end_2": hours.end_2,
    }
    times = {name: _minute(moment, name) for name, moment in given.items() if moment is not None}
    missing = [name for name in _TIMES.get(hours.option, ()) if name not in times]
    if missing:
        raise InvalidArgumentError(f"{hours!r} lacks {', '.join(missing)}")
    day = {"id": str(hours.day.value), "name": hours.day.name.title(), "option": hours.option}
    return day | times


def _minute(moment: time, what: str) -> str:
    if not isinstance(moment, time):
        raise InvalidArgumentError(f"{what} is a time, not {describe_type(moment)}")
    if moment.tzinfo is not None or moment.second or moment.microsecond:
        raise InvalidArgumentError(f"{what} is a full minute on the shop's own clock, not {moment}")
    return moment.isoformat("minutes")


VARIANT: Final[BodySchema] = {
    "options": _option_values,
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
    "tags": encode_with(_names),
    "product_type": encode_with(_name_or_none, "type"),
    "vendor": encode_with(_name_or_none),
    "options": _option_names,
    "variants": _variants,
}
LOCATION: Final[BodySchema] = {
    "name": encode_with(check_text),
    "address": encode_with(check_text),
    "lat": encode_with(_degrees(90)),
    "lng": encode_with(_degrees(180)),
    "note": encode_with(clearable_text),
}
DISCOUNT_CODE: Final[BodySchema] = {
    "code": encode_with(check_text),
    "start_time": encode_with(_wall_clock),
    "end_time": encode_with(_wall_clock),
    "percentage": _percentage,
    "amount": _amount_off,
    "free_shipping": _free_shipping,
    "min_price": _least_price,
    "min_qty": _least_qty,
    "max_usage_count": _usage_limit,
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
