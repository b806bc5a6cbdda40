"""What a window says instead of what a terminal would: the "no" in its place, the questions, and the ways on."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.persian.mobile import canonical_mobile
from vafa.wording import figures
from vafa.wording.apologies import Apology, apology
from vafa.wording.catalogue import Language, later, words

AT_THE_COUNTER: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what only a window says
        "amount_missing": (later("The amount of the bill comes first."), later("Type it, then go on.")),
        "amount_not_read": (later("“{text}” is not an amount."), later("Type it in digits.")),
        "amount_unusual": (
            later("{amount_rial} is unusual here. Was {meant_rial} meant?"),
            later("A zero too many or too few, or Rial for toman, is soon typed."),
        ),
        "amount_far": (
            later("{amount_rial} is {times} times what is usual here. Is it right?"),
            later("A nought too many is soon typed. Enter lets it pass, Esc corrects it."),
        ),
        "discard_parked": (
            later("Throw the parked purchase of {amount_rial} away?"),
            later("It cannot be brought back. Esc keeps it."),
        ),
        "nobody_found": (later("Nobody fits “{text}”."), later("Ask for the whole mobile, or make a new member.")),
        "nobody_may_approve": (
            later("Nobody else here may approve this."),
            later("A supervisor with a PIN of his or her own can."),
        ),
        "refund_not_undone": (later("A return cannot be undone."), later("Post the goods as a new purchase instead.")),
        "nothing_parked": (later("Nothing is parked."), later("F7 keeps an open purchase for later.")),
        "other_member": (
            later("The card of {name} was read; {present} is open."),
            later("The amount stays. Whose purchase is it?"),
        ),
        "park_needs_amount": (later("There is nothing to park yet."), later("Type the amount first.")),
        "purchase_open": (
            later("The purchase of {amount_rial} is still open."),
            later("Park it or throw it away; Esc goes on with it."),
        ),
        # a terminal would name commands here
        "already_member": (later("This mobile is a member already."), later("Enter opens the membership.")),
        "clock_doubtful": (
            later("The clock says {now}, but the last act was at {trusted}."),
            later("Earning goes on; points can be spent once the time is confirmed."),
        ),
        "clock_implausible": (
            later("{at} is years away from the last act ({trusted})."),
            later("Check the date and type it again."),
        ),
        "date_invalid": (
            later("“{text}” is not a day of the calendar."),
            later("Type it as 1405/08/30 or 1405/08/30 18:42."),
        ),
        "birthday_invalid": (
            later("“{text}” is not a day of the calendar."),
            later("Type month and day as 02/30, or the year as well: 1370/02/30."),
        ),
        "mobile_invalid": (
            later("“{mobile}” is not a mobile number of Iran."),
            later("It has eleven digits and begins with 09."),
        ),
        "mobile_of_nobody": (later("No member has this mobile."), later("Look at the digits once more.")),
        "member_unknown": (
            later("No member has this mobile."),
            later("Enter makes the customer a member; 11 digits are enough."),
        ),
        "card_blocked": (later("It is entered as {reason}."), later("The points are still there.")),
        "card_replaced": (
            later("It is entered as {reason}, and another card took its place."),
            later("The points are still there."),
        ),
        "card_unknown": (
            later("This card is not known here."),
            later("Ask for the mobile; the card stays valid there."),
        ),
        "amount_not_a_number": (later("“{text}” is not an amount."), later("Type it in digits.")),
        "points_not_a_number": (later("“{text}” is not a number of points."), later("Type it in digits.")),
        "nothing_to_seek": (later("There is nothing to look for."), later("Type part of a name or of a mobile.")),
        "printer_not_set": (
            later("No printer is set for this till."),
            later("Set one in the settings; the slip waits."),
        ),
        "shop_damaged": (
            later("The shop file is damaged."),
            later("Close the window and restore the latest copy."),
        ),
        "act_unknown": (later("This act is not in the journal."), later("Ask whoever looks after the program.")),
    }
)


def said(code: str, told: Mapping[str, object], unit: DisplayUnit, language: Language) -> Apology:
    """The sentences of a "no" or a question at the counter. A mobile that stands for a name is masked."""
    masked = {name: _masked(value, language) for name, value in told.items()}
    return apology(code, masked, unit, language, instead=AT_THE_COUNTER)


def way_on(way: str, told: Mapping[str, object], unit: DisplayUnit, language: Language) -> str:
    """What the button of a way on says; a figure stands in it where one was told."""
    _ = words(language)
    best, meant, amount = told.get("best"), told.get("meant_rial"), told.get("amount_rial")
    if way == "take_best" and isinstance(best, int):
        return _("Spend {points}").format(points=figures.points(Points(best), language))
    if way == "amount_meant" and isinstance(meant, int):
        return _("It is {money}").format(money=figures.money(Rial(meant), unit, language))
    if way == "amount_as_typed" and isinstance(amount, int):
        return _("{money} is right").format(money=figures.money(Rial(amount), unit, language))
    return _(_WAYS[way])


def stopped_title(code: str, language: Language) -> str:
    """What is the matter with a card, in three words."""
    _ = words(language)
    title = _STOPPED.get(code, _CANNOT)
    return _(title)


_CANNOT = later("This card cannot be used")

_STOPPED: Mapping[str, str] = MappingProxyType(
    {
        "card_blocked": later("This card is blocked"),
        "card_unknown": later("This card is not known"),
        "code_not_ours": later("This code is not ours"),
        "code_version_unknown": later("This card is newer than the program"),
    }
)


def _masked(value: object, language: Language) -> object:
    if isinstance(value, str) and canonical_mobile(value) == value:
        return figures.masked_mobile(value, language)
    return value


_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "take_best": later("Take the most allowed"),
        "ask_approval": later("Have it approved"),
        "without_points": later("Without points"),
        "amount_meant": later("Correct the amount"),
        "amount_as_typed": later("The amount is right"),
        "switch_member": later("Change the member"),
        "keep_member": later("Keep the member"),
        "park_and_open": later("Keep this one, open the other"),
        "park": later("Keep the purchase"),
        "by_mobile": later("Go on with the mobile"),
        "without_member": later("Go on without a member"),
        "enrol_this": later("Make a member"),
        "open_existing": later("Open the membership"),
        "try_again": later("Try again"),
        "set_clock": later("Set the time"),
        "clock_is_right": later("The clock is right"),
        "refund_all": later("Return all that is left"),
        "print_again": later("Print again"),
        "reassign": later("Move to another member"),
        "discard": later("Throw it away"),
    }
)

WAYS = frozenset(_WAYS)
