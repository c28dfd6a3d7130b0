"""What the operator lets an assistant do. No tool changes any of it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from .._wire.operation_table import Safety

Confirm: TypeAlias = Literal["human", "model"]

#: What a human confirms, whatever was read.
FOR_HUMANS: Final = frozenset({Safety.SEND, Safety.BROADCAST, Safety.DESTROY})
#: The areas that `--tools` takes.
AREAS: Final = ("people", "messages", "flow", "shop", "tickets", "jobs", "files", "any")


@frozen(kw_only=True)
class Limits:
    """The operator's options.

    `allowed` are the classes of what may be done besides reading. `flow_ns` and `only_tag` bound
    whom it may be done to, `max_recipients` how many at once, `max_requests` how often in an hour;
    `reserve` is the share of the key's quota that is left for the operator's own jobs. `confirm`
    says who confirms sends, broadcasts and deletions. Without `shows_contacts` phones and emails
    are masked, and without `shows_content` nothing that people wrote is shown at all. `has_files`
    says that there is a folder for imports and exports.
    """

    allowed: frozenset[Safety] = frozenset()
    flow_ns: str | None = None
    only_tag: str | None = None
    max_recipients: int = 100
    max_requests: int = 300
    reserve: float = 0.2
    confirm: Confirm = "human"
    shows_contacts: bool = False
    shows_content: bool = True
    has_files: bool = False
    areas: frozenset[str] = field(default=frozenset(AREAS))

    def allows(self, safety: Safety) -> bool:
        """Whether the operator allows what is of this class."""
        return safety is Safety.READ or safety in self.allowed
