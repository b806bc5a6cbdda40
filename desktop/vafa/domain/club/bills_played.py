"""Bills in a story: quoted, bought, parked, recalled."""

from collections.abc import Sequence

from msgspec import Struct, structs

from vafa.domain.account import EntryKind
from vafa.domain.club.book import Book
from vafa.domain.club.dues_played import sell_membership
from vafa.domain.club.giving import aside, attach_coupons, tier_reached
from vafa.domain.club.happenings import (
    BillAsked,
    CancelHappens,
    GateHappens,
    LineAsked,
    ParkHappens,
    PurchaseHappens,
    QuoteHappens,
    RecallHappens,
)
from vafa.domain.club.purse import Purse
from vafa.domain.club.recorded import EARNED, SPENT, Dues, Sale, Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import AwardTold, Result, told_bill
from vafa.domain.engine.case import Case
from vafa.domain.engine.known import Choices, Coupon, GoodsKind, MemberFacts, Surroundings
from vafa.domain.engine.lot_life import lot_life
from vafa.domain.engine.outcome import Bill
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.referring import complete_referral
from vafa.domain.engine.refunding import SoldBill
from vafa.domain.engine.tendering import Load, loads_of, settled
from vafa.domain.errors import Refusal
from vafa.domain.purchase import Purchase, purchase_of
from vafa.domain.receipt import ReceiptLine
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.plans import Trigger
from vafa.domain.sharing import share_out
from vafa.domain.tender import Tender
from vafa.domain.units import Rial, Thousandths
from vafa.persian.folding import display

_UNIT, _HALF = 1_000, 500

MOST_TERMS = 20
"""So many terms of a membership are sold by one line."""

_NOBODY = Purse()


class Asked(Struct, frozen=True):
    """A bill that was asked for, worked out, with everything it was worked out from."""

    member: str
    book: Book | None
    facts: MemberFacts | None
    choices: Choices
    around: Surroundings
    bill: Bill
    loads: tuple[Load, ...]
    dues: tuple[Dues, ...]


def ask(club: Club, stamp: Stamp, event: BillAsked) -> Asked:
    """Works a bill out. Raises every refusal of the engine, `price_unknown`, `branch_unknown`, `member_unknown`."""
    book = club.book(event.member) if event.member else None
    facts = club.facts(book, stamp.instant) if book else None
    purchase = _purchase(club, event)
    choices = Choices(
        codes=event.codes,
        coupons=_coupons(book, event.coupons),
        rewards=event.rewards,
        redeem=event.redeem,
        tenders=_tenders(event),
        override=event.override,
    )
    around = club.around(event.branch)
    balance = (book.purse if book else _NOBODY).balance(stamp.instant.moment_ms)
    bill = work_out(club.ruleset, facts, purchase, choices, balance, stamp.instant, around)
    loads: tuple[Load, ...] = ()
    dues: tuple[Dues, ...] = ()
    if not club.no_goods.isdisjoint([line.sku for line in purchase.lines]):
        loads = loads_of(purchase, club.goods, [folded_code(line.gift_card) for line in event.lines])
        dues = _dues(club, purchase, book)
    return Asked(event.member, book, facts, choices, around, bill, loads, dues)


def quote(club: Club, stamp: Stamp, event: QuoteHappens) -> Result:
    """What a bill would give."""
    result = Result()
    told_bill(result, ask(club, stamp, event).bill)
    return result


def buy(club: Club, stamp: Stamp, event: PurchaseHappens) -> Result:
    """A bill finished and paid."""
    return _post(club, stamp, event, event.id or f"#{stamp.n}")


def park(club: Club, stamp: Stamp, event: ParkHappens) -> Result:
    """A bill kept for later; what it would give now is told, nothing is posted."""
    result = Result()
    told_bill(result, ask(club, stamp, event).bill)
    club.parked[event.id or f"#{stamp.n}"] = event
    return result


