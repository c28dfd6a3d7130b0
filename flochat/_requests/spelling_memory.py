"""How the host of a client writes phones, as far as its answers have shown."""

from __future__ import annotations

from typing import NamedTuple


class Spelling(NamedTuple):
    """One way to write a phone, whoever's it is.

    `form` counts the forms of a number that WhatsApp has, `style` the ways to write one: with "+",
    as digits, as national digits, as national digits with the trunk zero.
    """

    form: int
    style: int


class SpellingMemory:
    """What found people on the host; a client and its copies share it.

    The next person is looked for in the same way first. Nothing depends on it but how many requests
    that takes, so threads need no lock here.
    """

    def __init__(self) -> None:
        #: The form of WhatsApp's ids that found somebody last.
        self.whatsapp_form: int = 0
        #: The spelling for `?phone=` that found somebody last.
        self.spelling: Spelling | None = None

    def remember(self, spelling: Spelling | None, whatsapp_form: int | None) -> None:
        """Keep what found somebody; what is None did not."""
        if spelling is not None:
            self.spelling = spelling
        if whatsapp_form is not None:
            self.whatsapp_form = whatsapp_form
