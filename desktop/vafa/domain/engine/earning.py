"""What a bill earns: the earn rules that hold, made into terms, and the reason of every point."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.earn_index import OWNER, Earner, Matched, Rated, closest, earn_index, earner_of
from vafa.domain.engine.earn_reasons import capped_reason, reason_of, refused
from vafa.domain.engine.instant import day_of_jalali
from vafa.domain.engine.limits import (
    CAPS,
    allowed,
    budget_key,
    budget_left,
    budget_over,
    claim_key,
    counted,
    least,
    room,
)
from vafa.domain.engine.meeting import first_unmet, unmet
from vafa.domain.engine.outcome import Award, Count, CountWay, Facts, Term, TermKind
from vafa.domain.engine.summing import Kept, Sums
from vafa.domain.engine.targets import Reached, targets_reached
from vafa.domain.purchase import PostedLine, spread
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf
from vafa.domain.rulebook.effects import GrowingMultiplier, PointsFixed
from vafa.domain.rulebook.plans import Rule, Trigger
from vafa.domain.sharing import share_out
from vafa.domain.units import Rial

_CLOSE = frozenset({"unmet_amount", "unmet_quantity"})
_ORDER = {TermKind.AMOUNT: 0, TermKind.UNIT: 0, TermKind.MULTIPLIER: 1, TermKind.FIXED: 2}


class _Holding(Struct, gc=False):
    """A rule that holds, as a term, and what it claims."""

    earner: Earner
    term: Term
    claims: tuple[str, ...]


def posted_lines(case: Case, money_off_rial: int) -> tuple[PostedLine, ...]:
    """The lines as they are posted: what is paid for each after every discount, and the part of it that earns when so
    much of the bill is paid with points."""
    lines, programme = case.purchase.lines, case.ruleset.programme
    shared_rial = 0 if programme.points_paid_earns else money_off_rial
    with_points = spread(shared_rial, case.rest_rial, lines) if shared_rial else [0] * len(lines)
    earns = set(case.open)
    return tuple(
        PostedLine(
            line.sku,
            line.quantity,
            line.price_rial,
            Rial(case.rest_rial[place]),
            Rial(case.rest_rial[place] - with_points[place] if place in earns else 0),
        )
        for place, line in enumerate(lines)
    )


def earn(
    case: Case, money_off_rial: int, most: int | None = None, lines: Sequence[PostedLine] | None = None
) -> tuple[Award, tuple[Count, ...], tuple[Reason, ...]]:
    """The award of a bill of which `money_off_rial` is paid with points, what it adds to the counters, and what was
    close but is not given. `most` is the bound of the margin guard, `lines` are those of
    `posted_lines` when they are known. A customer without membership earns nothing, and
    the award says so by having no reasons."""
    return _Earning(case, posted_lines(case, money_off_rial) if lines is None else lines, most).answer()


class _Earning:
    def __init__(self, case: Case, lines: Sequence[PostedLine], most: int | None) -> None:
        self.case, self.programme = case, case.ruleset.programme
        self.kept = [Kept(line.earning_rial, line.quantity, line.net_rial) for line in lines]
        caps = self.programme.caps
        self.cap = room(CAPS, caps, LimitOf.POINTS, case.member, case) if caps else None
        self.most, self.by_guard = least((self.cap, most)), most is not None and (self.cap is None or most < self.cap)
        self.declined: list[Reason] = []
        self._budget_left: dict[str, int] = {}

    def answer(self) -> tuple[Award, tuple[Count, ...], tuple[Reason, ...]]:
        holding, sums = self._earned() if self.case.member is not None else ([], self._sums(()))
        return self._award(holding, sums), tuple(self._counts(holding, sums)), tuple(self.declined)

    def _earned(self) -> tuple[list[_Holding], Sums]:
        if self._caps_used_up():
            return [], self._sums(())
        holding = [
            _Holding(match.earner, term, match.claims)
            for match, lines in closest(self._matched())
            if lines and (term := self._term(match, lines)) is not None
        ]
        sums = self._limit(holding)
        goals = list(self._goals(sums.for_tier))
        if goals:
            holding += goals
            sums = self._limit(holding)
        return self._worth(holding, sums)

    # Which rules hold.

    def _matched(self) -> list[Matched]:
        case, matched = self.case, list[Matched]()
        for earner in earn_index(case.ruleset).on(case):
            rule = earner.rule
            lines = case.lines_in(rule.scope)
            claims = () if not earner.triggered else self._claims(earner)
            if not lines or claims is None:
                continue
            obstacle = first_unmet(rule.when, lines, case)
            if obstacle is not None:
                self._nearly(obstacle, rule, lines)
            elif earner.free or self._allowed(earner):
                matched.append(Matched(earner, lines, claims))
        return matched

    def _caps_used_up(self) -> bool:
        caps = self.programme.caps
        for of in (LimitOf.POINTS, LimitOf.USES) if caps else ():
            if room(CAPS, caps, of, self.case.member, self.case) == 0:
                self.declined.append(Reason("used_up", names={"of": of.value}))
                return True
        return False

    def _claims(self, earner: Earner) -> tuple[str, ...] | None:
        """What this rule claims by its trigger; None when the bill does not set it off."""
        member, trigger = self.case.member, earner.rule.trigger
        if member is None:
            return ()
        today = self.case.instant.business_day
        if trigger is Trigger.FIRST_PURCHASE:
            claim, before = claim_key(earner.owner), any(total.net_rial > 0 for total in member.days)
        else:
            claim = claim_key(earner.owner, f"d{today}")
            before = any(total.net_rial > 0 for total in member.days if total.day == today)
        return None if before or member.counts.get(claim, 0) > 0 else (claim,)

    def _nearly(self, obstacle: Reason, rule: Rule, lines: tuple[int, ...]) -> None:
        """Names a rule that only the goods on the bill keep from giving."""
        if obstacle.code in _CLOSE and len(list(unmet(rule.when, lines, self.case))) == 1:
            self.declined.append(refused(obstacle, rule))

    def _allowed(self, earner: Earner) -> bool:
        """Whether a use of the rule, a point of it and a point of its budget are left."""
        for limits in (earner.uses, earner.points):
            if limits and self._room(earner, limits) == 0:
                self._refuse(earner.rule, Reason("used_up", names={"of": limits[0].of.value}))
                return False
        if earner.rule.budget and self._budget_points(earner.rule) == 0:
            self._refuse(earner.rule, self._budget_over(earner.rule))
            return False
        return True

    def _room(self, earner: Earner, limits: Sequence[Limit]) -> int:
        case = self.case
        return min([allowed(earner.owner, limit, case.instant, case.member, case.around) for limit in limits])

    def _refuse(self, rule: Rule, reason: Reason) -> None:
        self.declined.append(refused(reason, rule))

    def _budget_over(self, rule: Rule) -> Reason:
        budget = self.case.ruleset.budgets.get(rule.budget)
        used_up = Reason("used_up", names={"of": LimitOf.POINTS.value})
        return used_up if budget is None else budget_over(budget, self.case.instant)

    def _budget_points(self, rule: Rule) -> int | None:
        """The points that the rule's budget still has, this bill's discounts taken off; None without a bound."""
        case, budget = self.case, self.case.ruleset.budgets.get(rule.budget)
        if budget is None:
            return None
        if case.choices.override and day_of_jalali(budget.first) <= case.instant.day <= day_of_jalali(budget.last):
            return None
        left_rial = budget_left(budget, case.instant, case.around) - case.budget_given.get(budget.id, 0)
        return max(0, left_rial) // self.programme.money_off.rial_per_point

    # Terms and their bounds.

    def _term(self, match: Matched, lines: tuple[int, ...]) -> Term | None:
        rule, when = match.earner.rule, match.earner.rule.when
        rated = match.earner.rated or self._grown(rule.give)
        if rated is None:
            return None
        judged = lines is not match.lines and (when.min_amount_rial or when.min_quantity)
        return Term(
            rule.id,
            rated.kind,
            rated.numerator,
            rated.denominator,
            None if len(lines) == len(self.kept) else lines,
            when.min_amount_rial or 0,
            when.min_quantity or 0,
            for_tier=rule.for_tier,
            least_lines=match.lines if judged else None,
        )

    def _grown(self, give: object) -> Rated | None:
        """The step of a growing multiplier that the member has reached."""
        if not isinstance(give, GrowingMultiplier):
            return None
        there = self.case.measure(give.measure, give.window)
        steps = [(step.at, step.numerator, step.denominator) for step in give.steps if step.at <= there]
        return Rated(TermKind.MULTIPLIER, *max(steps)[1:]) if steps else None

    def _sums(self, holding: Sequence[_Holding]) -> Sums:
        terms = [held.term for held in holding]
        return Sums(terms, self.kept, self.programme.vat, self.programme.vat_percent, self.most)

    def _limit(self, holding: list[_Holding]) -> Sums:
        """Puts the terms in order and a bound on those whose limit or budget gives less than they would; multipliers
        last, because they multiply what is left of the others."""
        holding.sort(key=lambda held: _ORDER[held.term.kind])
        sums = self._sums(holding)
        if True not in [held.earner.bounded for held in holding]:
            return sums
        self._budget_left.clear()
        for multiplying in (False, True):
            bitten = False
            for held, value in zip(holding, sums.values, strict=True):
                if held.earner.bounded and value > 0 and (held.term.kind is TermKind.MULTIPLIER) is multiplying:
                    bitten |= self._bound(held, value, sums.denominator)
            sums = self._sums(holding) if bitten else sums
        return sums

    def _bound(self, held: _Holding, value: int, denominator: int) -> bool:
        rule = held.earner.rule
        limits = self._room(held.earner, held.earner.points) if held.earner.points else None
        budget = self._budget_points(rule)
        if budget is not None:
            budget = self._budget_left.setdefault(rule.budget, budget)
        most = least((limits, budget))
        bites = most is not None and value > most * denominator
        if bites:
            held.term = structs.replace(held.term, most=most)
            if most == 0:
                self._refuse(rule, self._budget_over(rule))
        if budget is not None:
            given = most if bites and most is not None else -(-value // denominator)
            self._budget_left[rule.budget] = budget - given
        return bites

    def _goals(self, tier_points: int) -> Iterator[_Holding]:
        """The goals of a period that this bill reaches, as terms."""
        for reached in targets_reached(self.case, OWNER, tier_points):
            earner = earner_of(reached.rule)
            if isinstance(reached.rule.give, PointsFixed) and self._allowed(earner):
                yield self._goal(reached, earner, reached.rule.give)

    def _goal(self, reached: Reached, earner: Earner, give: PointsFixed) -> _Holding:
        rule, lines = reached.rule, reached.lines
        term = Term(
            rule.id,
            TermKind.FIXED,
            give.points,
            lines=None if len(lines) == len(self.kept) else lines,
            least_rial=reached.least_rial,
            least_points=reached.least_points,
            for_tier=rule.for_tier,
        )
        return _Holding(earner, term, (reached.claim,))

    def _worth(self, holding: list[_Holding], sums: Sums) -> tuple[list[_Holding], Sums]:
        """Without the terms that give nothing, such as a multiplier of nothing; the base stays even then."""
        worth = [
            held
            for held, value in zip(holding, sums.values, strict=True)
            if value or (held.term.kind is TermKind.AMOUNT and held.term.most is None)
        ]
        return (holding, sums) if len(worth) == len(holding) else (worth, self._sums(worth))

    # The answer.

    def _award(self, holding: Sequence[_Holding], sums: Sums) -> Award:
        member, shares = self.case.member, sums.shares()
        reasons = [
            reason_of(held.earner.rule, held.term, share, sums, self.case)
            for held, share in zip(holding, shares, strict=True)
        ]
        over = sum(shares) - sums.points
        if over > 0:
            reasons.append(capped_reason(over, sums.points, by_guard=self.by_guard))
        facts = Facts(
            self.programme.version,
            self.programme.vat,
            self.programme.vat_percent,
            Rial(sums.base(None)),
            tuple(held.term for held in holding),
            self.most if over > 0 else None,
            member.tier if member else "",
            member.segments if member else (),
            member.memberships if member else (),
        )
        return Award(sums.points, tuple(reasons), facts, sums.for_tier)

    def _counts(self, holding: Sequence[_Holding], sums: Sums) -> Iterator[Count]:
        if self.case.member is None:
            return
        shares = [share if share > 0 else 0 for share in sums.shares()]
        given = share_out(sums.points, shares) if sum(shares) > sums.points else shares
        instant, budgets = self.case.instant, dict[str, int]()
        for held, points in zip(holding, given, strict=True):
            if points <= 0:
                continue
            rule = held.earner.rule
            if rule.limits:
                yield from counted(held.earner.owner, rule.limits, instant, uses=1, points=points)
            for claim in held.claims:
                yield Count(claim, 1)
            if rule.budget:
                budgets[rule.budget] = budgets.get(rule.budget, 0) + points
        rial_per_point = self.programme.money_off.rial_per_point
        for name, points in budgets.items():
            budget = self.case.ruleset.budgets.get(name)
            if budget is not None:
                yield Count(budget_key(budget), points * rial_per_point, shop=True, way=CountWay.SHARE)
        if sums.points:
            yield from counted(CAPS, self.programme.caps, instant, uses=1, points=sums.points)
