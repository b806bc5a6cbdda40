"""The JSON that programs read: flat figures under stable names. Described in `desktop/command-line.md`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path

from vafa.clock import from_ms, to_ms
from vafa.commands.call import Figures
from vafa.domain.account import NEVER, Balance, Lot, StatementLine, day_of
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.outcome import Bill, Discount, Handed
from vafa.domain.receipt import Reason, Receipt, ReceiptLine, Standing
from vafa.domain.tender import Tender
from vafa.persian.jalali import JalaliDate
from vafa.persian.tehran import tehran_date, tehran_time
from vafa.services.asking import Sale
from vafa.services.counter.look_up import Overview
from vafa.services.counter.park import ParkedSale
from vafa.services.counter.quote import Quotation
from vafa.store.cards import Card
from vafa.store.knowing import TierPlace
from vafa.store.members import Member
from vafa.store.receipts import ReceiptRow
from vafa.store.slips import Posting


def plain(value: object) -> object:
    """Any figure as JSON has it: bytes as hex, moments in UTC, dates ISO, paths and enums as text."""
    match value:
        case Enum():
            return value.value
        case bytes():
            return value.hex()
        case datetime():
            return utc(value)
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case str():
            return value
        case Sequence():
            return [plain(inner) for inner in value]
        case _:
            return value


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def jalali(moment: datetime) -> str:
    """Day and time on a Tehran clock: `1405/08/30 18:42`."""
    return f"{jalali_day(tehran_date(moment))} {tehran_time(moment):%H:%M}"


def jalali_day(day: date) -> str:
    """`1405/08/30`."""
    read = JalaliDate.of(day)
    return f"{read.year}/{read.month:02d}/{read.day:02d}"


def member_figures(member: Member | None) -> Figures:
    """Who it is about; all null for a customer without membership."""
    if member is None:
        return {"member": None, "mobile": None, "name": None}
    return {"member": member.id.hex(), "mobile": member.mobile, "name": member.name}


def standing_figures(standing: Standing | None) -> Figures:
    """An account after an act; all null without a member."""
    if standing is None:
        names = ("spendable", "pending", "balance", "debt", "next_expiry_points", "next_expiry_on")
        return {**dict.fromkeys(names), "next_expiry_jalali": None, "saved_this_year_rial": None}
    soon = standing.next_expiry
    return {
        "spendable": standing.spendable,
        "pending": standing.pending,
        "balance": standing.balance,
        "debt": standing.debt,
        "next_expiry_points": soon.points if soon else None,
        "next_expiry_on": soon.on.isoformat() if soon else None,
        "next_expiry_jalali": jalali_day(soon.on) if soon else None,
        "saved_this_year_rial": standing.saved_this_year_rial,
    }


def reason_figures(reasons: Sequence[Reason]) -> list[Figures]:
    """Why points were given; their points add up to the award."""
    return [
        {
            "code": reason.code,
            "points": reason.points,
            "rule": reason.rule,
            "figures": dict(reason.figures),
            **({"names": dict(reason.names)} if reason.names else {}),
        }
        for reason in reasons
    ]


def discount_figures(discounts: Sequence[Discount]) -> list[Figures]:
    """What the programme took off, by rule, coupon or reward."""
    return [
        {
            "source": discount.source.value,
            "id": discount.id,
            "title": discount.title or None,
            "rial": discount.rial,
            "code": discount.code or None,
            "coupon": discount.coupon or None,
        }
        for discount in discounts
    ]


def handed_figures(handed: Sequence[Handed]) -> list[Figures]:
    """What is handed over, done or attached to the member besides the bill."""
    return [
        {
            "kind": one.kind.value,
            "id": one.id,
            "title": one.title or None,
            "quantity": one.quantity,
            "source": one.source,
        }
        for one in handed
    ]


def tier_figures(place: TierPlace | None) -> Figures | None:
    """A member's tier and the way to the next one; null when the programme has no tiers."""
    if place is None:
        return None
    standing = place.standing
    return {
        "tier": standing.tier or None,
        "title": place.title or None,
        "rank": place.rank,
        "measure": place.measure.value,
        "reached": place.reached,
        "next": standing.next_tier or None,
        "next_title": place.next_title or None,
        "missing": place.missing if standing.next_tier else None,
        "held_until": None
        if standing.held_until_day == NEVER
        else jalali_day(date.fromordinal(standing.held_until_day)),
    }


