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
        """List the product types, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/product-types
        """
        return self._list("GET /shop/product-types", ProductType, query=check_texts(name=name))

    async def get(self, product_type: ProductTypeRef) -> ProductType:
        """Return one product type; `product_type` is a `ProductType` or its id.

        Raises `NotFoundError`.

        GET /shop/product-types/{typeId}/get-info
        """
        return await self._record(
            "GET /shop/product-types/{}/get-info", ProductType, id_of(product_type, ProductType)
        )

    async def create(self, name: str) -> ProductType:
        """Create a product type called `name`.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /shop/product-types/create
        """
        return await self._record(
            "POST /shop/product-types/create", ProductType, body={"name": check_text(name, "name")}
        )

    async def update(self, product_type: ProductTypeRef, *, name: str) -> ProductType:
        """Rename `product_type`, a `ProductType` or its id, to `name`, and return it as it is now.

        PUT /shop/product-types/{typeId}/update
        """
        return await self._record(
            "PUT /shop/product-types/{}/update",
            ProductType,
            id_of(product_type, ProductType),
            body={"name": check_text(name, "name")},
        )

    async def delete(self, product_type: ProductTypeRef) -> Ack:
        """Delete `product_type`, a `ProductType` or its id.

        DELETE /shop/product-types/{typeId}/delete
        """
        return await self._action(
            "DELETE /shop/product-types/{}/delete", id_of(product_type, ProductType)
        )
