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

    The API also asks for a variant's product: a `Variant` knows it; with an id, give `product=`.
    """

    def list(self, product: ProductRef) -> AsyncPager[Variant]:
        """List the variants of `product`, a `Product` or its id.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/products/{productId}/variants
        """
        return self._list("GET /shop/products/{}/variants", Variant, id_of(product, Product))

    async def get(self, variant: VariantRef, *, product: ProductRef | None = None) -> Variant:
        """Return one variant. Raises `NotFoundError`.

        `variant` is a `Variant` or its id; with an id, `product` is its `Product` or that one's id.

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

        Args:
            product: a `Product` or its id.
            options: the values of the product's options in their order, `["blue", "large"]`.
            price: the price, as a `Decimal`, a whole number or a text ("12.90"), never a float;
                None leaves it out.
            compare_price: what it cost before, as in `price`; None leaves it out.
            qty: the stock, a whole number; None leaves it out.
            sku: the stock keeping unit, a text; None leaves it out.
            barcode: the barcode, a text; None leaves it out.
            image: the URL of a picture; None leaves it out.
            taxable: whether it is taxed; None leaves it to the platform.
            track_stock: whether the stock is counted; None leaves it to the platform.
            allow_no_stock_sell: whether it is sold beyond the counted stock; None leaves it to the
                platform.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

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
        """Change the given values of a variant, leave the others, and return it as it is now.

        Args:
            variant: a `Variant` or its id.
            product: the `Product` or its id, where `variant` is an id; None where it is a
                `Variant`.
            options: the values of the product's options in their order; NOT_GIVEN leaves it.
            price: the price, as a `Decimal`, a whole number or a text ("12.90"), never a float;
                NOT_GIVEN leaves it.
            compare_price: what it cost before, as in `price`; NOT_GIVEN leaves it.
            qty: the new stock, a whole number, not what is added to it; NOT_GIVEN leaves it.
            sku: the stock keeping unit, a text; NOT_GIVEN leaves it, None empties it.
            barcode: the barcode, a text; NOT_GIVEN leaves it, None empties it.
            image: the URL of a picture; NOT_GIVEN leaves it, None empties it.
            taxable: whether it is taxed; NOT_GIVEN leaves it.
            track_stock: whether the stock is counted; NOT_GIVEN leaves it.
            allow_no_stock_sell: whether it is sold beyond the counted stock; NOT_GIVEN leaves it.

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
        """Delete a variant.

        `variant` is a `Variant` or its id; with an id, `product` is its `Product` or that one's id.

        DELETE /shop/products/{productId}/variants/{variantId}/delete
        """
        return await self._action(
            "DELETE /shop/products/{}/variants/{}/delete", *variant_path_ids(variant, product)
        )