def line_figures(lines: Sequence[ReceiptLine]) -> list[Figures]:
    """Goods: quantities in thousandths, the whole line's price."""
    return [{"sku": line.sku, "quantity_thousandths": line.quantity, "price_rial": line.price_rial} for line in lines]


def receipt_figures(receipt: Receipt) -> Figures:
    """Everything that a slip shows."""
    return {
        "receipt": receipt.number,
        "kind": receipt.kind.value,
        "of_receipt": receipt.of_number or None,
        "moment": utc(receipt.moment),
        "moment_jalali": jalali(receipt.moment),
        "amount_rial": receipt.amount_rial,
        "discount_rial": receipt.discount_rial,
        "points_spent": receipt.points_spent,
        "money_off_rial": receipt.money_off_rial,
        "paid_rial": receipt.paid_rial,
        "points_earned": receipt.points_earned,
        "points_clawed": receipt.points_clawed,
        "points_returned": receipt.points_returned,
        "rial_per_point": receipt.rial_per_point,
        "reasons": reason_figures(receipt.reasons),
        "lines": line_figures(receipt.lines),
        "anonymous": receipt.anonymous,
        "mobile": receipt.member_mobile or None,
        "name": receipt.member_name or None,
        **standing_figures(receipt.standing),
        "slip_code": receipt.code,
        "journal_mark": receipt.journal_mark,
        "copy": receipt.copy,
    }


def posting_figures(posting: Posting) -> Figures:
    """An act that made a slip."""
    return {
        "event": posting.event_id.hex(),
        "repeated": posting.repeated,
        "member": posting.member.hex() if posting.member else None,
        **receipt_figures(posting.receipt),
        **(sale_programme_figures(posting) if posting.sale else {}),
    }


def sale_programme_figures(posting: Posting) -> Figures:
    """What the programme did to a posted sale, and what it said while it was worked out."""
    sale = posting.sale
    if sale is None:
        return {}
    return {
        "tier": sale.facts.tier or None,
        "programme_discount_rial": sale.discount_rial,
        "discounts": discount_figures(sale.discounts),
        "handed": handed_figures(sale.handed),
        "steps": reason_figures(sale.steps),
        "declined": reason_figures(posting.declined),
        "alerts": reason_figures(posting.alerts),
        "override": sale.override,
    }


def bill_figures(bill: Bill) -> Figures:
    """What the programme did to a bill besides points, and what it did not do and why."""
    return {
        "programme_discount_rial": bill.discount_rial,
        "discounts": discount_figures(bill.discounts),
        "handed": handed_figures(bill.handed),
        "steps": reason_figures(bill.steps),
        "declined": reason_figures(bill.declined),
        "alerts": reason_figures(bill.alerts),
    }


def quotation_figures(quotation: Quotation) -> Figures:
    """What a sale would do."""
    bill = quotation.bill
    return {
        **member_figures(quotation.member),
        "amount_rial": bill.purchase.amount_rial,
        "discount_rial": bill.purchase.discount_rial,
        "points_spent": bill.points_spent,
        "money_off_rial": bill.money_off_rial,
        "payable_rial": bill.payable_rial,
        "points_earned": bill.award.points,
        "reasons": reason_figures(bill.award.reasons),
        **bill_figures(bill),
        "tier": bill.award.facts.tier or None,
        "rial_per_point": quotation.rial_per_point,
        "spendable": quotation.balance.spendable,
        "pending": quotation.balance.pending,
        "debt": quotation.balance.debt,
    }


