"""Tags of products."""

from __future__ import annotations

from ...._requests.references import id_of
from ...._requests.shop import ProductTagRef
from ...._values.checks import check_text, check_texts
from ....models.base import Ack
from ....models.shop import ProductTag
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncProductTagsAPI(AsyncResource):
    """`client.shop.product_tags`: the product tags. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None) -> AsyncPager[ProductTag]:
        """List the product tags, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/product-tags
        """
        return self._list("GET /shop/product-tags", ProductTag, query=check_texts(name=name))

    async def get(self, product_tag: ProductTagRef) -> ProductTag:
        """Return one product tag; `product_tag` is a `ProductTag` or its id.

        Raises `NotFoundError`.

        GET /shop/product-tags/{tagId}/get-info
        """
        return await self._record(
            "GET /shop/product-tags/{}/get-info", ProductTag, id_of(product_tag, ProductTag)
        )

    async def create(self, name: str) -> ProductTag:
        """Create a product tag called `name`.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /shop/product-tags/create
        """
        return await self._record(
            "POST /shop/product-tags/create", ProductTag, body={"name": check_text(name, "name")}
        )

    async def update(self, product_tag: ProductTagRef, *, name: str) -> ProductTag:
        """Rename `product_tag`, a `ProductTag` or its id, to `name`, and return it as it is now.

        PUT /shop/product-tags/{tagId}/update
        """
        return await self._record(
            "PUT /shop/product-tags/{}/update",
            ProductTag,
            id_of(product_tag, ProductTag),
            body={"name": check_text(name, "name")},
        )

    async def delete(self, product_tag: ProductTagRef) -> Ack:
        """Delete `product_tag`, a `ProductTag` or its id.

        DELETE /shop/product-tags/{tagId}/delete
        """
        return await self._action(
            "DELETE /shop/product-tags/{}/delete", id_of(product_tag, ProductTag)
        )
