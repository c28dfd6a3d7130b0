"""The shop: what it sells, when it is open, what people have in their carts and ordered."""

from __future__ import annotations

from functools import cached_property

from ...base import AsyncResource
from .business_hours import AsyncBusinessHoursAPI
from .carts import AsyncCartsAPI
from .discount_codes import AsyncDiscountCodesAPI
from .locations import AsyncLocationsAPI
from .orders import AsyncOrdersAPI
from .product_tags import AsyncProductTagsAPI
from .product_types import AsyncProductTypesAPI
from .products import AsyncProductsAPI
from .variants import AsyncVariantsAPI
from .vendors import AsyncVendorsAPI


class AsyncShopAPI(AsyncResource):
    """`client.shop`: the shop of the workspace.

    Money is given as `Decimal("12.90")`, `"12.90"` or a whole number, never as a float, and
    returned as `Decimal`. Where a thing of the shop is asked for, it is the model or its id.
    """

    @cached_property
    def products(self) -> AsyncProductsAPI:
        """What the shop sells."""
        return AsyncProductsAPI(self._transport)

    @cached_property
    def variants(self) -> AsyncVariantsAPI:
        """The variants of products, which have prices and stock."""
        return AsyncVariantsAPI(self._transport)

    @cached_property
    def product_tags(self) -> AsyncProductTagsAPI:
        """The tags of products."""
        return AsyncProductTagsAPI(self._transport)

    @cached_property
    def product_types(self) -> AsyncProductTypesAPI:
        """The types that products are sorted by."""
        return AsyncProductTypesAPI(self._transport)

    @cached_property
    def vendors(self) -> AsyncVendorsAPI:
        """The vendors of products."""
        return AsyncVendorsAPI(self._transport)

    @cached_property
    def locations(self) -> AsyncLocationsAPI:
        """The locations of the shop."""
        return AsyncLocationsAPI(self._transport)

    @cached_property
    def business_hours(self) -> AsyncBusinessHoursAPI:
        """When the shop is open."""
        return AsyncBusinessHoursAPI(self._transport)

    @cached_property
    def discount_codes(self) -> AsyncDiscountCodesAPI:
        """The codes that buyers type to pay less."""
        return AsyncDiscountCodesAPI(self._transport)

    @cached_property
    def orders(self) -> AsyncOrdersAPI:
        """What people ordered."""
        return AsyncOrdersAPI(self._transport)

    @cached_property
    def carts(self) -> AsyncCartsAPI:
        """What people are about to buy."""
        return AsyncCartsAPI(self._transport)
