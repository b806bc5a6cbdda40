"""Awards that are no purchase: joining, forms, surveys, birthdays, anniversaries, tiers, points by hand."""

from collections.abc import Collection, Iterable
from typing import TypeAlias

from msgspec import Struct, structs

from vafa.domain.engine.gates import case_without_bill
from vafa.domain.engine.instant import Instant, jalali_of, yearly_day
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.limits import (
    CAPS,
    Meters,
    budget_key,
    budget_left,
    budget_over,
    claim_key,
    counted,
    meters_of,
    room,
)
from vafa.domain.engine.meeting import unmet
from vafa.domain.engine.outcome import Count, CountWay, Handed, HandedKind
from vafa.domain.engine.ruleset import BILL_TRIGGERS, Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import LimitOf, LimitPer
from vafa.domain.rulebook.effects import CouponIssued, DrawTicket, Gift, PointsFixed, Service
from vafa.domain.rulebook.plans import Budget, Rule, Trigger
from vafa.domain.units import Points, Rial
from vafa.persian.jalali import Birthday, days_in_month

_LAST_DAY_OF_ESFAND = (12, 29)


class Occasion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened. `about` names the field, interest, form, survey, anniversary, membership or tier; for a referrer
    the referred member (hexadecimal); for points by hand the rule, if one is meant, and then `points` may say how many.
    `filled`: the fields that are filled by now, for a completed profile. `on`: the day of an anniversary (None: that
    of joining). `late_days`: how long after its day a birthday or an anniversary is still celebrated."""

    trigger: Trigger
    about: str = ""
    points: int | None = None
    filled: tuple[str, ...] = ()
    on: Birthday | None = None
    late_days: int = 0


class Grant(Struct, frozen=True):
    """What one rule gives on an occasion, and what that adds to the counters of the member and of the shop."""

    rule: str
    points: Points
    for_tier: Points
    reasons: tuple[Reason, ...]
    handed: tuple[Handed, ...]
    counts: tuple[Count, ...]


class OccasionAward(Struct, frozen=True):
    """What an occasion gives: the points of the reasons add up to `points`, `for_tier` of them count towards a tier.
    `declined`: what rules of this occasion did not give, each with what would make it a yes."""

    points: Points
    reasons: tuple[Reason, ...]
    for_tier: Points
    handed: tuple[Handed, ...]
    counts: tuple[Count, ...]
    declined: tuple[Reason, ...]


def occasion_award(
    ruleset: Ruleset, member: MemberFacts, occasion: Occasion, instant: Instant, around: Surroundings
) -> OccasionAward:
    """What the rules of the occasion give. What is given once (a field, a form, the birthday of a Jalali year …) is
    claimed in `counts`; a second time it is declined.

    Raises Refusal `points_not_positive` and `manual_rule_unknown` for points by hand.
    """
    granted, declined = grants(ruleset, member, occasion, instant, around)
    return OccasionAward(
        Points(sum(grant.points for grant in granted)),
        tuple(reason for grant in granted for reason in grant.reasons),
        Points(sum(grant.for_tier for grant in granted)),
        tuple(handed for grant in granted for handed in grant.handed),
        _added(count for grant in granted for count in grant.counts),
        declined,
    )


def grants(
    ruleset: Ruleset, member: MemberFacts, occasion: Occasion, instant: Instant, around: Surroundings
) -> tuple[tuple[Grant, ...], tuple[Reason, ...]]:
    """The same rule by rule, and what was declined."""
    if occasion.trigger in BILL_TRIGGERS or occasion.trigger is Trigger.PERIOD_TARGET:
        raise ValueError(f"part of a bill: {occasion.trigger}")
    giving = _Giving(ruleset, member, occasion, instant, around)
    if occasion.trigger is Trigger.MANUAL:
        giving.by_hand()
    else:
        giving.by_rules()
    return tuple(giving.granted), tuple(giving.declined)


def profile_occasions(ruleset: Ruleset, before: Collection[str], after: Collection[str]) -> tuple[Occasion, ...]:
    """The occasions that filling fields makes: one for each new field, and one for the whole profile."""
    fields = ruleset.programme.fields
    new = [field for field in fields if field in after and field not in before]
    made = [Occasion(trigger=Trigger.FIELD_FILLED, about=field) for field in new]
    if new and all(field in after for field in fields):
        made.append(Occasion(trigger=Trigger.PROFILE_COMPLETED, filled=fields))
    return tuple(made)


def celebrated_year(date: Birthday, instant: Instant, late_days: int = 0) -> int | None:
    """The Jalali year whose birthday is celebrated now: on its day, to the end of that day's business, and so many
    days late; the last of several; else None."""
    first = min(instant.day, instant.business_day) - late_days
    years = range(jalali_of(instant.day).year, jalali_of(first).year - 1, -1)
    return next((year for year in years if first <= yearly_day(date, year) <= instant.day), None)


def birthdays_on(day: int) -> tuple[tuple[int, int], ...]:
    """Months and days of birth that are celebrated on a day: who looks for today's birthdays asks for these."""
    jalali = jalali_of(day)
    here = (jalali.month, jalali.day)
    if here == _LAST_DAY_OF_ESFAND and days_in_month(jalali.year, jalali.month) == jalali.day:
        return here, (jalali.month, jalali.day + 1)
    return (here,)


