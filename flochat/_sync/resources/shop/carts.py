# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/carts.py: edit that one.
"""What people are about to buy."""

from __future__ import annotations

from ...._requests.bodies import creation_body
from ...._requests.references import id_of
from ...._requests.shop import ORDER, VariantRef
from ...._requests.subscribers import SubscriberRef, user_ns_of
from ...._values.checks import check_count
from ....models.base import Ack
from ....models.shop import Cart, ShippingMethod, Variant
from ...base import Resource


class CartsAPI(Resource):
    """`client.shop.carts`: what each subscriber is about to buy. Needs the scope Manage Flow."""

    def get(self, subscriber: SubscriberRef) -> Cart:
        """Return the cart of `subscriber`. Raises `NotFoundError`. GET /subscriber/cart"""
        return self._record("GET /subscriber/cart", Cart, query={"user_ns": user_ns_of(subscriber)})

    def add(self, subscriber: SubscriberRef, variant: VariantRef, *, qty: int = 1) -> Ack:
        """Put a variant into a subscriber's cart, in addition to what is in it.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `variant` a `Variant` or its id,
        `qty` how many pieces to add, at least 1. Each call adds, so it is not retried: raises
        `OutcomeUnknownError` when no clear answer comes.

        Example:
            medium = client.shop.variants.list(shirt).first()
            client.shop.carts.add(ana, medium, qty=2)

        POST /subscriber/add-to-cart
        """
        return self._action(
            "POST /subscriber/add-to-cart",
            body={
                "user_ns": user_ns_of(subscriber),
                "variant_id": id_of(variant, Variant),
                "qty": check_count(qty, "qty", minimum=1),
            },
        )

    def remove(self, subscriber: SubscriberRef, variant: VariantRef) -> Ack:
        """Take a variant out of a subscriber's cart.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `variant` a `Variant` or its id.
        Whether all of its pieces or one at a time is not documented, so the call is not retried:
        raises `OutcomeUnknownError` when no clear answer comes.

        DELETE /subscriber/remove-from-cart
        """
        return self._action(
            "DELETE /subscriber/remove-from-cart",
            body={"user_ns": user_ns_of(subscriber), "variant_id": id_of(variant, Variant)},
        )

    def empty(self, subscriber: SubscriberRef) -> Ack:
        """Take everything out of the cart of `subscriber`. DELETE /subscriber/empty-cart"""
        return self._action(
            "DELETE /subscriber/empty-cart", body={"user_ns": user_ns_of(subscriber)}
        )

    def mark_paid(
        self,
        subscriber: SubscriberRef,
        *,
        name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        suburb: str | None = None,
        state: str | None = None,
        postcode: str | None = None,
        country: str | None = None,
        payment_method: str | None = None,
        shipping_method: ShippingMethod | None = None,
        reference_no: str | None = None,
        tracking_no: str | None = None,
        note: str | None = None,
    ) -> Ack:
        """Turn a subscriber's cart into a paid order, which may trigger messages to them.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            name: the buyer's name; None leaves it out.
            email: the buyer's email; None leaves it out.
            phone: the buyer's phone; None leaves it out.
            address: the buyer's street address; None leaves it out.
            suburb: the suburb; None leaves it out.
            state: the state; None leaves it out.
            postcode: the postcode; None leaves it out.
            country: the country; None leaves it out.
            payment_method: cash, card or the like; None leaves it out.
            shipping_method: pickup or delivery; None leaves it out.
            reference_no: a reference number, as a text; None leaves it out.
            tracking_no: a tracking number, as a text; None leaves it out.
            note: a note on the order; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been carried out; it is not
                retried.

        POST /subscriber/cart-paid
        """
        body = creation_body(
            ORDER,
            name=name,
            email=email,
            phone=phone,
            address=address,
            suburb=suburb,
            state=state,
            postcode=postcode,
            country=country,
            payment_method=payment_method,
            shipping_method=shipping_method,
            reference_no=reference_no,
            tracking_no=tracking_no,
            note=note,
        )
        return self._action(
            "POST /subscriber/cart-paid", body={"user_ns": user_ns_of(subscriber), **body}
        )