def recall(club: Club, stamp: Stamp, event: RecallHappens) -> Result:
    """A parked bill finished now: worked out anew. Raises Refusal `parked_unknown`."""
    parked = _parked(club, event.of)
    changed = {"tenders": event.tenders, "redeem": event.redeem}
    asked = structs.replace(parked, **{name: value for name, value in changed.items() if value is not None})
    result = _post(club, stamp, asked, event.id or event.of)
    del club.parked[event.of]
    return result


def cancel(club: Club, stamp: Stamp, event: CancelHappens) -> Result:  # noqa: ARG001 - one of many of this shape
    """A parked bill thrown away. Raises Refusal `parked_unknown`."""
    _parked(club, event.of)
    del club.parked[event.of]
    return Result()


def _parked(club: Club, name: str) -> BillAsked:
    if name not in club.parked:
        raise Refusal("parked_unknown", parked=name)
    return club.parked[name]


def case_of(club: Club, stamp: Stamp, event: GateHappens) -> Case:
    """The case of a question; without amount and lines it is one without a bill."""
    book = club.book(event.member) if event.member else None
    facts = club.facts(book, stamp.instant) if book else None
    around = club.around(event.branch)
    asked = event.amount_rial is not None or event.lines
    purchase = _purchase(club, event) if asked else Purchase(Rial(0), ())
    choices = Choices(tenders=_tenders(event))
    return Case(club.ruleset, facts, purchase, stamp.instant, around, choices)


def _post(club: Club, stamp: Stamp, event: BillAsked, name: str) -> Result:
    club.refuse_taken(name)
    asked = ask(club, stamp, event)
    member = asked.member
    tenders, loads = asked.choices.tenders, asked.loads
    if tenders or loads:
        club.keep(member, settled(club.kept(asked.book, tenders, loads), tenders, loads, stamp.instant.day))
    result = Result(posted=True)
    told_bill(result, asked.bill)
    sale = _record(club, stamp, name, asked, result)
    club.sales[name] = club.last = sale
    club.bills.append(sale)
    if asked.facts is not None:
        sell_dues(club, stamp, sale, result)
        complete_referral_of(club, stamp, sale, asked.facts, result)
        reached = tier_reached(club, stamp, member, asked.facts.tier, result)
        if reached is not None:
            sale.asides += (reached,)
            club.risen[sale.id] = sale
    return result


def sell_dues(club: Club, stamp: Stamp, sale: Sale, result: Result) -> None:
    """The memberships that the sale sells to its member, recorded with it."""
    sold = [sell_membership(club, stamp, sale.member, dues, result) for dues in sale.dues]
    sale.terms = tuple(term for term, _ in sold)
    sale.asides += tuple(aside for _, aside in sold if aside is not None)


def _record(club: Club, stamp: Stamp, name: str, asked: Asked, result: Result) -> Sale:
    """Posts the bill itself: points, counters, coupons, the day."""
    bill, member = asked.bill, asked.member
    facts, around = club.past(asked.facts, asked.around)
    day_rial = [0 if line.sku in club.no_goods else int(line.net_rial) for line in bill.lines]
    coupons: tuple[tuple[str, Coupon], ...] = ()
    if asked.book is not None:
        held = asked.book.coupons
        used = [coupon for coupon in bill.coupons_used if coupon in held]
        coupons = tuple((club.holder_of(member, coupon), held[coupon]) for coupon in used)
        club.post(stamp, member, SPENT, EntryKind.SPEND, -bill.points_spent)
        life = lot_life(club.ruleset.programme, stamp.instant)
        club.post(stamp, member, EARNED, EntryKind.EARN, bill.award.points, life=life)
        club.detach(member, used)
        result.coupons_issued = attach_coupons(club, stamp, member, bill.handed)
        for book in club.recorders(member):
            book.add_to_day(stamp.instant.business_day, sum(day_rial), bill.award.for_tier)
    club.count(member, bill.counts)
    return Sale(
        id=name,
        member=member,
        stamp=stamp,
        award=stamp,
        ruleset=club.ruleset,
        choices=asked.choices,
        around=around,
        facts=facts,
        bill=bill,
        sold=_sold(bill, asked.choices),
        day_rial=day_rial,
        loads=asked.loads,
        dues=asked.dues,
        coupons=coupons,
        issued=tuple(coupon.id for coupon in result.coupons_issued),
        refunds=[],
    )


