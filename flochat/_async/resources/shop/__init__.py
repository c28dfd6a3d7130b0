"""The shop: what it sells, when it is open, what people have in their carts and ordered."""

from __future__ import annotations

from functools import cached_property

from ... import resources
from ...base import AsyncResource


class AsyncShopAPI(AsyncResource):
    """`client.shop`: the shop of the workspace.

    Money is given as `Decimal("12.90")`, `"12.90"` or a whole number, never as a float, and
    returned as `Decimal`. Where a thing of the shop is asked for, it is the model or its id.
    """

    @cached_property
    def products(self) -> resources.AsyncProductsAPI:
        """What the shop sells."""
        return resources.AsyncProductsAPI(self._transport)

    @cached_property
    def variants(self) -> resources.AsyncVariantsAPI:
        """The variants of products, which have prices and stock."""
        return resources.AsyncVariantsAPI(self._transport)

    @cached_property
    def product_tags(self) -> resources.AsyncProductTagsAPI:
        """The tags of products."""
        return resources.AsyncProductTagsAPI(self._transport)

    @cached_property
    def product_types(self) -> resources.AsyncProductTypesAPI:
        """The types that products are sorted by."""
        return resources.AsyncProductTypesAPI(self._transport)

    @cached_property
    def vendors(self) -> resources.AsyncVendorsAPI:
        """The vendors of products."""
        return resources.AsyncVendorsAPI(self._transport)

    @cached_property
    def locations(self) -> resources.AsyncLocationsAPI:
        """The locations of the shop."""
        return resources.AsyncLocationsAPI(self._transport)

    @cached_property
    def business_hours(self) -> resources.AsyncBusinessHoursAPI:
        """When the shop is open."""
        return resources.AsyncBusinessHoursAPI(self._transport)

    @cached_property
    def discount_codes(self) -> resources.AsyncDiscountCodesAPI:
        """The codes that buyers type to pay less."""
        return resources.AsyncDiscountCodesAPI(self._transport)

    @cached_property
    def orders(self) -> resources.AsyncOrdersAPI:
        """What people ordered."""
        return resources.AsyncOrdersAPI(self._transport)

    @cached_property
    def carts(self) -> resources.AsyncCartsAPI:
        """What people are about to buy."""
        return resources.AsyncCartsAPI(self._transport)
