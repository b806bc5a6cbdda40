"""Moving a receipt to the member it belongs to, within the business day."""

from datetime import date, datetime

from vafa.clock import from_ms, to_ms
from vafa.domain import texts
from vafa.domain.account import Balance
from vafa.domain.acts import Ask, PurchaseReassigned
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.limits import with_counts
from vafa.domain.engine.reckoning import together
from vafa.domain.engine.undoing import award_again, counts_back, counts_that_stay, sides_back
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.personal import FreeText
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import ReceiptLine
from vafa.domain.roles import Deed
from vafa.domain.units import Points
from vafa.domain.who import Who
from vafa.persian.tehran import business_day
from vafa.store.finding import find_acting, find_member, find_receipt, subject
from vafa.store.knowing import member_facts, surroundings
from vafa.store.receipts import ReceiptRow
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of
from vafa.store.sold import Held, Sold, held_by, read_sold


class Reassign:
    """The final member earns, the first one's points go back both ways; points that were taken off move along, and so
    do the discounts with what limits and budgets counted of them, and the coupons that the bill attached to its member.

    Refuses `reason_missing`, `same_member`, `reassign_too_late`, `already_refunded`; when points were taken off,
    `not_enough_points` (the right member cannot pay them), `clock_doubtful` and `needs_update`; and as `find_receipt`,
    `read_sold`, `find_member` say.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self, receipt: str, who: Who, reason: str, *, key: str | None = None, staff: int | None = None
    ) -> Posting:
        store = self._store
        reason = texts.reason(reason)
        with store.act() as act:
            digest = request_digest("reassign", (receipt.strip().upper(), subject(store, who)))
            earlier = act.earlier(key, digest, FreeText(reason))
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            by = find_acting(store, staff, Deed.REASSIGN)
            member = find_member(store, who).id
            sold = read_sold(store, find_receipt(store, receipt))
            _refuse(sold.row, member, act.now)
            held = held_by(store, sold.row)
            ruleset = store.ruling.ruleset_of(sold.body.facts.programme_version)
            if held.points_spent:
                act.refuse_doubt()
                store.refuse_unread(member)
                _check_covered(held, store.accounts.balance(member, to_ms(act.now)))
            instant = instant_of(from_ms(sold.row.moment_ms))
            facts = member_facts(store, member, ruleset, instant)
            staying = counts_that_stay(ruleset, sold.body.discounts, held.counts)
            award, counts = award_again(
                ruleset,
                facts,
                _bought(sold),
                sold.body.lines,
                sold.body.money_off_rial,
                sold.body.tenders,
                instant,
                with_counts(surroundings(store), (*counts_back(held.counts), *staying)),
            )
            posted = act.post(
                PurchaseReassigned(
                    ask=Ask(act.till, key, digest) if key else None,
                    of=sold.row.event_id,
                    award=sold.row.award_event,
                    first_member=sold.row.member,
                    points_clawed=held.points_earned if sold.row.member else Points(0),
                    points_returned=held.points_spent,
                    counts=counts_back(held.counts),
                    side_claws=sides_back(held.side_awards),
                    points_spent=held.points_spent,
                    points_earned=award.points,
                    tier_points=award.for_tier,
                    spend_rial=sold.body.spend_rial,
                    new_counts=together((*staying, *counts)),
                    reasons=award.reasons,
                    facts=award.facts,
                    lot=sold.body.lot,
                    grace_days=sold.body.grace_days,
                ),
                member=member,
                staff=by,
                personal=FreeText(reason),
            )
        return posting_of(store, posted.event_id)


def _refuse(row: ReceiptRow, member: bytes, now: datetime) -> None:
    number = receipt_number(row.mark, row.number)
    if row.member == member:
        raise Refusal("same_member", number=number)
    if row.refunded_rial:
        raise Refusal("already_refunded", number=number, amount_rial=row.refunded_rial)
    if business_day(now) != date.fromordinal(row.business_day):
        raise Refusal("reassign_too_late", number=number)


def _check_covered(held: Held, balance: Balance) -> None:
    """Raises Refusal `not_enough_points` when the right member cannot pay the points that were taken off."""
    if held.points_spent > balance.spendable:
        raise Refusal(
            "not_enough_points",
            points=held.points_spent,
            spendable=balance.spendable,
            pending=balance.pending,
            debt=balance.debt,
            best=balance.spendable,
        )


def _bought(sold: Sold) -> Purchase:
    lines = tuple(ReceiptLine(line.sku, line.quantity, line.price_rial) for line in sold.body.lines)
    return Purchase(sold.body.amount_rial, lines)
