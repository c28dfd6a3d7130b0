# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/products.py: edit that one.
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
from ...base import Resource
from ...pager import Pager


class ProductsAPI(Resource):
    """`client.shop.products`: what the shop sells. Needs the scope Manage Team."""

    def list(
        self,
        *,
        name: str | None = None,
        product_type: ProductTypeRef | None = None,
        vendor: VendorRef | None = None,
    ) -> Pager[Product]:
        """The products that fit all of the filters, with their variants. GET /shop/products

        `name` is searched for; a type or vendor is the model or its id, since the API filters by
        no name of theirs. The service hands out 100 pages of 100 at the most (`PageCapError`
        beyond).
        """
        query = {
            **check_texts(name=name),
            "product_type_id": None if product_type is None else id_of(product_type, ProductType),
            "vendor_id": None if vendor is None else id_of(vendor, ProductVendor),
        }
        return self._list("GET /shop/products", Product, query=query)

    def get(self, product: ProductRef) -> Product:
        """One product, with its variants. Raises `NotFoundError`.

        GET /shop/products/{productId}/get-info
        """
        return self._record("GET /shop/products/{}/get-info", Product, id_of(product, Product))

    def create(
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

        `options` are what variants differ by, two at the most (`["colour", "size"]`), and each of
        `variants` has a value for each of them. Without variants, the product itself has `price`,
        `compare_price` (what it cost before), `qty` (the stock), `sku` and `barcode`.

        `product_type`, `vendor` and `tags` go by their names; `image` is a URL; `status` is
        "active" or "inactive". With `track_stock` the stock is counted, and with
        `allow_no_stock_sell` sold beyond. Never repeated by itself: when no clear answer comes it
        raises `OutcomeUnknownError`.

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
        return self._record("POST /shop/products/create", Product, body=body)

    def update(
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
        """Change what is given of a product, leave the rest, and return it as it is now.

        None empties a text; `tags` are all that the product shall have. Prices and stock are its
        variants': `client.shop.variants.update(...)`.

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
        return self._record(
            "PUT /shop/products/{}/update", Product, id_of(product, Product), body=body
        )

    def delete(self, product: ProductRef) -> Ack:
        """Delete a product with its variants. DELETE /shop/products/{productId}/delete"""
        return self._action("DELETE /shop/products/{}/delete", id_of(product, Product))
