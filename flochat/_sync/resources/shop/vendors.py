# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/vendors.py: edit that one.
"""Vendors of products."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.shop import VendorRef
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.shop import ProductVendor
from ...base import Resource
from ...pager import Pager


class VendorsAPI(Resource):
    """`client.shop.vendors`: the vendors of products. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None) -> Pager[ProductVendor]:
        """List the vendors, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/product-vendors
        """
        return self._list("GET /shop/product-vendors", ProductVendor, query=check_texts(name=name))

    def get(self, vendor: VendorRef) -> ProductVendor:
        """Return one vendor; `vendor` is a `ProductVendor` or its id. Raises `NotFoundError`.

        GET /shop/product-vendors/{vendorId}/get-info
        """
        return self._record(
            "GET /shop/product-vendors/{}/get-info", ProductVendor, id_of(vendor, ProductVendor)
        )

    def create(self, name: str) -> ProductVendor:
        """Create a vendor called `name`.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /shop/product-vendors/create
        """
        return self._record(
            "POST /shop/product-vendors/create",
            ProductVendor,
            body={"name": check_text(name, "name")},
        )

    def update(self, vendor: VendorRef, *, name: str) -> ProductVendor:
        """Rename `vendor`, a `ProductVendor` or its id, to `name`, and return it as it is now.

        PUT /shop/product-vendors/{vendorId}/update
        """
        return self._record(
            "PUT /shop/product-vendors/{}/update",
            ProductVendor,
            id_of(vendor, ProductVendor),
            body={"name": check_text(name, "name")},
        )

    def delete(self, vendor: VendorRef) -> Ack:
        """Delete `vendor`, a `ProductVendor` or its id.

        DELETE /shop/product-vendors/{vendorId}/delete
        """
        return self._action("DELETE /shop/product-vendors/{}/delete", id_of(vendor, ProductVendor))
