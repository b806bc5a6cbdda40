"""What members pay or spend in a story without a bill: memberships, and points for vouchers and rewards."""

from msgspec import structs

from vafa.domain.account import EntryKind
from vafa.domain.club.giving import attach_coupons, give_aside, occasion, tier_of, tier_reached
from vafa.domain.club.happenings import MembershipAct, MembershipHappens, RedeemHappens
from vafa.domain.club.recorded import SPENT, Aside, Dues, Redeemed, Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import Result
from vafa.domain.engine.case import Case
from vafa.domain.engine.known import Choices
from vafa.domain.engine.membership_terms import MembershipTerm, cancel, sell
from vafa.domain.engine.occasions import Occasion
from vafa.domain.engine.rewarding import points_off, take_rewards
from vafa.domain.errors import Refusal
from vafa.domain.purchase import MAX_AMOUNT_RIAL, Purchase
from vafa.domain.rulebook.plans import Trigger
from vafa.domain.units import Rial


def membership(club: Club, stamp: Stamp, event: MembershipHappens) -> Result:
    """A paid membership is sold, renewed or cancelled. Raises Refusal `membership_unknown`, `membership_none` or
    `membership_not_running`."""
    book = club.book(event.member)
    result = Result(posted=True)
    if event.act is MembershipAct.CANCEL:
        return _end(club, stamp, event, result)
    if event.plan not in club.ruleset.memberships:
        raise Refusal("membership_unknown", plan=event.plan, known=list(club.ruleset.memberships))
    if event.act is MembershipAct.RENEW and not any(term.plan == event.plan for term in book.terms):
        raise Refusal("membership_none", plan=event.plan)
    before = tier_of(club, stamp, event.member)
    fee_rial = int(club.ruleset.memberships[event.plan].fee_rial)
    sell_membership(club, stamp, event.member, Dues(0, event.plan, fee_rial), result)
    tier_reached(club, stamp, event.member, before, result)
    result.payable_rial = result.fee_rial
    return result


def sell_membership(
    club: Club, stamp: Stamp, name: str, dues: Dues, result: Result
) -> tuple[MembershipTerm, Aside | None]:
    """Sells or renews a membership that the programme knows for what was asked for it, and gives what its rules
    give."""
    book, plan = club.book(name), dues.plan
    sold = structs.replace(club.ruleset.memberships[plan], fee_rial=dues.fee_rial)
    term = sell(sold, book.member, book.terms, stamp.instant.day)
    for recorded in club.recorders(name):
        recorded.terms.append(term)
    result.fee_rial += term.fee_rial
    award = occasion(club, stamp, name, Occasion(trigger=Trigger.MEMBERSHIP_SOLD, about=plan))
    return term, give_aside(club, stamp, name, award, result, Trigger.MEMBERSHIP_SOLD)


def _end(club: Club, stamp: Stamp, event: MembershipHappens, result: Result) -> Result:
    before = club.book(event.member).terms
    ended = cancel(before, event.plan, stamp.instant.day)
    after = dict(zip(before, ended.terms, strict=True))
    for book in club.books_of(event.member):
        book.terms = [after.get(term, term) for term in book.terms]
    result.cash_rial = ended.refund_rial
    return result


def redeem(club: Club, stamp: Stamp, event: RedeemHappens) -> Result:
    """Points for rewards, and a voucher of the rest's value. Raises Refusal `nothing_to_redeem`, `event_id_taken`,
    and what rewards and money off refuse."""
    if event.points is None and not event.rewards:
        raise Refusal("nothing_to_redeem")
    name = event.id or f"#{stamp.n}"
    club.refuse_taken(name)
    book = club.book(event.member)
    facts = club.facts(book, stamp.instant)
    balance = book.purse.balance(stamp.instant.moment_ms)
    choices = Choices(rewards=event.rewards)
    case = Case(club.ruleset, facts, Purchase(Rial(0), ()), stamp.instant, club.around(None), choices)
    bought = take_rewards(case, balance)
    money_off = club.ruleset.programme.money_off
    off = 0
    if event.points is not None:
        off = points_off(money_off, MAX_AMOUNT_RIAL, event.points, balance, bought.points)
    points = bought.points + off
    club.post(stamp, event.member, SPENT, EntryKind.SPEND, -points)
    club.count(event.member, bought.counts)
    coupons = attach_coupons(club, stamp, event.member, bought.handed)
    club.sales[name] = club.last = Redeemed(
        id=name,
        member=event.member,
        stamp=stamp,
        points=points,
        counts=bought.counts,
        issued=tuple(coupon.id for coupon in coupons),
    )
    return Result(
        posted=True,
        points_spent=points,
        money_off_rial=off * money_off.rial_per_point,
        rewards=bought.rewards,
        handed=bought.handed,
        steps=bought.steps,
        coupons_issued=coupons,
    )