class _Occurrence(Struct, frozen=True):
    """`once`: the name under which it is claimed (None: it may happen again and again)."""

    once: str | None
    figures: dict[str, int] = {}


def _occurrence(ruleset: Ruleset, member: MemberFacts, occasion: Occasion, instant: Instant) -> _Occurrence | Reason:
    """Whether the occasion is one at all, and under which name it is claimed."""
    programme, about, trigger = ruleset.programme, occasion.about, occasion.trigger
    known: dict[Trigger, Collection[str]] = {
        Trigger.FIELD_FILLED: programme.fields,
        Trigger.INTEREST_TOLD: programme.interests,
        Trigger.FORM_COMPLETED: programme.forms,
        Trigger.SURVEY_ANSWERED: programme.surveys,
        Trigger.MEMBERSHIP_SOLD: ruleset.memberships,
        Trigger.TIER_REACHED: ruleset.tier_rank,
    }
    if trigger in known and about not in known[trigger]:
        return Reason("occasion_unknown", names={"about": about, "occasion": trigger.value})
    match trigger:
        case Trigger.BIRTHDAY | Trigger.ANNIVERSARY:
            return _yearly(member, occasion, instant)
        case Trigger.PROFILE_COMPLETED:
            missing = [field for field in programme.fields if field not in occasion.filled]
            if missing or not programme.fields:
                figures = {"missing": len(missing)}
                return Reason("profile_incomplete", figures=figures, names={"needs": "\n".join(missing)})
            return _Occurrence("")
        case Trigger.TIER_REACHED:
            return _Occurrence(f"{about}:{jalali_of(instant.day).year}")
        case Trigger.MEMBERSHIP_SOLD:
            return _Occurrence(None)
        case _:
            return _Occurrence(about)


def _yearly(member: MemberFacts, occasion: Occasion, instant: Instant) -> _Occurrence | Reason:
    birthday = occasion.trigger is Trigger.BIRTHDAY
    date = member.birthday if birthday else occasion.on or _joined(member)
    year = celebrated_year(date, instant, occasion.late_days) if date else None
    if date is None or year is None or (not birthday and date.year is not None and year <= date.year):
        return Reason("not_today", names={"occasion": occasion.trigger.value, "about": occasion.about})
    figures = {"year": year} if birthday or date.year is None else {"year": year, "years": year - date.year}
    return _Occurrence(f"{year}" if birthday else f"{occasion.about}:{year}", figures)


def _joined(member: MemberFacts) -> Birthday | None:
    if not member.joined_on:
        return None
    jalali = jalali_of(member.joined_on)
    return Birthday(jalali.month, jalali.day, jalali.year)


