"""Selling: a bill is posted, points are taken off and earned, all in one act."""

from datetime import datetime

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain.acts import Ask, PurchasePosted
from vafa.domain.card_code import receipt_number
from vafa.domain.engine.instant import Instant, instant_of
from vafa.domain.engine.lot_life import LotTerms, lot_life
from vafa.domain.engine.outcome import Bill, SideAward
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.referring import Completion
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.moments import moment_or_now
from vafa.domain.personal import FreeText
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.roles import Deed
from vafa.domain.texts import MAX_INVOICE, clean, reason
from vafa.domain.units import DisplayUnit, Rial
from vafa.domain.who import Who
from vafa.persian.tehran import business_day
from vafa.services.asking import Sale, lying
from vafa.store.awarding import issued
from vafa.store.finding import find_member, subject
from vafa.store.hands import Approval, find_hands
from vafa.store.knowing import member_facts, referral_of, surroundings
from vafa.store.shopfile import Store
from vafa.store.slips import Posting, posting_of

_LATER = frozenset({"codes", "coupons", "rewards"})
"""What a sale could not ask for at first: left out where it is empty, the digest of an old request stays the same."""


class _Prepared(Struct, frozen=True):
    """A sale worked out on what was read before the lock was taken."""

    member: bytes | None
    staff: bytes | None
    instant: Instant
    ruleset: Ruleset
    unit: DisplayUnit
    bill: Bill
    referral: Completion
    terms: LotTerms
    approvals: tuple[Approval, ...]


class Sell:
    """Posts a sale and returns its slip. The same key again returns the first result and changes nothing. A `parked`
    one is finished once: after that, or when it was thrown away, it is refused as `parked_unknown`. What an attempt to
    park it under the same key left goes with it.

    What a cashier takes off has a limit: above it `needs_approval` (best: points within it), unless `approved_by` is
    somebody who may; that is journalled with the sale. Earning has none. So has an `override` of what the programme
    allows: it takes a manager, and its reason stands beside the journal.

    Refuses as `purchase_of`, `work_out`, `find_member` and `find_hands` say; `clock_doubtful` and
    `needs_update` only when points are taken off: earning always goes on.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        sale: Sale,
        *,
        key: str | None = None,
        at: datetime | None = None,
        staff: int | None = None,
        parked: int | None = None,
        approved_by: int | None = None,
    ) -> Posting:
        store = self._store
        purchase = purchase_of(sale.amount_rial, sale.lines)
        sale = structs.replace(sale, lines=purchase.lines, invoice=clean("invoice", sale.invoice, MAX_INVOICE))
        why = FreeText(reason(sale.override)) if sale.override else None
        stamp = store.stamp()
        digest = self._digest(sale)
        try:
            ready: _Prepared | Refusal = self._prepare(sale, purchase, at, staff, approved_by)
        except Refusal as refusal:
            ready = refusal
        with store.act() as act:
            stale = store.stamp() != stamp
            earlier = act.earlier(key, self._digest(sale) if stale else digest, why)
            if earlier:
                return posting_of(store, earlier.envelope.event_id, repeated=True)
            if stale:
                ready = self._prepare(sale, purchase, at, staff, approved_by)
            if isinstance(ready, Refusal):
                raise ready
            waiting = lying(store, parked, key)
            if ready.bill.points_spent:
                act.refuse_doubt()
            posted = act.post(
                _body(sale, ready, act.mark, act.next_number, Ask(act.till, key, digest) if key else None),
                member=ready.member,
                staff=ready.staff,
                moment=ready.instant.moment,
                personal=why,
            )
            for approval in ready.approvals:
                approval.post(act, posted)
            for one in waiting:
                store.parking.drop(one.number)
        bill = ready.bill
        return structs.replace(posting_of(store, posted.event_id), declined=bill.declined, alerts=bill.alerts)

    def _digest(self, sale: Sale) -> bytes:
        asked = structs.asdict(structs.replace(sale, who=Who(card_digest=subject(self._store, sale.who))))
        del asked["override"]
        return request_digest("sell", {name: asked[name] for name in asked if name not in _LATER or asked[name]})

    def _prepare(
        self, sale: Sale, purchase: Purchase, at: datetime | None, staff: int | None, approved_by: int | None
    ) -> _Prepared:
        store = self._store
        hands = find_hands(store, staff, approved_by, Deed.SELL)
        member = None if sale.who.anonymous else find_member(store, sale.who).id
        moment = moment_or_now(at, store.now())
        instant = instant_of(moment)
        ruleset = store.ruling.ruleset()
        if sale.redeem is not None and member is not None:
            store.refuse_unread(member)
        facts = member_facts(store, member, ruleset, instant) if member else None
        around = surroundings(store)
        balance = store.accounts.redeemable(member, to_ms(moment), to_ms(store.now()))
        bill = work_out(ruleset, facts, purchase, sale.choices, balance, instant, around)
        worth = ruleset.programme.money_off.rial_per_point
        approvals = (
            hands.approval(Deed.REDEEM, bill.money_off_rial, step_rial=worth),
            hands.approval(Deed.OVERRIDE, 0) if sale.override else None,
        )
        return _Prepared(
            member=member,
            staff=hands.by,
            instant=instant,
            ruleset=ruleset,
            unit=store.ruling.shop().unit,
            bill=bill,
            referral=referral_of(store, ruleset, facts, bill, instant, around),
            terms=lot_life(ruleset.programme, instant),
            approvals=tuple(approval for approval in approvals if approval),
        )


def _body(sale: Sale, ready: _Prepared, mark: str, number: int, ask: Ask | None) -> PurchasePosted:
    bill, programme = ready.bill, ready.ruleset.programme
    receipt = receipt_number(mark, number)
    return PurchasePosted(
        ask=ask,
        mark=mark,
        number=number,
        business_day=business_day(ready.instant.moment),
        unit=ready.unit,
        amount_rial=bill.purchase.amount_rial,
        lines=bill.lines,
        invoice=sale.invoice,
        points_spent=bill.points_spent,
        money_off_rial=bill.money_off_rial,
        rial_per_point=Rial(programme.money_off.rial_per_point),
        tenders=sale.tenders,
        discounts=bill.discounts,
        rewards=bill.rewards,
        coupons_used=bill.coupons_used,
        coupons_issued=issued(ready.ruleset, bill.handed, receipt, ready.instant) if ready.member else (),
        handed=bill.handed,
        steps=bill.steps,
        counts=(*bill.counts, *ready.referral.counts),
        side_awards=_sides(ready, receipt),
        override=bool(sale.override),
        points_earned=bill.award.points,
        tier_points=bill.award.for_tier,
        reasons=bill.award.reasons,
        facts=bill.award.facts,
        lot=ready.terms,
        grace_days=programme.refund_grace_days,
    )


def _sides(ready: _Prepared, receipt: str) -> tuple[SideAward, ...]:
    """What the referral gives, with the coupons that it attaches to its two sides."""
    return tuple(
        structs.replace(side, coupons=issued(ready.ruleset, side.handed, f"{receipt}-r{place}", ready.instant))
        for place, side in enumerate(ready.referral.side_awards, start=1)
    )
