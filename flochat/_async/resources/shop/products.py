"""What the shop sells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...._requests.bodies import update_body
from ...._requests.references import id_of
from ...._requests.shop import PRODUCT, ProductRef, ProductTypeRef, VendorRef, new_product_body
from ...._values.checks import Money, check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import NewVariant, Product, ProductTag, ProductType, ProductVendor
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncProductsAPI(AsyncResource):
    """`client.shop.products`: what the shop sells. Needs the scope Manage Team."""

    def list(
        self,
        *,
        name: str | None = None,
        product_type: ProductTypeRef | None = None,
        vendor: VendorRef | None = None,
    ) -> AsyncPager[Product]:
        """List the products that match all of the filters, with their variants.

        `name` is searched for. `product_type` is a `ProductType` or its id, `vendor` a
        `ProductVendor` or its id, since the API does not filter by their names; None does not
        filter. The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/products
        """
        query = {
            **check_texts(name=name),
            "product_type_id": None if product_type is None else id_of(product_type, ProductType),
            "vendor_id": None if vendor is None else id_of(vendor, ProductVendor),
        }
        return self._list("GET /shop/products", Product, query=query)

    async def get(self, product: ProductRef) -> Product:
        """Return one product, with its variants; `product` is a `Product` or its id.

        Raises `NotFoundError`.

        GET /shop/products/{productId}/get-info
        """
        return await self._record(
            "GET /shop/products/{}/get-info", Product, id_of(product, Product)
        )

    async def create(
        self,
        name: str,
        *,
        description: str | None = None,
        image: str | None = None,
        product_type: ProductType | str | None = None,
        vendor: ProductVendor | str | None = None,
        tags: Iterable[ProductTag | str] = (),
        options: Sequence[str] = (),
        variants: Iterable[NewVariant] = (),
        price: Money | None = None,
        compare_price: Money | None = None,
        qty: int | None = None,
        sku: str | None = None,
        barcode: str | None = None,
        track_stock: bool | None = None,
        allow_no_stock_sell: bool | None = None,
        status: str | None = None,
        note: str | None = None,
    ) -> Product:
        """Create a product, with variants or with a price and stock of its own.

        `price`, `compare_price`, `qty`, `sku` and `barcode` are for a product without variants.

        Args:
            name: what it is called.
            description: a longer text; None leaves it out.
            image: the URL of a picture; None leaves it out.
            product_type: a `ProductType` or its name; None leaves it out.
            vendor: a `ProductVendor` or its name; None leaves it out.
            tags: `ProductTag`s or their names.
            options: what the variants differ by, at most two (`["colour", "size"]`).
            variants: `NewVariant`s, each with a value for each of `options`.
            price: the price, as a `Decimal`, a whole number or a text ("12.90"), never a float;
                None leaves it out.
            compare_price: what it cost before, as in `price`; None leaves it out.
            qty: the stock, a whole number; None leaves it out.
            sku: the stock keeping unit, a text; None leaves it out.
            barcode: the barcode, a text; None leaves it out.
            track_stock: whether the stock is counted; None leaves it to the platform.
            allow_no_stock_sell: whether it is sold beyond the counted stock; None leaves it to the
                platform.
            status: "active" or "inactive"; None leaves it to the platform.
            note: a note; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            from flochat import NewVariant

            shirt = await client.shop.products.create(
                "T-shirt",
                options=["size"],
                variants=[
                    NewVariant(options=["M"], price="19.90", qty=10),
                    NewVariant(options=["L"], price="21.90", qty=4),
                ],
            )

        POST /shop/products/create
        """
        body = new_product_body(
            name=name,
            description=description,
            image=image,
            product_type=product_type,
            vendor=vendor,
            tags=tags,
            options=options,
            variants=variants,
            price=price,
            compare_price=compare_price,
            qty=qty,
            sku=sku,
            barcode=barcode,
            track_stock=track_stock,
            allow_no_stock_sell=allow_no_stock_sell,
            status=status,
            note=note,
        )
        return await self._record("POST /shop/products/create", Product, body=body)

    async def update(
        self,
        product: ProductRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        image: str | NotGiven | None = NOT_GIVEN,
        product_type: ProductType | str | NotGiven | None = NOT_GIVEN,
        vendor: ProductVendor | str | NotGiven | None = NOT_GIVEN,
        tags: Iterable[ProductTag | str] | NotGiven = NOT_GIVEN,
        status: str | NotGiven = NOT_GIVEN,
        note: str | NotGiven | None = NOT_GIVEN,
    ) -> Product:
        """Change the given values of a product, leave the others, and return it as it is now.

        Prices and stock belong to its variants: `client.shop.variants.update(...)`.

        Args:
            product: a `Product` or its id.
            name: the new name; NOT_GIVEN leaves it.
            description: the new description; NOT_GIVEN leaves it, None empties it.
            image: the URL of a picture; NOT_GIVEN leaves it, None empties it.
            product_type: a `ProductType` or its name; NOT_GIVEN leaves it, None empties it.
            vendor: a `ProductVendor` or its name; NOT_GIVEN leaves it, None empties it.
            tags: all tags that the product has from now on, `ProductTag`s or their names; NOT_GIVEN
                leaves it.
            status: "active" or "inactive"; NOT_GIVEN leaves it.
            note: the new note; NOT_GIVEN leaves it, None empties it.

        PUT /shop/products/{productId}/update
        """
        body = update_body(
            PRODUCT,
            name=name,
            description=description,
            image=image,
            product_type=product_type,
            vendor=vendor,
            tags=tags,
            status=status,
            note=note,
        )
        return await self._record(
            "PUT /shop/products/{}/update", Product, id_of(product, Product), body=body
        )

    async def delete(self, product: ProductRef) -> Ack:
        """Delete `product`, a `Product` or its id, with its variants.

        DELETE /shop/products/{productId}/delete
        """
        return await self._action("DELETE /shop/products/{}/delete", id_of(product, Product))
