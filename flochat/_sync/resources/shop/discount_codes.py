# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/discount_codes.py: edit that one.
"""Discount codes."""

from __future__ import annotations

from datetime import datetime

from ...._requests.bodies import update_body
from ...._requests.references import id_of
from ...._requests.shop import (
    DISCOUNT_CODE,
    DiscountCodeRef,
    new_discount_code_body,
    to_wall_time,
)
from ...._values.checks import Money, check_text, check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import DiscountCode
from ...base import Resource
from ...pager import Pager


class DiscountCodesAPI(Resource):
    """`client.shop.discount_codes`: what buyers type to pay less. Needs the scope Manage Team.

    Times are sent as a text without a zone, and the platform does not say which it means. With the
    client's `time_zone`, aware datetimes are converted to it, and those that are read are aware.
    Without it, times are naive datetimes, as the platform's own clock shows them, and an aware one
    is refused rather than converted into a guess. A naive one is sent as it is in both cases.
    """

    def list(self, *, code: str | None = None) -> Pager[DiscountCode]:
        """List the discount codes, all or those that contain `code`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/discount-codes
        """
        return self._list("GET /shop/discount-codes", DiscountCode, query=check_texts(code=code))

    def get(self, discount_code: DiscountCodeRef) -> DiscountCode:
        """Return one discount code. Raises `NotFoundError`.

        `discount_code` is a `DiscountCode`, its id (an int), or what buyers type (a text).

        GET /shop/discount-codes/{codeId}/get-info, or GET /shop/discount-codes/get-info-by-code for
        a text.
        """
        if isinstance(discount_code, str):
            return self._record(
                "GET /shop/discount-codes/get-info-by-code",
                DiscountCode,
                query={"code": check_text(discount_code, "code")},
            )
        return self._record(
            "GET /shop/discount-codes/{}/get-info",
            DiscountCode,
            id_of(discount_code, DiscountCode),
        )

    def create(
        self,
        code: str,
        *,
        start_time: datetime,
        end_time: datetime,
        percentage: int | None = None,
        amount: Money | None = None,
        free_shipping: bool = False,
        min_price: Money | None = None,
        min_qty: int | None = None,
        max_usage_count: int | None = None,
        once_per_order: bool | None = None,
        one_per_customer: bool | None = None,
    ) -> DiscountCode:
        """Create a discount code, which gives a percentage, an amount of money or free shipping.

        Exactly one of `percentage`, `amount` and `free_shipping` is given, and at most one of
        `min_price` and `min_qty`.

        Args:
            code: what buyers type.
            start_time: from when on buyers can type it, a datetime: naive on the platform's own
                clock, or aware if the client has a `time_zone`.
            end_time: until when, such a datetime after `start_time`.
            percentage: a discount of 1 to 100 per cent; None gives none.
            amount: a discount in money, as a `Decimal`, a whole number or a text ("12.90"); None
                gives none.
            free_shipping: True gives free shipping.
            min_price: the least amount of money that has to be spent, as in `amount`; None asks for
                none.
            min_qty: the least number of pieces that has to be bought, at least 1; None asks for
                none.
            max_usage_count: how often the code can be used, at least 1; None sets no limit.
            once_per_order: whether it applies once per order; None leaves it to the platform.
            one_per_customer: whether each customer can use it once; None leaves it to the platform.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            from datetime import datetime

            client.shop.discount_codes.create(
                "SPRING",
                start_time=datetime(2027, 9, 1),
                end_time=datetime(2027, 9, 30),
                percentage=10,
            )

        POST /shop/discount-codes/create
        """
        zone = self._transport.settings.time_zone
        body = new_discount_code_body(
            code=code,
            start_time=to_wall_time(start_time, "start_time", zone),
            end_time=to_wall_time(end_time, "end_time", zone),
            percentage=percentage,
            amount=amount,
            free_shipping=free_shipping,
            min_price=min_price,
            min_qty=min_qty,
            max_usage_count=max_usage_count,
            once_per_order=once_per_order,
            one_per_customer=one_per_customer,
        )
        return self._record("POST /shop/discount-codes/create", DiscountCode, body=body)

    def update(
        self,
        discount_code: DiscountCode | int,
        *,
        code: str | NotGiven = NOT_GIVEN,
        start_time: datetime | NotGiven = NOT_GIVEN,
        end_time: datetime | NotGiven = NOT_GIVEN,
        percentage: int | NotGiven = NOT_GIVEN,
        amount: Money | NotGiven = NOT_GIVEN,
        free_shipping: bool = False,
        min_price: Money | NotGiven | None = NOT_GIVEN,
        min_qty: int | NotGiven | None = NOT_GIVEN,
        max_usage_count: int | NotGiven | None = NOT_GIVEN,
        once_per_order: bool | NotGiven = NOT_GIVEN,
        one_per_customer: bool | NotGiven = NOT_GIVEN,
    ) -> DiscountCode:
        """Change the given values of a discount code, leave the others, and return the result.

        At most one of `percentage`, `amount` and `free_shipping` is given; it replaces what the
        code gave before.

        Args:
            discount_code: a `DiscountCode` or its id; the API does not take what buyers type here.
            code: what buyers type; NOT_GIVEN leaves it.
            start_time: from when on, a datetime as in `create`; NOT_GIVEN leaves it.
            end_time: until when, a datetime as in `create`; NOT_GIVEN leaves it.
            percentage: a discount of 1 to 100 per cent; NOT_GIVEN leaves it.
            amount: a discount in money, as a `Decimal`, a whole number or a text ("12.90");
                NOT_GIVEN leaves it.
            free_shipping: True gives free shipping; False leaves what the code gives.
            min_price: the least amount of money that has to be spent, as in `amount`; None drops
                the minimum, NOT_GIVEN leaves it.
            min_qty: the least number of pieces that has to be bought, at least 1; None drops the
                minimum, NOT_GIVEN leaves it.
            max_usage_count: how often the code can be used, at least 1; None lifts the limit,
                NOT_GIVEN leaves it.
            once_per_order: whether it applies once per order; NOT_GIVEN leaves it.
            one_per_customer: whether each customer can use it once; NOT_GIVEN leaves it.

        PUT /shop/discount-codes/{codeId}/update
        """
        zone = self._transport.settings.time_zone
        body = update_body(
            DISCOUNT_CODE,
            code=code,
            start_time=to_wall_time(start_time, "start_time", zone),
            end_time=to_wall_time(end_time, "end_time", zone),
            percentage=percentage,
            amount=amount,
            free_shipping=free_shipping,
            min_price=min_price,
            min_qty=min_qty,
            max_usage_count=max_usage_count,
            once_per_order=once_per_order,
            one_per_customer=one_per_customer,
        )
        return self._record(
            "PUT /shop/discount-codes/{}/update",
            DiscountCode,
            id_of(discount_code, DiscountCode),
            body=body,
        )

    def delete(self, discount_code: DiscountCodeRef) -> Ack:
        """Delete a discount code.

        `discount_code` is a `DiscountCode`, its id (an int), or what buyers type (a text).

        DELETE /shop/discount-codes/{codeId}/delete, or DELETE /shop/discount-codes/delete-by-code
        for a text.
        """
        if isinstance(discount_code, str):
            return self._action(
                "DELETE /shop/discount-codes/delete-by-code",
                query={"code": check_text(discount_code, "code")},
            )
        return self._action(
            "DELETE /shop/discount-codes/{}/delete", id_of(discount_code, DiscountCode)
        )
