"""What the counter is told when something was done: sentences, and tables where there are many alike."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

from vafa.clock import from_ms
from vafa.domain.account import Entry, EntryKind, StatementLine
from vafa.domain.postings import SIDE
from vafa.domain.receipt import Reason, Receipt, ReceiptKind, Standing
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.persian.tehran import tehran_date
from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words
from vafa.wording.reasons import reason_line


class Grid(Struct, frozen=True):
    """A table: headings and rows, already in words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Line: TypeAlias = str | Grid

_POSTED = {
    ReceiptKind.SALE: later("Posted: receipt {number}, {money}."),
    ReceiptKind.REDEMPTION: later("Points spent: receipt {number}, worth {money}."),
    ReceiptKind.REFUND: later("Goods returned: receipt {number}, {money}."),
    ReceiptKind.CANCELLED: later("Cancelled: receipt {number}, {money}."),
}
_MOVED = {
    EntryKind.EARN: later("Earned"),
    EntryKind.SPEND: later("Spent"),
    EntryKind.RETURN: later("Given back"),
    EntryKind.CLAW: later("Taken back"),
    EntryKind.ADJUST: later("Adjusted by hand"),
}
_MOVED_BY_REFERRAL = {
    EntryKind.EARN: later("Earned by a referral"),
    EntryKind.CLAW: later("Taken back of a referral"),
}


def said_slip(receipt: Receipt, language: Language, *, repeated: bool = False) -> list[Line]:
    """A slip as the cashier hears it: what was posted, how points moved and why, the account afterwards."""
    _ = words(language)
    said: list[Line] = []
    if repeated:
        said.append(_("This had been posted before; nothing was changed."))
    amount = Rial(receipt.amount_rial - receipt.discount_rial)
    said.append(
        _(_POSTED[receipt.kind]).format(
            number=figures.latin(receipt.number), money=figures.money(amount, receipt.unit, language)
        )
    )
    if receipt.kind is ReceiptKind.SALE:
        said += [reason_line(reason, receipt.unit, language) for reason in (*receipt.taken_off, *receipt.handed)]
    if receipt.kind is ReceiptKind.SALE and receipt.points_spent:
        said.append(took_off(receipt.points_spent, receipt.money_off_rial, receipt.unit, language))
        said.append(_("To pay: {money}").format(money=figures.money(receipt.paid_rial, receipt.unit, language)))
    if receipt.kind is ReceiptKind.REDEMPTION:
        said.append(_("Points spent: {points}").format(points=figures.points(receipt.points_spent, language)))
    if receipt.kind is ReceiptKind.REFUND:
        said += _returned(receipt, language)
    if receipt.kind is ReceiptKind.SALE:
        said += earned(receipt.points_earned, receipt.reasons, receipt.unit, language)
    if receipt.standing is not None and not receipt.anonymous:
        said += account(receipt.standing, receipt.rial_per_point, receipt.unit, language)
    return said


def took_off(points: Points, rial: Rial, unit: DisplayUnit, language: Language) -> str:
    """What points took off a bill."""
    _ = words(language)
    return _("Discount with {points}: {money}").format(
        points=figures.points(points, language), money=figures.money(rial, unit, language)
    )


def _returned(receipt: Receipt, language: Language) -> list[Line]:
    _ = words(language)
    said: list[Line] = [
        _("To hand back: {money}").format(money=figures.money(receipt.paid_rial, receipt.unit, language))
    ]
    if receipt.points_clawed:
        said.append(_("Points taken back: {points}").format(points=figures.points(receipt.points_clawed, language)))
    if receipt.points_returned:
        said.append(_("Points given back: {points}").format(points=figures.points(receipt.points_returned, language)))
    return said


def earned(points: Points, reasons: Sequence[Reason], unit: DisplayUnit, language: Language) -> list[Line]:
    """Points earned, and under them why; nothing for a purchase without a member."""
    _ = words(language)
    if not reasons:
        return []
    said: list[Line] = [_("Points earned: {points}").format(points=figures.points(points, language))]
    for reason in reasons:
        text = reason_line(reason, unit, language)
        if text:
            said.append(
                _("  {points} for: {reason}").format(points=figures.signed(reason.points, language), reason=text)
            )
    return said


def account(standing: Standing, rial_per_point: int, unit: DisplayUnit, language: Language) -> list[Line]:
    """An account: balance and its worth, what waits, what is owed, what lapses first."""
    _ = words(language)
    said: list[Line] = [
        _("Balance: {points}, worth {money}").format(
            points=figures.points(standing.balance, language),
            money=figures.money(Rial(standing.spendable * rial_per_point), unit, language),
        )
    ]
    if standing.pending:
        said.append(_("Of these in waiting: {points}").format(points=figures.points(standing.pending, language)))
    if standing.debt:
        said.append(_("Points debt: {points}").format(points=figures.points(standing.debt, language)))
    if standing.next_expiry:
        said.append(
            _("Next to expire: {points} on {day}").format(
                points=figures.points(standing.next_expiry.points, language),
                day=figures.day_in_words(standing.next_expiry.on, language),
            )
        )
    return said