_Bound: TypeAlias = tuple[int, Reason]


class _Giving:
    """Collects what the rules of one occasion give; limits and budgets that they share are used up together."""

    def __init__(
        self, ruleset: Ruleset, member: MemberFacts, occasion: Occasion, instant: Instant, around: Surroundings
    ) -> None:
        self.ruleset, self.member, self.occasion, self.instant, self.around = ruleset, member, occasion, instant, around
        self.case = case_without_bill(ruleset, member, instant, around)
        # The caps of all points together; those for one purchase do not bind an occasion.
        caps = ruleset.programme.caps
        self._caps = meters_of(CAPS, (cap for cap in caps if cap.per is not LimitPer.PURCHASE))
        self.granted: list[Grant] = []
        self.declined: list[Reason] = []
        self._points_given = 0
        self._budget_given: dict[str, int] = {}

    def by_rules(self) -> None:
        about = self.occasion.about
        rules = self.ruleset.occasion_rules[self.occasion.trigger]
        meant = [rule for rule in rules if rule.about in ("", about)]
        if not meant:
            return
        occurrence = _occurrence(self.ruleset, self.member, self.occasion, self.instant)
        if isinstance(occurrence, Reason):
            self.declined.append(occurrence)
            return
        for rule in meant:
            self._try(rule, occurrence)

    def by_hand(self) -> None:
        about, points = self.occasion.about, self.occasion.points
        if points is not None and points <= 0:
            raise Refusal("points_not_positive", points=points)
        rule = self.ruleset.rules.get(about)
        if rule is not None and rule.trigger is Trigger.MANUAL:
            self._try(rule, _Occurrence(None))
        elif about or points is None:
            raise Refusal("manual_rule_unknown", rule=about)
        else:
            self._give_points(None, points, _Occurrence(None))

    def _try(self, rule: Rule, occurrence: _Occurrence) -> None:
        claim = None if occurrence.once is None else claim_key(_owner(rule), occurrence.once)
        if claim is not None and self.member.counts.get(claim):
            self._decline(rule, Reason("occasion_already", figures=occurrence.figures))
            return
        obstacles = list(unmet(rule.when, (), self.case))
        if room(_meters(rule).uses, self.case) == 0:
            obstacles.append(Reason("used_up", names={"of": LimitOf.USES.value}))
        for obstacle in obstacles:
            self._decline(rule, obstacle)
        if obstacles:
            return
        give = rule.give
        match give:
            case PointsFixed():
                wanted = give.points if self.occasion.points is None else self.occasion.points
                self._give_points(rule, wanted, occurrence)
            case CouponIssued():
                plan = self.ruleset.coupons.get(give.plan)
                title = plan.title if plan is not None else ""
                self._hand(rule, Handed(HandedKind.COUPON, give.plan, rule.id, title=title or rule.title), occurrence)
            case Gift():
                cost = Rial(give.cost_rial * give.quantity)
                handed = Handed(HandedKind.GIFT, give.gift, rule.id, give.quantity, cost, rule.title)
                self._hand(rule, handed, occurrence)
            case Service():
                cost = Rial(give.cost_rial)
                self._hand(rule, Handed(HandedKind.SERVICE, give.service, rule.id, 1, cost, rule.title), occurrence)
            case DrawTicket():
                handed = Handed(HandedKind.TICKET, give.draw, rule.id, give.tickets, title=rule.title)
                self._hand(rule, handed, occurrence)
            case _:
                pass

    def _give_points(self, rule: Rule | None, wanted: int, occurrence: _Occurrence) -> None:
        points, reason = wanted, None
        for most, why in self._point_bounds(rule):
            if most < points:
                points, reason = most, why
        if reason is not None and points <= 0:
            self._decline(rule, reason)
            return
        figures = dict(occurrence.figures) if points == wanted else {**occurrence.figures, "wanted": wanted}
        caps = counted(self._caps, self.instant, points=points)
        cost = points * self.ruleset.programme.money_off.rial_per_point
        self._points_given += points
        code, rule_id = f"occasion_{self.occasion.trigger.value}", rule.id if rule else ""
        said = Reason(code, Points(points), rule_id, figures, names=self._names(rule))
        for_tier = Points(points if rule is None or rule.for_tier else 0)
        own = () if rule is None else self._counts(rule, occurrence, points, cost, CountWay.SHARE)
        self.granted.append(Grant(said.rule, Points(points), for_tier, (said,), (), (*caps, *own)))

    def _hand(self, rule: Rule, handed: Handed, occurrence: _Occurrence) -> None:
        """A thing is given whole or not at all."""
        left = room(_meters(rule).rial, self.case)
        if handed.cost_rial and left is not None and left < handed.cost_rial:
            self._decline(rule, Reason("used_up", names={"of": LimitOf.RIAL.value}))
            return
        budget = self.ruleset.budgets.get(rule.budget)
        if budget is not None and self._left(budget) < max(1, handed.cost_rial):
            self._decline(rule, budget_over(budget, self.instant))
            return
        figures = {**occurrence.figures, "quantity": handed.quantity}
        names = {**self._names(rule), "id": handed.id}
        said = Reason(f"handed_{handed.kind.value}", rule=rule.id, figures=figures, names=names)
        counts = self._counts(rule, occurrence, 0, handed.cost_rial, CountWay.WHOLE)
        self.granted.append(Grant(rule.id, Points(0), Points(0), (said,), (handed,), counts))

    def _point_bounds(self, rule: Rule | None) -> Iterable[_Bound]:
        for cap in self._caps.points:
            left = (room((cap,), self.case) or 0) - self._points_given
            yield left, Reason("used_up", names={"of": LimitOf.POINTS.value})
        if rule is None:
            return
        left_of_rule = room(_meters(rule).points, self.case)
        if left_of_rule is not None:
            yield left_of_rule, Reason("used_up", names={"of": LimitOf.POINTS.value})
        budget = self.ruleset.budgets.get(rule.budget)
        if budget is not None:
            left = self._left(budget) // self.ruleset.programme.money_off.rial_per_point
            yield left, budget_over(budget, self.instant)

    def _left(self, budget: Budget) -> int:
        return budget_left(budget, self.instant, self.around) - self._budget_given.get(budget.id, 0)

    def _counts(
        self, rule: Rule, occurrence: _Occurrence, points: int, cost_rial: int, way: CountWay
    ) -> tuple[Count, ...]:
        rial = 0 if points else cost_rial
        counts = list(counted(_meters(rule), self.instant, uses=1, points=points, rial=rial))
        if occurrence.once is not None:
            counts.append(Count(claim_key(_owner(rule), occurrence.once), 1))
        budget = self.ruleset.budgets.get(rule.budget)
        if budget is not None and cost_rial:
            self._budget_given[budget.id] = self._budget_given.get(budget.id, 0) + cost_rial
            counts.append(Count(budget_key(budget), cost_rial, shop=True, way=way))
        return tuple(counts)

    def _names(self, rule: Rule | None) -> dict[str, str]:
        names = {"about": self.occasion.about, "title": rule.title if rule else ""}
        return {"occasion": self.occasion.trigger.value, **{key: name for key, name in names.items() if name}}

    def _decline(self, rule: Rule | None, reason: Reason) -> None:
        names = {**self._names(rule), **reason.names}
        self.declined.append(structs.replace(reason, rule=rule.id if rule else "", names=names))


def _owner(rule: Rule) -> str:
    return f"rule:{rule.id}"


def _meters(rule: Rule) -> Meters:
    return meters_of(_owner(rule), rule.limits)


def _added(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Counts of one key as one."""
    sums: dict[tuple[str, bool, CountWay], int] = {}
    for count in counts:
        key = (count.key, count.shop, count.way)
        sums[key] = sums.get(key, 0) + count.amount
    return tuple(Count(key, amount, shop, way) for (key, shop, way), amount in sums.items())
