# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/__init__.py: edit that one.
"""The shop: what it sells, when it is open, what people have in their carts and ordered."""

from __future__ import annotations

from functools import cached_property

from ... import resources
from ...base import Resource


class ShopAPI(Resource):
    """`client.shop`: the shop of the workspace.

    Money is given as `Decimal("12.90")`, `"12.90"` or a whole number, never as a float, and
    returned as `Decimal`. Where a thing of the shop is asked for, it is the model or its id.
    """

    @cached_property
    def products(self) -> resources.ProductsAPI:
        """What the shop sells."""
        return resources.ProductsAPI(self._transport)

    @cached_property
    def variants(self) -> resources.VariantsAPI:
        """The variants of products, which have prices and stock."""
        return resources.VariantsAPI(self._transport)

    @cached_property
    def product_tags(self) -> resources.ProductTagsAPI:
        """The tags of products."""
        return resources.ProductTagsAPI(self._transport)

    @cached_property
    def product_types(self) -> resources.ProductTypesAPI:
        """The types that products are sorted by."""
        return resources.ProductTypesAPI(self._transport)

    @cached_property
    def vendors(self) -> resources.VendorsAPI:
        """The vendors of products."""
        return resources.VendorsAPI(self._transport)

    @cached_property
    def locations(self) -> resources.LocationsAPI:
        """The locations of the shop."""
        return resources.LocationsAPI(self._transport)

    @cached_property
    def business_hours(self) -> resources.BusinessHoursAPI:
        """When the shop is open."""
        return resources.BusinessHoursAPI(self._transport)

    @cached_property
    def discount_codes(self) -> resources.DiscountCodesAPI:
        """The codes that buyers type to pay less."""
        return resources.DiscountCodesAPI(self._transport)

    @cached_property
    def orders(self) -> resources.OrdersAPI:
        """What people ordered."""
        return resources.OrdersAPI(self._transport)

    @cached_property
    def carts(self) -> resources.CartsAPI:
        """What people are about to buy."""
        return resources.CartsAPI(self._transport)
