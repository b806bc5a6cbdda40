"""The three numbers that tell what a posting did, and what it is called."""

from msgspec import Struct

from vafa.domain.receipt import Receipt
from vafa.domain.units import Rial
from vafa.ui.counter.counter_state import Posted, PostedKind
from vafa.ui.parts.look import look
from vafa.ui.parts.tone import Tone
from vafa.wording import figures, posted_words


class Told(Struct, frozen=True):
    """A figure of the story."""

    caption: str
    number: str
    unit: str
    line: str = ""
    tone: Tone = "sunken"


def title_of(posted: Posted) -> str:
    """What happened, in two words."""
    _ = look().words
    match posted.kind:
        case PostedKind.REFUND:
            return _("The return is posted")
        case PostedKind.CANCELLED:
            return _("Undone")
        case PostedKind.REASSIGNED:
            return _("Moved to the right member")
        case PostedKind.ENROLLED:
            return _("A new member")
        case _:
            return _("Posted")


def story_of(posted: Posted) -> list[Told]:
    """At most three figures, the most important first."""
    receipt = posted.receipt
    if posted.kind is PostedKind.REFUND:
        return [_handed_back(receipt), _clawed(receipt), *_balance(receipt)]
    if posted.kind is PostedKind.CANCELLED:
        return [_clawed(receipt), _returned(receipt), *_balance(receipt)]
    if receipt.anonymous:
        return [_paid(receipt)]
    spent = [_spent(receipt)] if receipt.points_spent else []
    paid = [] if spent else [_paid(receipt)]
    return [_earned(receipt), *spent, *_balance(receipt), *paid][:3]


def _earned(receipt: Receipt) -> Told:
    _ = look().words
    because = posted_words.earned_because(receipt, look().language)
    number = figures.signed(receipt.points_earned, look().language)
    return Told(_("Points earned"), number, _("points"), because, "accent")


def _spent(receipt: Receipt) -> Told:
    _ = look().words
    worth = posted_words.points_worth(receipt.points_spent, receipt, look().language)
    return Told(_("Points used"), figures.number(-receipt.points_spent, look().language), _("points"), worth)


def _balance(receipt: Receipt) -> list[Told]:
    _ = look().words
    if receipt.standing is None:
        return []
    language = look().language
    if receipt.standing.debt:
        owed = figures.number(receipt.standing.debt, language)
        return [Told(_("Points debt"), owed, _("points"), _("the next points pay it first"), "danger")]
    worth = posted_words.balance_worth(receipt, language)
    return [Told(_("New balance"), figures.number(receipt.standing.balance, language), _("points"), worth)]


def _paid(receipt: Receipt) -> Told:
    _ = look().words
    return Told(_("Paid"), *_money(receipt.paid_rial, receipt), posted_words.with_discount(receipt, look().language))


def _handed_back(receipt: Receipt) -> Told:
    _ = look().words
    number, unit = _money(receipt.paid_rial, receipt)
    of = posted_words.of_receipt(receipt.of_number, look().language) if receipt.of_number else ""
    return Told(_("To hand back"), number, unit, of, "accent")


def _clawed(receipt: Receipt) -> Told:
    _ = look().words
    worth = posted_words.points_worth(receipt.points_clawed, receipt, look().language)
    return Told(_("Points taken back"), figures.number(-receipt.points_clawed, look().language), _("points"), worth)


def _returned(receipt: Receipt) -> Told:
    _ = look().words
    worth = posted_words.points_worth(receipt.points_returned, receipt, look().language)
    number = figures.signed(receipt.points_returned, look().language)
    return Told(_("Points given back"), number, _("points"), worth)


def _money(rial: Rial, receipt: Receipt) -> tuple[str, str]:
    language = look().language
    return figures.money(rial, receipt.unit, language, with_unit=False), figures.money_unit(receipt.unit, language)
