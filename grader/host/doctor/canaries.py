"""The attempts by name, and the required outcome of each. Trusted side; data only."""

from dataclasses import dataclass
from itertools import chain

GROUPS: dict[str, tuple[str, ...]] = {
    "files": (
        *("read_secret", "list_folder", "read_package", "read_accounts", "write_outside", "overwrite", "truncate"),
        *("change_mode", "change_times", "link_symbolically", "link_hard", "make_pipe", "poison_library"),
    ),
    "processes": (
        *("fork", "execute", "run_command", "daemonise", "leave_group", "signal_grader", "signal_parent"),
        *("signal_everybody", "trace_parent", "read_parent_memory", "open_grader_memory", "read_grader_environment"),
        *("read_grader_command", "limit_parent", "slow_parent", "pin_parent"),
    ),
    "network": (*("connect_tcp", "connect_mptcp", "send_udp", "connect_unix", "connect_abstract", "open_netlink"),),
    "kernel": (
        *("make_memory_file", "share_memory", "share_memory_segment", "hide_in_keyring", "set_up_ring"),
        *("make_namespace", "mount", "become_root"),
    ),
    "resources": (
        *("fill_scratch", "fill_names", "hoard_memory", "open_files", "start_threads", "dump_core", "raise_limits"),
        *("flood_output", "flood_connection", "sleep_on"),
    ),
}
"""The attempts of a guest, by what they are after."""
ENDS_THE_GUEST = frozenset(
    {"fill_scratch", "fill_names", "hoard_memory", "start_threads", "flood_connection", "sleep_on"}
)
"""Attempts that may be stopped by ending the guest from outside; in others, its end means that it got through."""
MAY_RETURN = frozenset({"flood_output"})
"""Attempts that are stopped although they return: their output is cut off."""
CONTROLS = ("compute", "draw", "run_threads", "import_more", "keep_files", "tell_time")
"""What must work in the same jail."""


@dataclass(frozen=True)
class AttemptResult:
    """The outcome of one attempt, or of one control: `fine` means stopped, or that it works.

    An attempt that is `unfinished` was ended by its deadline without a trace: it neither got through nor was refused.
    """

    name: str
    group: str
    tried: str
    fine: bool
    found: str
    unfinished: bool = False


def names() -> tuple[str, ...]:
    """Every attempt."""
    return tuple(chain.from_iterable(GROUPS.values()))