def person(name: str, mobile: str, language: Language) -> str:
    """A member in one line; the mobile is masked."""
    _ = words(language)
    masked = figures.masked_mobile(mobile, language) if mobile else ""
    return _("Member: {name} {mobile}").format(name=name or _("no name"), mobile=masked)


def enrolled(name: str, mobile: str, language: Language, *, repeated: bool) -> list[Line]:
    """A new member."""
    _ = words(language)
    first = _("This had been posted before; nothing was changed.") if repeated else _("Welcome to the club.")
    return [first, person(name, mobile, language)]


def statement(lines: Sequence[StatementLine], numbers: Mapping[bytes, str], language: Language) -> list[Line]:
    """Every movement of an account, oldest first; `numbers` names the receipts of acts, as far as known."""
    _ = words(language)
    if not lines:
        return [_("Nothing has been posted yet.")]
    rows = tuple(
        (
            when(line.moment_ms, language),
            movement(line, numbers.get(line.entry.event_id, "") if line.entry else "", language),
            figures.signed(line.points, language),
            figures.number(line.net, language),
        )
        for line in lines
    )
    return [Grid((_("Date"), _("Description"), _("Points"), _("Balance")), rows)]


def movement(line: StatementLine, receipt: str, language: Language) -> str:
    """What a line of a statement is, with the number of its receipt if it has one."""
    _ = words(language)
    what = _moved(line.entry, language) if line.entry else _("Expired")
    return _("{what}, receipt {number}").format(what=what, number=figures.latin(receipt)) if receipt else what


def _moved(entry: Entry, language: Language) -> str:
    _ = words(language)
    if entry.part >= SIDE and entry.kind in _MOVED_BY_REFERRAL:
        return _(_MOVED_BY_REFERRAL[entry.kind])
    return _(_MOVED[entry.kind])


def when(moment_ms: int, language: Language) -> str:
    """Day and time of Unix milliseconds on a Tehran clock."""
    return moment(from_ms(moment_ms), language)


def moment(at: datetime, language: Language) -> str:
    """Day and time on a Tehran clock."""
    return f"{figures.day(tehran_date(at), language)} {figures.time_of_day(at, language)}"


def lots(rows: Sequence[tuple[int, date | None]], language: Language) -> list[Line]:
    """Points by their last good day (None: they do not lapse)."""
    _ = words(language)
    if not rows:
        return []
    named = tuple(
        (figures.number(points, language), figures.day(day, language) if day else _("never")) for points, day in rows
    )
    return [Grid((_("Points"), _("Good until")), named)]


def adjusted(points: int, language: Language, *, repeated: bool) -> list[Line]:
    """Points given or taken by hand."""
    _ = words(language)
    if repeated:
        return [_("This had been posted before; nothing was changed.")]
    return [_("Adjusted by {points}.").format(points=figures.signed(points, language))]


def reassigned(number: str, name: str, mobile: str, language: Language) -> list[Line]:
    """A receipt found its right member."""
    _ = words(language)
    return [
        _("Receipt {number} was moved.").format(number=figures.latin(number)),
        person(name, mobile, language),
    ]


def parked(number: int, amount_rial: int, unit: DisplayUnit, language: Language) -> list[Line]:
    """A purchase that waits."""
    _ = words(language)
    return [
        _("Parked under number {number}: {money}. Nothing was posted.").format(
            number=figures.number(number, language), money=figures.money(Rial(amount_rial), unit, language)
        )
    ]


def all_parked(rows: Sequence[tuple[int, datetime, int]], unit: DisplayUnit, language: Language) -> list[Line]:
    """Everything that waits: number, since when, amount."""
    _ = words(language)
    if not rows:
        return [_("Nothing is parked.")]
    named = tuple(
        (figures.number(number, language), moment(since, language), figures.money(Rial(rial), unit, language))
        for number, since, rial in rows
    )
    return [Grid((_("Number"), _("Since"), _("Amount")), named)]


def discarded(number: int, language: Language) -> list[Line]:
    """A parked purchase was thrown away."""
    _ = words(language)
    return [_("Parked purchase {number} was discarded.").format(number=figures.number(number, language))]


def hits(rows: Sequence[tuple[str, str]], language: Language) -> list[Line]:
    """Members that were found: name and mobile."""
    _ = words(language)
    if not rows:
        return [_("Nobody was found.")]
    named = tuple((name or _("no name"), figures.masked_mobile(mobile, language)) for name, mobile in rows)
    return [Grid((_("Name"), _("Mobile")), named)]
