"""One thing that hosts do, and how much of it is known."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen


class Source(StrEnum):
    """Who says that hosts behave like this."""

    MEASURED = "measured"  #: somebody asked a live host
    DOCUMENTED = "documented"  #: the vendor's pages say so
    CLIENTS = "clients"  #: several clients rely on it
    GUESS = "guess"  #: nobody has published it


class Seen(StrEnum):
    """How one can find out from outside what a host does."""

    READING = "reading"  #: by calls that only read
    WRITING = "writing"  #: by making something that can be deleted again
    NEVER = "never"  #: only by what nobody should try: a message to people, a spent quota


@frozen
class Behaviour:
    """One thing that the platform does, as the sandbox does it unless it is told otherwise."""

    does: str
    #: Who says so of what the sandbox does by default.
    source: Source
    #: How another host can be asked; `how` says with which call.
    seen: Seen
    #: The name of the habit; "" where the sandbox has no other setting.
    habit: str = ""
    #: Every plausible setting, the default first.
    settings: tuple[str, ...] = ()
    how: str = field(default="", kw_only=True)
    #: What the manner "conforming" does instead; "" where it does the same.
    conforming: str = field(default="", kw_only=True)
    #: Settings that somebody has seen, or relies on, besides the default.
    also: str = field(default="", kw_only=True)

    @property
    def is_known(self) -> bool:
        """Whether it is more than a guess."""
        return self.source is not Source.GUESS
