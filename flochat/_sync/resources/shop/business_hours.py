# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/business_hours.py: edit that one.
"""When the shop is open."""

from __future__ import annotations

from collections.abc import Iterable

from ...._requests.shop import encode_business_hours
from ....models.base import Ack
from ....models.shop import BusinessHours
from ...base import Resource


class BusinessHoursAPI(Resource):
    """`client.shop.business_hours`: when the shop is open. Needs the scope Manage Team."""

    def get(self) -> list[BusinessHours]:
        """Return the hours of each day of the week, as far as they are set.

        They are by the shop's own clock.

        GET /shop/business-hours/info
        """
        operation = "GET /shop/business-hours/info"
        return self._transport.decoder.records(operation, self._call(operation), BusinessHours)

    def update(self, hours: Iterable[BusinessHours]) -> Ack:
        """Set the hours of one day of the week or more.

        `hours` are `BusinessHours`, one for each day. Times are full minutes on the shop's own
        clock. What becomes of days that are left out is not documented: give the whole week where
        it matters.

        Example:
            from datetime import time

            from flochat import BusinessHours, Weekday

            hours = [
                BusinessHours.open_on(Weekday.MONDAY, (time(9), time(12)), (time(13), time(18))),
                BusinessHours.open_on(Weekday.SATURDAY, (time(10), time(16))),
                BusinessHours.closed_on(Weekday.SUNDAY),
            ]
            client.shop.business_hours.update(hours)

        PUT /shop/business-hours/update
        """
        return self._action(
            "PUT /shop/business-hours/update", body={"data": encode_business_hours(hours)}
        )
