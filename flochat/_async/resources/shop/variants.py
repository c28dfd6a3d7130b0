"""The variants of products."""

from __future__ import annotations

from collections.abc import Sequence

from ...._requests.bodies import creation_body, update_body
from ...._requests.references import id_of
from ...._requests.shop import VARIANT, ProductRef, VariantRef, variant_path_ids
from ...._values.checks import Money
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import Product, Variant
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncVariantsAPI(AsyncResource):
    """`client.shop.variants`: the variants of products. Needs the scope Manage Team.

    The API asks for a variant's product too: a `Variant` knows it, with an id give `product=`.
    """

    def list(self, product: ProductRef) -> AsyncPager[Variant]:
        """All variants of a product. GET /shop/products/{productId}/variants

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /shop/products/{}/variants", Variant, id_of(product, Product))

    async def get(self, variant: VariantRef, *, product: ProductRef | None = None) -> Variant:
        """One variant. Raises `NotFoundError`.

        GET /shop/products/{productId}/variants/{variantId}/get-info
        """
        return await self._record(
            "GET /shop/products/{}/variants/{}/get-info",
            Variant,
            *variant_path_ids(variant, product),
        )

    async def create(
        self,
        product: ProductRef,
        *,
        options: Sequence[str] = (),
        price: Money | None = None,
        compare_price: Money | None = None,
        qty: int | None = None,
        sku: str | None = None,
        barcode: str | None = None,
        image: str | None = None,
        taxable: bool | None = None,
        track_stock: bool | None = None,
        allow_no_stock_sell: bool | None = None,
    ) -> Variant:
        """Add a variant to a product.

        `options` has the values of the product's options in their order, `["blue", "large"]`;
        `compare_price` is what it cost before, `qty` the stock, `image` a URL. With `track_stock`
        the stock is counted, and with `allow_no_stock_sell` sold beyond. Never repeated by itself:
        when no clear answer comes it raises `OutcomeUnknownError`.

        POST /shop/products/{productId}/variants/create
        """
        body = creation_body(
            VARIANT,
            options=options,
            price=price,
            compare_price=compare_price,
            qty=qty,
            sku=sku,
            barcode=barcode,
            image=image,
            taxable=taxable,
            track_stock=track_stock,
            allow_no_stock_sell=allow_no_stock_sell,
        )
        return await self._record(
            "POST /shop/products/{}/variants/create", Variant, id_of(product, Product), body=body
        )

    async def update(
        self,
        variant: VariantRef,
        *,
        product: ProductRef | None = None,
        options: Sequence[str] | NotGiven = NOT_GIVEN,
        price: Money | NotGiven = NOT_GIVEN,
        compare_price: Money | NotGiven = NOT_GIVEN,
        qty: int | NotGiven = NOT_GIVEN,
        sku: str | NotGiven | None = NOT_GIVEN,
        barcode: str | NotGiven | None = NOT_GIVEN,
        image: str | NotGiven | None = NOT_GIVEN,
        taxable: bool | NotGiven = NOT_GIVEN,
        track_stock: bool | NotGiven = NOT_GIVEN,
        allow_no_stock_sell: bool | NotGiven = NOT_GIVEN,
    ) -> Variant:
        """Change what is given of a variant, leave the rest, and return it as it is now.

        None empties a text. `qty` is the stock that there shall be, not what is added to it.

        PUT /shop/products/{productId}/variants/{variantId}/update
        """
        path = variant_path_ids(variant, product)
        body = update_body(
            VARIANT,
            options=options,
            price=price,
            compare_price=compare_price,
            qty=qty,
            sku=sku,
            barcode=barcode,
            image=image,
            taxable=taxable,
            track_stock=track_stock,
            allow_no_stock_sell=allow_no_stock_sell,
        )
        return await self._record(
            "PUT /shop/products/{}/variants/{}/update", Variant, *path, body=body
        )

    async def delete(self, variant: VariantRef, *, product: ProductRef | None = None) -> Ack:
        """Delete a variant. DELETE /shop/products/{productId}/variants/{variantId}/delete"""
        return await self._action(
            "DELETE /shop/products/{}/variants/{}/delete", *variant_path_ids(variant, product)
        )
