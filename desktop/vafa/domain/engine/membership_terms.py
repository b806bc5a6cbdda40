"""Paid memberships: selling, renewing and cancelling a term, until when it holds, and what the fees bring in."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct, structs

from vafa.domain.engine.instant import Instant, add_months, jalali_of
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.plans import MembershipPlan, TermUnit
from vafa.domain.units import Rial

_MONTHS_A_YEAR = 12


class Sale(StrEnum):
    """How a term joins on: the first of all, before the end of the one before, in its grace, or after it was over."""

    FIRST = "first"
    EARLY = "early"
    GRACE = "grace"
    LATE = "late"


RENEWALS = frozenset({Sale.EARLY, Sale.GRACE})


class MembershipTerm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paid term. Fee, grace and whether it gives money back are those of the plan when it was sold. Terms that
    follow one another count their months from `chain_from`, so that a day lost to a short month comes back.
    `stopped_on` is the last day of a cancelled term (the day before its first: it never began)."""

    member: bytes
    plan: str
    fee_rial: Rial
    sold_on: int
    first_day: int
    last_day: int
    grace_days: int = 0
    refundable: bool = True
    how: Sale = Sale.FIRST
    chain_from: int = 0
    chain_months: int = 0
    cancelled_on: int | None = None
    stopped_on: int | None = None
    refund_rial: Rial = Rial(0)

    @property
    def covered_to(self) -> int:
        """The last day that is paid for."""
        return self.last_day if self.stopped_on is None else self.stopped_on

    @property
    def good_to(self) -> int:
        """The last day with benefits: the grace after a cancelled term is gone."""
        return self.last_day + self.grace_days if self.cancelled_on is None else self.covered_to


def sell(plan: MembershipPlan, member: bytes, terms: Sequence[MembershipTerm], today: int) -> MembershipTerm:
    """The term that the fee buys on a Tehran day, given the member's earlier terms: up to the end of the grace it goes
    on from the old end, later it begins today."""
    earlier = [term for term in terms if term.plan == plan.id and term.covered_to >= term.first_day]
    latest = max(earlier, key=lambda term: term.covered_to, default=None)
    how = _how(latest, today)
    first = latest.covered_to + 1 if latest is not None and how in RENEWALS else today
    months = _months(plan)
    chain_from, before = first, 0
    if latest is not None and how in RENEWALS and latest.cancelled_on is None and months and latest.chain_months:
        chain_from, before = latest.chain_from, latest.chain_months
    return MembershipTerm(
        member=member,
        plan=plan.id,
        fee_rial=Rial(plan.fee_rial),
        sold_on=today,
        first_day=first,
        last_day=_last_day(chain_from, before + months) if months else first + plan.length - 1,
        grace_days=plan.grace_days,
        refundable=plan.refundable,
        how=how,
        chain_from=chain_from,
        chain_months=before + months if months else 0,
    )


def active(terms: Iterable[MembershipTerm], instant: Instant) -> tuple[str, ...]:
    """The plans whose benefits hold at a moment, by name. They end with the midnight after the last day of grace."""
    return tuple(sorted({term.plan for term in terms if term.first_day <= instant.day <= term.good_to}))


class Cancellation(Struct, frozen=True):
    """A member's terms after a cancellation, in their order, and the money that he gets back."""

    terms: tuple[MembershipTerm, ...]
    refund_rial: Rial


def cancel(terms: Sequence[MembershipTerm], plan: str, today: int) -> Cancellation:
    """Ends a membership, terms paid ahead included. A refundable one ends with today and gives back the fee's part for
    the days that have not begun, floored to whole Rial; another one runs on to the end of what is paid, without grace.

    Raises Refusal `membership_not_running` when nothing is left to cancel.
    """
    hit = [term.plan == plan and term.cancelled_on is None and term.last_day >= today for term in terms]
    if not any(hit):
        raise Refusal("membership_not_running", plan=plan)
    after = tuple(_stopped(term, today) if mine else term for term, mine in zip(terms, hit, strict=True))
    refund = sum(term.refund_rial for term, mine in zip(after, hit, strict=True) if mine)
    return Cancellation(after, Rial(refund))


class MonthIncome(Struct, frozen=True, kw_only=True):
    """What memberships brought in a Jalali month, apart from purchases. `due` are the terms that end in the month and
    were not cancelled: renewed, lapsed (their grace is over), or still `open`."""

    year: int
    month: int
    sold: int = 0
    fees_rial: Rial = Rial(0)
    cancelled: int = 0
    refunds_rial: Rial = Rial(0)
    due: int = 0
    renewed: int = 0
    lapsed: int = 0

    @property
    def net_rial(self) -> Rial:
        return Rial(self.fees_rial - self.refunds_rial)

    @property
    def open(self) -> int:
        return self.due - self.renewed - self.lapsed


def income(terms: Iterable[MembershipTerm], today: int) -> tuple[MonthIncome, ...]:
    """The months in which memberships were sold, cancelled or due, the oldest first, as known on a day. A fee stands
    in the month of its sale, a refund in that of the cancellation."""
    known = [_as_known(term, today) for term in terms if term.sold_on <= today]
    followed = {
        (term.member, term.plan, term.first_day)
        for term in known
        if term.how in RENEWALS and term.covered_to >= term.first_day
    }
    months: dict[tuple[int, int], MonthIncome] = {}

    def add(day: int, **figures: int) -> None:
        jalali = jalali_of(day)
        key = (jalali.year, jalali.month)
        month = months.get(key) or MonthIncome(year=jalali.year, month=jalali.month)
        months[key] = structs.replace(month, **{name: getattr(month, name) + more for name, more in figures.items()})

    for term in known:
        add(term.sold_on, sold=1, fees_rial=term.fee_rial)
        if term.cancelled_on is not None:
            add(term.cancelled_on, cancelled=1, refunds_rial=term.refund_rial)
        else:
            renewed = (term.member, term.plan, term.last_day + 1) in followed
            add(term.last_day, due=1, renewed=int(renewed), lapsed=int(not renewed and term.good_to < today))
    return tuple(months[key] for key in sorted(months))


def _as_known(term: MembershipTerm, today: int) -> MembershipTerm:
    if term.cancelled_on is None or term.cancelled_on <= today:
        return term
    return structs.replace(term, cancelled_on=None, stopped_on=None, refund_rial=Rial(0))


def _how(latest: MembershipTerm | None, today: int) -> Sale:
    if latest is None:
        return Sale.FIRST
    if today <= latest.covered_to:
        return Sale.EARLY
    return Sale.GRACE if today <= latest.good_to else Sale.LATE


def _months(plan: MembershipPlan) -> int:
    """The length in Jalali months; 0 for a plan that counts days."""
    if plan.unit is TermUnit.DAYS:
        return 0
    return plan.length * (_MONTHS_A_YEAR if plan.unit is TermUnit.YEAR else 1)


def _last_day(chain_from: int, months: int) -> int:
    """The day before the same day so many months later, or the last day of a month that has no such day."""
    end = add_months(chain_from, months)
    return end - 1 if jalali_of(end).day == jalali_of(chain_from).day else end


def _stopped(term: MembershipTerm, today: int) -> MembershipTerm:
    if not term.refundable:
        return structs.replace(term, cancelled_on=today, stopped_on=term.last_day)
    last = max(today, term.first_day - 1)
    refund = term.fee_rial * (term.last_day - last) // (term.last_day - term.first_day + 1)
    return structs.replace(term, cancelled_on=today, stopped_on=last, refund_rial=Rial(refund))
