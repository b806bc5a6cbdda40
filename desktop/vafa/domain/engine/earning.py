"""What a bill earns: the earn rules that hold, made into terms, and the reason of every point."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.earn_index import OWNER, Earner, Match, counted_lines, earn_index, earner_of, growth, term_of
from vafa.domain.engine.earn_reasons import capped_reason, reason_of, refused
from vafa.domain.engine.instant import day_of_jalali
from vafa.domain.engine.limits import budget_key, budget_left, budget_over, claim_key, counted, least, room
from vafa.domain.engine.meeting import of_lines, standing, unmet
from vafa.domain.engine.outcome import Award, Count, CountWay, Facts, Term, TermKind
from vafa.domain.engine.summing import Sums
from vafa.domain.engine.targets import Reached, targets_reached
from vafa.domain.purchase import PostedLine, spread
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import LimitOf
from vafa.domain.rulebook.effects import GrowingMultiplier, PointsFixed
from vafa.domain.rulebook.plans import Rule, Trigger
from vafa.domain.sharing import share_out
from vafa.domain.units import Rial

_CLOSE = frozenset({"unmet_amount", "unmet_quantity"})
_ORDER = attrgetter("earner.order")


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
        self.lines = lines
        self.index = earn_index(case.ruleset)
        self.cap = room(self.index.caps.points, case)
        self.most, self.by_guard = least((self.cap, most)), most is not None and (self.cap is None or most < self.cap)
        self.declined: list[Reason] = []
        self._budget_left: dict[str, int] = {}

    def answer(self) -> tuple[Award, tuple[Count, ...], tuple[Reason, ...]]:
        holding, sums = self._earned() if self.case.member is not None else ([], self._sums(()))
        return self._award(holding, sums), tuple(self._counts(holding, sums)), tuple(self.declined)

    def _earned(self) -> tuple[list[_Holding], Sums]:
        if self._caps_used_up():
            return [], self._sums(())
        matches = self._matched()
        holding = [
            _Holding(match[0], term, match[2])
            for match, lines in zip(matches, counted_lines(matches), strict=True)
            if lines and (term := self._term(match, lines)) is not None
        ]
        sums = self._limit(holding)
        goals = list(self._goals(sums.for_tier))
        if goals:
            holding += goals
            sums = self._limit(holding)
        return self._worth(holding, sums)

    # Which rules hold.

    def _matched(self) -> list[Match]:
        case, matched = self.case, list[Match]()
        for earner, lines in self.index.on(case):
            claims = self._claims(earner) if earner.triggered else ()
            if claims is None:
                continue
            when = earner.rule.when
            reasons = standing(when, case)
            obstacle = reasons[0] if reasons else None
            if obstacle is None and earner.asks_lines:
                obstacle = next(of_lines(when, lines, case), None)
            if obstacle is not None:
                self._nearly(obstacle, earner.rule, lines)
            elif earner.free or self._allowed(earner):
                matched.append((earner, lines, claims))
        return matched

    def _caps_used_up(self) -> bool:
        caps = self.index.caps
        for of, meters in ((LimitOf.POINTS, caps.points), (LimitOf.USES, caps.uses)):
            if room(meters, self.case) == 0:
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
        meters = earner.meters
        for of, group in ((LimitOf.USES, meters.uses), (LimitOf.POINTS, meters.points)):
            if group and room(group, self.case) == 0:
                self._refuse(earner.rule, Reason("used_up", names={"of": of.value}))
                return False
        if earner.rule.budget and self._budget_points(earner.rule) == 0:
            self._refuse(earner.rule, self._budget_over(earner.rule))
            return False
        return True

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

    def _term(self, match: Match, lines: tuple[int, ...]) -> Term | None:
        earner, in_scope, _ = match
        whole = earner.whole or self._grown(earner.rule)
        if whole is None or len(lines) == len(self.lines):
            return whole
        if lines is not in_scope and (whole.least_rial or whole.least_quantity):
            return structs.replace(whole, lines=lines, least_lines=in_scope)
        return structs.replace(whole, lines=lines)

    def _grown(self, rule: Rule) -> Term | None:
        """The term of a growing multiplier at the step that the member has reached."""
        give = rule.give
        if not isinstance(give, GrowingMultiplier):
            return None
        step = growth(give, self.case.measure(give.measure, give.window))
        return None if step is None else term_of(rule, TermKind.MULTIPLIER, *step)

    def _sums(self, holding: Sequence[_Holding]) -> Sums:
        terms = [held.term for held in holding]
        return Sums(terms, self.lines, self.programme.vat, self.programme.vat_percent, self.most)

    def _limit(self, holding: list[_Holding]) -> Sums:
        """Puts the terms in order and a bound on those whose limit or budget gives less than they would; multipliers
        last, because they multiply what is left of the others."""
        holding.sort(key=_ORDER)
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
        limits = room(held.earner.meters.points, self.case)
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
            lines=None if len(lines) == len(self.lines) else lines,
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
            reason_of(held.earner.rule, held.earner.told, held.term, share, sums, self.case)
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
                yield from counted(held.earner.meters, instant, uses=1, points=points)
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
            yield from counted(self.index.caps, instant, uses=1, points=sums.points)
