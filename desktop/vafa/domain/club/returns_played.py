"""What comes back in a story: refunds, undone postings, sales that find their right member."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import structs

from vafa.domain.account import EntryKind
from vafa.domain.club.bills_played import complete_referral_of, sell_dues
from vafa.domain.club.giving import tier_of, tier_reached
from vafa.domain.club.happenings import ReassignHappens, RefundHappens, UndoHappens
from vafa.domain.club.recorded import CLAWED, EARNED, RETURNED, SPENT, Aside, Redeemed, Returned, Sale, Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import AwardTold, Result
from vafa.domain.engine.case import Case
from vafa.domain.engine.earning import earn
from vafa.domain.engine.known import GoodsKind
from vafa.domain.engine.lot_life import lot_life
from vafa.domain.engine.membership_terms import MembershipTerm
from vafa.domain.engine.outcome import Award, Count
from vafa.domain.engine.refunding import Refund, SideClaw, refund_amount, refund_lines
from vafa.domain.engine.rewarding import points_off
from vafa.domain.engine.tendering import Load, given_back, unloaded
from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptKind

UNDO_TIME = timedelta(seconds=30)


def refund(club: Club, stamp: Stamp, event: RefundHappens) -> Result:
    """Goods come back. Raises Refusal `event_id_taken`, `receipt_unknown`, `not_a_sale`, `refund_before_sale`,
    `already_undone`, and what the engine and the gift cards on the bill refuse."""
    name = event.id or f"#{stamp.n}"
    club.refuse_taken(name)
    sale = club.sale(event.of)
    if sale.undone:
        raise Refusal("already_undone", number=sale.id)
    if stamp.instant.moment < sale.stamp.instant.moment:
        raise Refusal("refund_before_sale", at=stamp.instant.moment, sold=sale.stamp.instant.moment)
    if event.lines and event.amount_rial is not None:
        raise Refusal("refund_of_both", id=sale.id)
    earlier = [part.lines for part in sale.refunds]
    if event.lines:
        wanted: dict[str, int] = {}
        for line in event.lines:
            wanted[line.sku] = wanted.get(line.sku, 0) + line.thousandths
        back = refund_lines(sale.sold, earlier, wanted)
    else:
        back = refund_amount(sale.sold, earlier, event.amount_rial)
    result = Result(posted=True)
    _take_back(club, stamp, sale, back, result)
    club.sales[name] = club.last = Returned(id=name, member=sale.member)
    return result


def undo(club: Club, stamp: Stamp, event: UndoHappens) -> Result:
    """The last posting never was: a sale or a redemption after which nothing was sold, redeemed or refunded. Raises
    Refusal `nothing_to_undo`, `receipt_unknown`, `already_undone`, `not_a_sale`, `undo_not_last` or `undo_too_late`."""
    last = club.posting(event.of) if event.of else club.last
    if last is None:
        raise Refusal("nothing_to_undo")
    if last.undone:
        raise Refusal("already_undone", number=last.id)
    if isinstance(last, Returned):
        raise Refusal("not_a_sale", number=last.id, kind=ReceiptKind.REFUND.value)
    if last is not club.last:
        raise Refusal("undo_not_last", number=last.id)
    age = stamp.instant.moment - last.stamp.instant.moment
    if not timedelta(0) <= age <= UNDO_TIME:
        raise Refusal("undo_too_late", number=last.id, seconds=int(UNDO_TIME.total_seconds()))
    result = Result(posted=True)
    if isinstance(last, Redeemed):
        _undo_redeemed(club, stamp, last, result)
    else:
        _take_back(club, stamp, last, refund_amount(last.sold, (), None), result, undone=True)
    last.undone = True
    return result


def reassign(club: Club, stamp: Stamp, event: ReassignHappens) -> Result:
    """A sale finds its member. He earns what he would have earned; what was taken off stays as it was paid; points
    that were taken off are his now. Raises Refusal `reason_missing`, `receipt_unknown`, `same_member`,
    `already_refunded`, `already_undone`, `reassign_too_late`, `not_enough_points`."""
    if not event.reason.strip():
        raise Refusal("reason_missing")
    sale = club.sale(event.of)
    book = club.book(event.member)
    if sale.member and club.root(sale.member) == club.root(event.member):
        raise Refusal("same_member", number=sale.id)
    if sale.undone:
        raise Refusal("already_undone", number=sale.id)
    if sale.refunds:
        raise Refusal("already_refunded", number=sale.id, amount_rial=sum(part.value_rial for part in sale.refunds))
    _check_terms(club, sale, sale.terms)
    if stamp.instant.business_day != sale.stamp.instant.business_day:
        raise Refusal("reassign_too_late", number=sale.id)
    spent = sale.bill.points_spent
    if spent:
        money_off = structs.replace(sale.ruleset.programme.money_off, step_points=1, least_points=1)
        points_off(money_off, 1_000_000_000_000, spent, book.purse.balance(stamp.instant.moment_ms))
    before = tier_of(club, stamp, event.member)
    first, first_before = sale.member, tier_of(club, stamp, sale.member) if sale.member else ""
    result = Result(posted=True, points_spent=spent, money_off_rial=sale.bill.money_off_rial)
    if first:
        _leave(club, stamp, sale, result)
    facts = club.facts(book, sale.stamp.instant)
    case = Case(sale.ruleset, facts, sale.bill.purchase, sale.stamp.instant, sale.around, sale.choices)
    case.rest_rial = [int(line.net_rial) for line in sale.bill.lines]
    award, counts, declined = earn(case, sale.bill.money_off_rial)
    _arrive(club, stamp, sale, event.member, award, counts)
    result.points, result.reasons, result.declined = award.points, award.reasons, declined
    sell_dues(club, stamp, sale, result)
    complete_referral_of(club, stamp, sale, facts, result)
    reached = tier_reached(club, stamp, event.member, before, result)
    if reached is not None:
        sale.asides += (reached,)
        club.risen[sale.id] = sale
    if first:
        tier_reached(club, stamp, first, first_before, result)
        _tiers_back(club, stamp, first, result)
    return result


def _take_back(club: Club, stamp: Stamp, sale: Sale, back: Refund, result: Result, *, undone: bool = False) -> None:
    programme, book = sale.ruleset.programme, club.book(sale.member) if sale.member else None
    whole = undone or _takes_rest(sale, back)
    ended = _terms_back(sale, back, whole=whole)
    _check_terms(club, sale, ended)
    loads = _loads_back(club, sale, back)
    kept = unloaded(club.kept(book, loads, back.tenders), loads)
    kept = given_back(kept, back.tenders, stamp.instant.day, programme.refund_grace_days)
    before = tier_of(club, stamp, sale.member) if sale.member else ""
    club.keep(sale.member, kept)
    result.value_rial, result.cash_rial = back.value_rial, back.cash_rial
    result.points_clawed, result.points_returned = back.points_clawed, back.points_returned
    result.tenders_back = back.tenders
    sale.refunds.append(back)
    if sale.member:
        _post_back(club, stamp, sale, back.points_returned, back.points_clawed)
        rial = [line.rial if of_day else 0 for line, of_day in zip(back.lines, sale.day_rial, strict=True)]
        for recorded in club.recorders(sale.member):
            recorded.add_to_day(sale.stamp.instant.business_day, -sum(rial), -back.points_for_tier_clawed)
    club.count(sale.member, back.counts)
    for claw in back.side_claws:
        _claw_side(club, stamp, sale, claw, result)
    _end_terms(club, sale, ended)
    if whole and sale.member:
        _coupons_back(club, sale)
    for other in sale.asides if whole else ():
        _claw(club, stamp, other, result)
    sale.asides = () if whole else sale.asides
    if sale.member:
        tier_reached(club, stamp, sale.member, before, result)
        _tiers_back(club, stamp, sale.member, result)


def _tiers_back(club: Club, stamp: Stamp, name: str, result: Result) -> None:
    """What a member was given for reaching a tier that the goods which came back have cost him."""
    ranks = club.ruleset.tier_rank
    now = ranks.get(tier_of(club, stamp, name), -1)
    names = {book.id for book in club.books_of(name)}
    for sale in [sale for sale in club.risen.values() if sale.member in names]:
        lost = [aside for aside in sale.asides if aside.tier and ranks.get(aside.tier, -1) > now]
        for other in lost:
            _claw(club, stamp, other, result)
        sale.asides = tuple(aside for aside in sale.asides if aside not in lost)
        if not any(aside.tier for aside in sale.asides):
            del club.risen[sale.id]


def _terms_back(sale: Sale, back: Refund, *, whole: bool) -> tuple[MembershipTerm, ...]:
    """The memberships whose price comes back with this refund, of several on one line the last ones."""
    if whole:
        return tuple(term for term in sale.terms if term not in sale.ended)
    ended: list[MembershipTerm] = []
    for place in sorted({dues.place for dues in sale.dues}):
        terms = [term for dues, term in zip(sale.dues, sale.terms, strict=True) if dues.place == place]
        line = sale.bill.lines[place]
        parts = [*(refund.lines[place] for refund in sale.refunds), back.lines[place]]
        now, all_of_it = sum(int(part.rial) for part in parts), int(line.net_rial)
        if not all_of_it:
            now, all_of_it = sum(int(part.quantity) for part in parts), int(line.quantity)
        ended += terms[len(terms) - len(terms) * now // all_of_it :]
    return tuple(term for term in ended if term not in sale.ended)


def _check_terms(club: Club, sale: Sale, ended: Sequence[MembershipTerm]) -> None:
    """Raises Refusal `membership_not_running` when one was cancelled: its money has come back already."""
    for term in ended:
        if term not in club.book(sale.member).terms:
            raise Refusal("membership_not_running", plan=term.plan)


def _end_terms(club: Club, sale: Sale, ended: Sequence[MembershipTerm]) -> None:
    sale.ended += tuple(ended)
    for book in club.books_of(sale.member) if ended else ():
        book.terms = [term for term in book.terms if term not in ended]


def _takes_rest(sale: Sale, back: Refund) -> bool:
    """Whether nothing of the sale is left with this refund; of a bill on which everything was free the goods count."""
    parts = [*sale.refunds, back]
    if sale.sold.amount_rial:
        return sum(part.value_rial for part in parts) == sale.sold.amount_rial
    goods = sum(line.quantity for part in parts for line in part.lines)
    return goods == sum(line.quantity for line in sale.sold.lines)


def _post_back(club: Club, stamp: Stamp, sale: Sale, returned: int, clawed: int) -> None:
    """Spent points come back before earned ones are taken, so that as little as possible becomes debt."""
    grace = sale.ruleset.programme.refund_grace_days
    spend, earned = sale.award.lot(SPENT), sale.award.lot(EARNED)
    if returned:
        club.post(stamp, sale.member, RETURNED, EntryKind.RETURN, returned, of=spend, grace_days=grace)
    club.post(stamp, sale.member, CLAWED, EntryKind.CLAW, -clawed, of=earned)


def _claw_side(club: Club, stamp: Stamp, sale: Sale, claw: SideClaw, result: Result) -> None:
    name = club.named(claw.member)
    for other in sale.asides:
        if other.member == name and other.rule == claw.rule:
            _claw(club, stamp, other, result)
            sale.asides = tuple(aside for aside in sale.asides if aside is not other)


def _claw(club: Club, stamp: Stamp, other: Aside, result: Result) -> None:
    """Takes back what somebody was given beside the bill."""
    if other.points:
        club.post(stamp, other.member, club.part(stamp), EntryKind.CLAW, -other.points, of=other.lot)
    for book in club.recorders(other.member):
        book.add_to_day(other.day, 0, -other.for_tier)
    club.count(other.member, other.counts, sign=-1)
    club.withdraw(other.member, other.coupons)
    result.awards += (AwardTold(other.member, -other.points, "taken_back"),)


def _coupons_back(club: Club, sale: Sale) -> None:
    """With the whole bill its coupons come back, and those that it issued go, as far as they are not used."""
    for holder, coupon in sale.coupons:
        club.attach(holder, coupon)
    club.withdraw(sale.member, sale.issued)


def _loads_back(club: Club, sale: Sale, back: Refund) -> Sequence[Load]:
    """Gift cards and top-ups that this refund gives back, in part or whole."""
    loads = iter(sale.loads)
    found = []
    for line, part in zip(sale.bill.lines, back.lines, strict=True):
        goods = club.goods.get(line.sku)
        if goods is None or goods.kind not in (GoodsKind.GIFT_CARD, GoodsKind.TOP_UP) or not line.price_rial:
            continue
        load = next(loads)
        if part.rial:
            found.append(structs.replace(load, rial=part.rial))
    return found


def _undo_redeemed(club: Club, stamp: Stamp, last: Redeemed, result: Result) -> None:
    grace = club.ruleset.programme.refund_grace_days
    spend = last.stamp.lot(SPENT)
    club.post(stamp, last.member, RETURNED, EntryKind.RETURN, last.points, of=spend, grace_days=grace)
    club.count(last.member, last.counts, sign=-1)
    club.withdraw(last.member, last.issued)
    result.points_returned = last.points


def _leave(club: Club, stamp: Stamp, sale: Sale, result: Result) -> None:
    """The first member's points go back both ways, and what the sale claimed of him is dropped."""
    bill, day = sale.bill, sale.stamp.instant.business_day
    _post_back(club, stamp, sale, bill.points_spent, bill.award.points)
    result.points_clawed, result.points_returned = bill.award.points, bill.points_spent
    for book in club.recorders(sale.member):
        book.add_to_day(day, -sum(sale.day_rial), -bill.award.for_tier)
    club.count(sale.member, sale.sold.counts, sign=-1)
    for other in sale.asides:
        _claw(club, stamp, other, result)
    sale.asides = ()
    club.withdraw(sale.member, sale.issued)
    _end_terms(club, sale, sale.terms)
    sale.ended = ()


def _arrive(club: Club, stamp: Stamp, sale: Sale, name: str, award: Award, counts: Sequence[Count]) -> None:
    """The right member has the sale from now on. His own counters begin with what he earned; the shop's keep what was
    given."""
    bill = sale.bill
    given = tuple(count for count in bill.counts if sale.of_discounts(count))
    club.post(stamp, name, SPENT, EntryKind.SPEND, -bill.points_spent)
    life = lot_life(sale.ruleset.programme, sale.stamp.instant)
    club.post(stamp, name, EARNED, EntryKind.EARN, award.points, life=life)
    now = (*given, *(count for count in counts if not sale.of_discounts(count)))
    club.count(name, now)
    for book in club.recorders(name):
        book.add_to_day(sale.stamp.instant.business_day, sum(sale.day_rial), award.for_tier)
    sale.member, sale.award = name, stamp
    sale.coupons = ()
    sale.bill = structs.replace(bill, award=award, counts=now)
    sale.sold = structs.replace(sale.sold, facts=award.facts, counts=now, side_awards=())
