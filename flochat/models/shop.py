"""The shop: products, discount codes, business hours, carts and orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from enum import IntEnum
from typing import ClassVar, Literal, TypeAlias

from attrs import field, frozen

from .._values.checks import Money
from .._values.json_type import JSON
from .._values.readers import read_int
from .base import Model, model

#: The status of an order; the service may know more than these.
OrderStatus: TypeAlias = (
    Literal["paid", "ordered", "processing", "shipped", "completed", "cancelled", "refunded"] | str
)
#: The shipping method of an order; the service may know more than these.
ShippingMethod: TypeAlias = Literal["pickup", "delivery"] | str


@model
class Variant(Model):
    """A variant of a product, which has a price and a stock and is added to carts.

    `option_1_value` is its value of the product's first option: "blue" for a colour, for example. A
    variant within its product also has the names of the options and the product's `name` and
    `desc`, but lacks `qty` and the flags, which `variants.get` returns.
    """

    id: int | None = None
    product_id: int | None = None
    name: str | None = None
    desc: str | None = None
    image: str | None = None
    option_1: str | None = None
    option_1_value: str | None = field(
        default=None, metadata={"wire": ("option_1_value", "variant_1_value")}
    )
    option_2: str | None = None
    option_2_value: str | None = field(
        default=None, metadata={"wire": ("option_2_value", "variant_2_value")}
    )
    price: Decimal | None = None
    compare_price: Decimal | None = None
    sku: str | None = None
    barcode: str | None = None
    qty: int | None = None
    track_stock: bool | None = None
    allow_no_stock_sell: bool | None = None
    taxable: bool | None = None
    display_order: int | None = None


@model
class Product(Model):
    """A product with its variants; `type` and `vendor` are names, `total_qty` is the stock."""

    id: int | None = None
    name: str | None = None
    description: str | None = None
    image: str | None = None
    type: str | None = None
    vendor: str | None = None
    use_variant: bool | None = None
    track_stock: bool | None = None
    total_qty: int | None = None
    num_of_variants: int | None = None
    variants: tuple[Variant, ...] = ()


@frozen(kw_only=True)
class NewVariant:
    """A variant to create with its product: `products.create(..., variants=[...])`.

    `options` are the values of the product's options in their order, `("blue", "large")`. `price`
    and `compare_price` are a `Decimal`, an int or a string; `qty` is the stock; `image` is a URL.
    """

    options: Sequence[str]
    price: Money | None = None
    compare_price: Money | None = None
    qty: int | None = None
    sku: str | None = None
    barcode: str | None = None
    image: str | None = None
    taxable: bool | None = None
    track_stock: bool | None = None
    allow_no_stock_sell: bool | None = None


@model
class ProductTag(Model):
    """A tag of products; it is unrelated to the tags of subscribers."""

    id: int | None = None
    name: str | None = None


@model
class ProductType(Model):
    """A type of products."""

    id: int | None = None
    name: str | None = None


@model
class ProductVendor(Model):
    """A vendor of products."""

    id: int | None = None
    name: str | None = None


@model
class ShopLocation(Model):
    """A location of the shop; `lat` and `lng` are in degrees."""

    id: int | None = None
    name: str | None = None
    address: str | None = None
    lat: float | None = None
    lng: float | None = None
    note: str | None = None


class Weekday(IntEnum):
    """A day of the week, numbered as by `date.isoweekday()`."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


#: The times at which the shop opens and closes.
Period: TypeAlias = tuple[time, time]


def _read_weekday(value: JSON) -> Weekday | None:
    number = read_int(value)
    return Weekday(number) if number in tuple(Weekday) else None


@model
class BusinessHours(Model):
    """When the shop is open on one day of the week, in the shop's local time.

    `option` is "open" (all day), "close" (not at all), "open_1" (from `start` to `end`), "open_2"
    (from `start_2` to `end_2` too), or one that the service has added since. `open_on` and
    `closed_on` build the days to `update` the shop with. `name` is what the service calls the day;
    it is ignored in comparisons.
    """

    _identity: ClassVar[str] = "day"
    day: Weekday | None = field(default=None, metadata={"wire": "id", "read": _read_weekday})
    name: str | None = field(default=None, eq=False)
    option: str | None = None
    start: time | None = None
    end: time | None = None
    start_2: time | None = None
    end_2: time | None = None

    @classmethod
    def closed_on(cls, day: Weekday) -> BusinessHours:
        """Build a day on which the shop is closed."""
        return cls(day=day, option="close")

    @classmethod
    def open_on(
        cls, day: Weekday, first: Period | None = None, second: Period | None = None
    ) -> BusinessHours:
        """Build a day with one or two periods, `(time(9), time(17))`; without any, open all day."""
        start, end = first or (None, None)
        start_2, end_2 = second or (None, None)
        option = "open_2" if second else "open_1" if first else "open"
        return cls(day=day, option=option, start=start, end=end, start_2=start_2, end_2=end_2)


@model
class DiscountCode(Model):
    """A code that buyers enter to pay less.

    `type` is "percentage", "amount" or "free_shipping"; `min_require` is "none", "price" or "qty";
    the service may have added others since. Both times are in the client's `time_zone`, and
    naive without one, as the platform's own clock shows them.
    """

    id: int | None = None
    code: str | None = None
    summary: str | None = None
    type: str | None = None
    percentage: int | None = field(default=None, metadata={"wire": "discount_percentage"})
    amount: Decimal | None = field(default=None, metadata={"wire": "discount_amount"})
    start_time: datetime | None = None
    end_time: datetime | None = None
    min_require: str | None = None
    min_price: Decimal | None = None
    min_qty: int | None = None
    has_usage_limit: bool | None = None
    max_usage_count: int | None = None
    once_per_order: bool | None = None
    one_per_customer: bool | None = None


@model
class Order(Model):
    """An order. A list has its `status` and `currency`, `orders.get` has its `num_of_items`."""

    id: int | None = None
    status: str | None = None
    currency: str | None = None
    total_price: Decimal | None = field(default=None, metadata={"wire": ("total_price", "total")})
    num_of_items: int | None = None


@model
class CartItem(Model):
    """One variant in a cart; whether `id` is that of the variant is not documented."""

    id: int | None = None
    product_id: int | None = None
    name: str | None = None
    desc: str | None = None
    image: str | None = None
    qty: int | None = field(default=None, metadata={"wire": "num"})
    price: Decimal | None = None
    compare_price: Decimal | None = None
    subtotal: Decimal | None = None
    currency: str | None = None


@model
class Cart(Model):
    """A subscriber's cart; `num_of_items` is the sum of the quantities.

    Times are in the client's `time_zone`, and naive without one.
    """

    id: int | None = None
    items: tuple[CartItem, ...] = ()
    num_of_items: int | None = None
    total_price: Decimal | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
