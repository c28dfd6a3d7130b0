# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/product_types.py: edit that one.
"""Types of products."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.shop import ProductTypeRef
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.shop import ProductType
from ...base import Resource
from ...pager import Pager


class ProductTypesAPI(Resource):
    """`client.shop.product_types`: the types that products have. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None) -> Pager[ProductType]:
        """All product types, or those whose name contains `name`. GET /shop/product-types

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /shop/product-types", ProductType, query=check_texts(name=name))

    def get(self, product_type: ProductTypeRef) -> ProductType:
        """One product type. Raises `NotFoundError`.

        GET /shop/product-types/{typeId}/get-info
        """
        return self._record(
            "GET /shop/product-types/{}/get-info", ProductType, id_of(product_type, ProductType)
        )

    def create(self, name: str) -> ProductType:
        """Create a product type. POST /shop/product-types/create

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.
        """
        return self._record(
            "POST /shop/product-types/create", ProductType, body={"name": check_text(name, "name")}
        )

    def update(self, product_type: ProductTypeRef, *, name: str) -> ProductType:
        """Rename a product type, and return it as it is now.

        PUT /shop/product-types/{typeId}/update
        """
        return self._record(
            "PUT /shop/product-types/{}/update",
            ProductType,
            id_of(product_type, ProductType),
            body={"name": check_text(name, "name")},
        )

    def delete(self, product_type: ProductTypeRef) -> Ack:
        """Delete a product type. DELETE /shop/product-types/{typeId}/delete"""
        return self._action(
            "DELETE /shop/product-types/{}/delete", id_of(product_type, ProductType)
        )
