"""Types of products."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.shop import ProductTypeRef
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.shop import ProductType
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncProductTypesAPI(AsyncResource):
    """`client.shop.product_types`: the types that products have. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None) -> AsyncPager[ProductType]:
        """All product types, or those whose name contains `name`. GET /shop/product-types

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /shop/product-types", ProductType, query=check_texts(name=name))

    async def get(self, product_type: ProductTypeRef) -> ProductType:
        """One product type. Raises `NotFoundError`.

        GET /shop/product-types/{typeId}/get-info
        """
        return await self._record(
            "GET /shop/product-types/{}/get-info", ProductType, id_of(product_type, ProductType)
        )

    async def create(self, name: str) -> ProductType:
        """Create a product type. POST /shop/product-types/create

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.
        """
        return await self._record(
            "POST /shop/product-types/create", ProductType, body={"name": check_text(name, "name")}
        )

    async def update(self, product_type: ProductTypeRef, *, name: str) -> ProductType:
        """Rename a product type, and return it as it is now.

        PUT /shop/product-types/{typeId}/update
        """
        return await self._record(
            "PUT /shop/product-types/{}/update",
            ProductType,
            id_of(product_type, ProductType),
            body={"name": check_text(name, "name")},
        )

    async def delete(self, product_type: ProductTypeRef) -> Ack:
        """Delete a product type. DELETE /shop/product-types/{typeId}/delete"""
        return await self._action(
            "DELETE /shop/product-types/{}/delete", id_of(product_type, ProductType)
        )