def overview_figures(overview: Overview) -> Figures:
    """A member's account: balance, lots, statement, cards, latest receipts."""
    return {
        **member_figures(overview.member),
        "joined": utc(overview.member.joined),
        "moment": utc(overview.moment),
        "moment_jalali": jalali(overview.moment),
        **standing_figures(overview.standing),
        **balance_figures(overview.balance),
        "lapsed": overview.balance.lapsed,
        "tier": tier_figures(overview.tier),
        "rial_per_point": overview.rial_per_point,
        "value_rial": overview.balance.spendable * overview.rial_per_point,
        "lots": [_lot(lot, overview.moment) for lot in overview.lots],
        "statement": [_statement_line(line) for line in overview.lines],
        "cards": card_figures(overview.cards),
        "receipts": [_receipt_row(row) for row in overview.receipts],
    }


def balance_figures(balance: Balance) -> Figures:
    """What an account amounts to."""
    return {
        "spendable": balance.spendable,
        "pending": balance.pending,
        "balance": balance.spendable + balance.pending,
        "debt": balance.debt,
    }


def card_figures(cards: Sequence[Card]) -> list[Figures]:
    """A member's cards; `blocked` says why."""
    return [{"serial": card.serial, "blocked": card.blocked, "replaced_by": card.replaced_by} for card in cards]


def sale_figures(sale: Sale) -> Figures:
    """A sale as it was asked for. The digits of a card are nowhere: only its serial."""
    return {
        "mobile": sale.who.mobile,
        "card_serial": sale.who.serial or None,
        "anonymous": sale.who.anonymous,
        "amount_rial": sale.amount_rial,
        "redeem": sale.redeem,
        "invoice": sale.invoice or None,
        "lines": line_figures(sale.lines),
        "tenders": tender_figures(sale.tenders),
        "discount_codes": list(sale.codes),
        "coupons": list(sale.coupons),
        "rewards": list(sale.rewards),
    }


def parked_figures(parked: ParkedSale) -> Figures:
    """A parked purchase and the number to call it back by."""
    return {"parked": parked.number, "since": utc(parked.parked), **sale_figures(parked.sale)}


def tender_figures(tenders: Sequence[Tender]) -> list[Figures]:
    """How a bill was paid."""
    return [{"kind": tender.kind, "amount_rial": tender.rial} for tender in tenders]


def _lot(lot: Lot, moment: datetime) -> Figures:
    now_ms = to_ms(moment)
    alive = lot.alive(day_of(now_ms))
    state = ("spendable" if lot.spendable(now_ms) else "pending") if alive else "lapsed"
    day = None if lot.expires_on == NEVER else date.fromordinal(lot.expires_on)
    return {
        "points": lot.points,
        "state": state,
        "expires_on": day.isoformat() if day else None,
        "expires_jalali": jalali_day(day) if day else None,
        "spendable_from": utc(from_ms(lot.spendable_from_ms)) if lot.spendable_from_ms else None,
    }


def _statement_line(line: StatementLine) -> Figures:
    entry = line.entry
    return {
        "moment": utc(from_ms(line.moment_ms)),
        "moment_jalali": jalali(from_ms(line.moment_ms)),
        "kind": entry.kind.value if entry else "lapse",
        "points": line.points,
        "net": line.net,
        "event": entry.event_id.hex() if entry else None,
    }


def _receipt_row(row: ReceiptRow) -> Figures:
    return {
        "receipt": receipt_number(row.mark, row.number),
        "kind": row.kind,
        "moment": utc(from_ms(row.moment_ms)),
        "moment_jalali": jalali(from_ms(row.moment_ms)),
        "amount_rial": row.amount_rial,
        "refunded_rial": row.refunded_rial,
        "undone": row.undone,
    }
