# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/__init__.py: edit that one.
"""The shop: what it sells, when it is open, what people have in their carts and ordered."""

from __future__ import annotations

from functools import cached_property

from ...base import Resource
from .business_hours import BusinessHoursAPI
from .carts import CartsAPI
from .discount_codes import DiscountCodesAPI
from .locations import LocationsAPI
from .orders import OrdersAPI
from .product_tags import ProductTagsAPI
from .product_types import ProductTypesAPI
from .products import ProductsAPI
from .variants import VariantsAPI
from .vendors import VendorsAPI


class ShopAPI(Resource):
    """`client.shop`: the shop of the workspace.

    Money is given as `Decimal("12.90")`, `"12.90"` or a whole number, never as a float, and
    returned as `Decimal`. Where a thing of the shop is asked for, it is the model or its id.
    """

    @cached_property
    def products(self) -> ProductsAPI:
        """What the shop sells."""
        return ProductsAPI(self._transport)

    @cached_property
    def variants(self) -> VariantsAPI:
        """The variants of products, which have prices and stock."""
        return VariantsAPI(self._transport)

    @cached_property
    def product_tags(self) -> ProductTagsAPI:
        """The tags of products."""
        return ProductTagsAPI(self._transport)

    @cached_property
    def product_types(self) -> ProductTypesAPI:
        """The types that products are sorted by."""
        return ProductTypesAPI(self._transport)

    @cached_property
    def vendors(self) -> VendorsAPI:
        """The vendors of products."""
        return VendorsAPI(self._transport)

    @cached_property
    def locations(self) -> LocationsAPI:
        """The locations of the shop."""
        return LocationsAPI(self._transport)

    @cached_property
    def business_hours(self) -> BusinessHoursAPI:
        """When the shop is open."""
        return BusinessHoursAPI(self._transport)

    @cached_property
    def discount_codes(self) -> DiscountCodesAPI:
        """The codes that buyers type to pay less."""
        return DiscountCodesAPI(self._transport)

    @cached_property
    def orders(self) -> OrdersAPI:
        """What people ordered."""
        return OrdersAPI(self._transport)

    @cached_property
    def carts(self) -> CartsAPI:
        """What people are about to buy."""
        return CartsAPI(self._transport)