def complete_referral_of(club: Club, stamp: Stamp, sale: Sale, known: MemberFacts, result: Result) -> None:
    """What the sale completes of a referral: both sides are given theirs, recorded with the sale."""
    if known.referrer is None:
        return
    name = club.named(known.referrer)
    referrer = structs.replace(club.facts(club.book(name), stamp.instant), member=known.referrer)
    around = club.around(sale.around.branch)
    lines = tuple(place for place, line in enumerate(sale.bill.purchase.lines) if line.sku not in club.no_goods)
    goods = None if len(lines) == len(sale.bill.purchase.lines) else lines
    done = complete_referral(sale.ruleset, known, referrer, sum(sale.day_rial), stamp.instant, around, goods)
    result.declined += done.declined
    club.count(sale.member, done.counts)
    for side in done.side_awards:
        member = club.named(side.member)
        cause = Trigger.REFERRER if member == name else Trigger.REFEREE
        told = AwardTold(member, side.points, cause.value, side.reasons, side.handed)
        sale.asides += (aside(club, stamp, told, side.for_tier, side.counts, result, side.rule),)
    counts = (*sale.sold.counts, *done.counts)
    sale.sold = structs.replace(sale.sold, counts=counts, side_awards=done.side_awards)


def _sold(bill: Bill, choices: Choices) -> SoldBill:
    """The recorded figures that a refund is reckoned from."""
    return SoldBill(
        lines=bill.lines,
        facts=bill.award.facts,
        points_spent=bill.points_spent,
        money_off_rial=bill.money_off_rial,
        counts=bill.counts,
        tenders=choices.tenders,
    )


def _tenders(event: BillAsked) -> tuple[Tender, ...]:
    return tuple(Tender(tender.kind, Rial(tender.rial), folded_code(tender.number)) for tender in event.tenders)


def _purchase(club: Club, event: BillAsked) -> Purchase:
    lines = [_line(club, line) for line in event.lines]
    amount = event.amount_rial if event.amount_rial is not None else sum([line.price_rial for line in lines])
    return purchase_of(amount, tuple(lines))


def _line(club: Club, line: LineAsked) -> ReceiptLine:
    price = line.price_rial
    if price is None:
        known = club.goods.get(display(line.sku))
        if known is None or known.price_rial is None:
            raise Refusal("price_unknown", sku=line.sku)
        price = (known.price_rial * line.thousandths + _HALF) // _UNIT
    return ReceiptLine(line.sku, Thousandths(line.thousandths), Rial(price))


def _coupons(book: Book | None, asked: Sequence[str]) -> tuple[str, ...]:
    """Ids of coupons; the name of a plan means the member's coupon of it that lapses first."""
    if not asked:
        return ()
    held = sorted(book.coupons.values(), key=lambda coupon: (coupon.expires_on, coupon.id)) if book else []
    ids: list[str] = []
    for name in asked:
        of_plan = [coupon.id for coupon in held if coupon.plan == name and coupon.id not in ids]
        ids.append(of_plan[0] if of_plan and not any(coupon.id == name for coupon in held) else name)
    return tuple(ids)


def _dues(club: Club, purchase: Purchase, book: Book | None) -> tuple[Dues, ...]:
    """The memberships on the bill, one for each whole unit."""
    dues: list[Dues] = []
    for place, line in enumerate(purchase.lines):
        goods = club.goods.get(line.sku)
        if goods is None or goods.kind is not GoodsKind.MEMBERSHIP:
            continue
        if book is None:
            raise Refusal("membership_needs_member", sku=line.sku)
        plan = club.plan_of_sku.get(line.sku, line.sku)
        if plan not in club.ruleset.memberships:
            raise Refusal("membership_unknown", plan=plan)
        terms, part = divmod(line.quantity, _UNIT)
        if part or terms > MOST_TERMS:
            raise Refusal("line_invalid", line=place + 1, sku=line.sku)
        dues += [Dues(place, plan, fee_rial) for fee_rial in share_out(line.price_rial, [1] * terms)]
    return tuple(dues)
