"""What the counter says for four seconds about something that ended in the background."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words

_TOASTS: Mapping[str, str] = MappingProxyType(
    {
        "posted": later("Receipt {number} is posted."),
        "cancelled": later("Receipt {number} is cancelled."),
        "parked": later("The purchase was parked."),
        "discarded": later("The parked purchase was thrown away."),
        "printed": later("The slip is printed."),
        "enrolled": later("Welcome to the club."),
        "recalled": later("The parked purchase is open again."),
        "restored": later("The open purchase is back; nothing was lost."),
        "note_kept": later("The note is kept."),
        "same_member": later("This card belongs to the member who is open."),
        "unknown_scan": later("What was read is not known here; the purchase goes on."),
        "blocked_scan": later("The card that was read is blocked; the purchase goes on."),
        "not_ours": later("This code is not ours."),
        "garbage": later("The scanner sent {count} characters that make no code."),
        "finish_first": later("Finish the open purchase first, then read this code."),
        "no_printer": later("No printer is set for this till; the slip waits."),
        "clock_set": later("The time is set; points can be spent again."),
    }
)

KINDS = frozenset(_TOASTS)


def toast(kind: str, told: Mapping[str, object], language: Language) -> str:
    """The sentence of a toast, with its figures."""
    _ = words(language)
    shown = {
        name: figures.number(value, language) if isinstance(value, int) else str(value) for name, value in told.items()
    }
    return _(_TOASTS[kind]).format_map({"count": "", **shown})
