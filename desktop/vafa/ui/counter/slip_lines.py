"""The slip of an open purchase, line by line, in the order in which it will be printed."""

from enum import IntEnum

from vafa.domain.engine.bill_story import taken_off
from vafa.domain.engine.outcome import Bill
from vafa.domain.units import Rial
from vafa.ui.counter.counter_state import CounterState, Sale
from vafa.ui.parts.look import look
from vafa.ui.parts.slip_paper import SlipLine
from vafa.wording import counter_words, figures, papers

_RULE = SlipLine("rule")


class Length(IntEnum):
    """How much of the slip is shown: the sums alone, what the till's paper says first, or who the member is too."""

    SUMS = 0
    USUAL = 1
    LONG = 2


def slip_lines(sale: Sale, state: CounterState, length: Length) -> tuple[SlipLine, ...]:
    """What is known before posting: no number yet."""
    language, unit = look().language, state.unit
    _ = look().words
    lines = [SlipLine("title", counter_words.shop_title(state.face))]
    till = counter_words.till(state.face, language)
    if length is not Length.SUMS:
        lines.append(SlipLine("split", till or _("Receipt"), counter_words.date_and_time(state.now, language)))
    if sale.amount_rial is None:
        return (*lines, _RULE, SlipLine("note", _("The amount is missing")))
    lines += [_RULE, SlipLine("pair", _("Purchase amount"), _money(sale.amount_rial, state))]
    bill = sale.quotation.bill if sale.quotation else None
    if bill is not None:
        lines += _reductions(bill, state, length)
    if bill is not None and (length is Length.LONG or sale.member is None):
        payable = _money(bill.payable_rial, state)
        lines.append(SlipLine("pair", _("To pay"), payable, figures.money_unit(unit, language), strong=True))
    if sale.member is not None:
        lines += _of_member(sale, state, length)
    return tuple(lines)


def _reductions(bill: Bill, state: CounterState, length: Length) -> list[SlipLine]:
    """What comes off, one line each; where there is no room for that, in one sum."""
    _ = look().words
    language = look().language
    off = taken_off(bill.discounts, bill.steps)
    if length is Length.SUMS:
        whole = bill.discount_rial + bill.money_off_rial
        return [SlipLine("pair", _("Discount"), _money(-whole, state))] if whole else []
    lines = [
        SlipLine("pair", papers.discount(reason, state.unit, language), _money(-reason.rial, state)) for reason in off
    ]
    if bill.points_spent:
        label = papers.points_off(bill.points_spent, language)
        lines.append(SlipLine("pair", label, _money(-bill.money_off_rial, state)))
    return lines


def _of_member(sale: Sale, state: CounterState, length: Length) -> list[SlipLine]:
    _ = look().words
    language = look().language
    member, quotation = sale.member, sale.quotation
    if member is None:
        return []
    lines = [_RULE]
    longer = length is Length.LONG
    if longer:
        if member.member.name:
            lines.append(SlipLine("pair", _("Club member"), member.member.name))
        lines += [SlipLine("pair", _("Mobile"), figures.masked_mobile(member.member.mobile, language)), _RULE]
    if quotation is not None:
        bill, balance = quotation.bill, quotation.balance
        earned = bill.award.points
        after = balance.spendable + balance.pending - balance.debt + earned - bill.points_spent
        points = _("points")
        lines.append(
            SlipLine("pair", _("Points of this purchase"), figures.signed(earned, language), tone="accent_ink")
        )
        lines.append(SlipLine("pair", _("New balance"), figures.number(max(0, after), language), points))
        if after < 0:
            lines.append(
                SlipLine("pair", _("Points debt"), figures.number(-after, language), points, tone="danger_ink")
            )
    soonest = member.standing.next_expiry
    if longer and soonest is not None:
        label = counter_words.next_to_lapse(soonest, language)
        lines.append(SlipLine("pair", label, figures.number(soonest.points, language), _("points")))
    spared = quotation.bill.money_off_rial + quotation.bill.discount_rial if quotation else 0
    saved = member.standing.saved_this_year_rial + spared
    if saved and length is not Length.SUMS:
        unit = figures.money_unit(state.unit, language)
        lines += [_RULE, SlipLine("pair", _("Saved this year"), _money(saved, state), unit)]
    return lines


def _money(rial: int, state: CounterState) -> str:
    return figures.money(Rial(rial), state.unit, look().language, with_unit=False)
