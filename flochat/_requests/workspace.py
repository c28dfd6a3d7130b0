"""Flows, summaries and settings of a workspace: references, queries and bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, TypedDict, cast

from .._values.checks import bool_to_int, check_text, unique_list
from .._values.identifiers import is_of_another_kind
from ..errors import InvalidArgumentError
from ..models.workspace import Flow
from .references import identifier_of
from .summaries import SummaryPeriod, encode_period

#: A flow of the workspace, or its namespace.
FlowRef: TypeAlias = Flow | str
#: An option of the live chat's sidebar; the service may know more than these.
SidebarOption: TypeAlias = (
    Literal[
        "single_bot_style",
        "disable_sidebar",
        "hide_unanswered",
        "hide_my_groups",
        "hide_collaborating",
        "hide_supervised",
        "hide_unassigned",
        "hide_agents",
        "hide_agent_groups",
        "hide_status",
        "hide_spam",
        "hide_invalid",
        "hide_unread",
        "hide_unsubscribed",
        "hide_segments",
        "hide_channels",
        "hide_channel_facebook",
        "hide_channel_instagram",
        "hide_channel_whatsapp",
        "hide_channel_whatsapp_cloud",
        "hide_channel_telegram",
        "hide_channel_tiktok",
        "hide_channel_apple",
        "hide_channel_google",
        "hide_channel_line",
        "hide_channel_viber",
        "hide_channel_vk",
        "hide_channel_wechat",
        "hide_channel_web",
        "hide_channel_sso-google",
        "hide_channel_sso-facebook",
        "hide_channel_sso-email",
        "show_labels",
        "show_boards",
        "show_lead_status",
        "show_department",
    ]
    | str
)


class ChannelSwitches(TypedDict, total=False):
    """Which channels to switch on (True) or off (False) in the workspace."""

    chat: bool
    chatwoot: bool
    facebook: bool
    instagram: bool
    intercom: bool
    jivochat: bool
    line: bool
    rcs: bool
    slack: bool
    sms: bool
    telegram: bool
    tiktok: bool
    viber: bool
    vk: bool
    voice: bool
    wechat: bool
    whatsapp: bool
    whatsapp_cloud: bool


def flow_ns_of(flow: FlowRef) -> str:
    """Return the `flow_ns` of a flow."""
    value = identifier_of(flow, Flow, "flow_ns")
    if is_of_another_kind(value, ""):
        raise InvalidArgumentError(
            f"{value!r} is not a flow_ns, but the namespace of something in a flow"
        )
    return value


def summary_query(flow: FlowRef | None, period: SummaryPeriod | None) -> dict[str, str | None]:
    """Build the query of a summary."""
    return {
        "flow_ns": None if flow is None else flow_ns_of(flow),
        "range": encode_period(period),
    }


def encode_channel_switches(channels: ChannelSwitches) -> dict[str, int]:
    """Encode the channels to switch on or off."""
    if not channels:
        raise InvalidArgumentError("nothing to change was given; pass at least one channel")
    known = ChannelSwitches.__annotations__
    unknown = channels.keys() - known.keys()
    if unknown:
        raise InvalidArgumentError(
            f"there is no channel {', '.join(sorted(unknown))}; the channels are {', '.join(known)}"
        )
    return {
        name: bool_to_int(on, name) for name, on in cast("Mapping[str, bool]", channels).items()
    }


def encode_sidebar_options(options: Iterable[SidebarOption]) -> list[str]:
    """Encode the options of the sidebar."""
    return [check_text(option, "an option") for option in unique_list(options, "options")]
