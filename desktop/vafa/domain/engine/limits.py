"""How much limits, claims and budgets still allow, and the counters that they are kept in.

A counter is a number under a key `owner|of|stretch`, of a member or of the whole shop. The owner is the id of a rule,
coupon plan or reward with its kind (`rule:yalda`), so that equal ids of different parts do not meet."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import Instant, bucket, day_of_jalali, first_day
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.outcome import Count, CountWay
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer
from vafa.domain.rulebook.kinds import WindowKind
from vafa.domain.rulebook.plans import Budget

CAPS = "programme"
"""The owner of the limits that bind all points together."""


def room(owner: str, limits: Sequence[Limit], of: LimitOf, member: MemberFacts | None, case: Case) -> int | None:
    """How much the tightest of these limits still allows (0: nothing); None without a limit of this kind."""
    tightest = None
    for limit in limits:
        if limit.of is of:
            left = allowed(owner, limit, case.instant, member, case.around)
            tightest = left if tightest is None or left < tightest else tightest
    return tightest


def allowed(owner: str, limit: Limit, instant: Instant, member: MemberFacts | None, around: Surroundings) -> int:
    """How much one limit still allows."""
    if limit.per is LimitPer.PURCHASE:
        return limit.most
    counts = around.counts if limit.per is LimitPer.SHOP else member.counts if member else {}
    left = limit.most - _given(owner, limit, instant.business_day, counts) if counts else limit.most
    return left if left > 0 else 0


def _given(owner: str, limit: Limit, today: int, counts: Mapping[str, int]) -> int:
    if limit.window.kind is not WindowKind.ROLLING:
        return counts.get(_counter(owner, limit, today), 0)
    prefix = f"{owner}|{limit.of}|"
    first = first_day(limit.window, today)
    return sum(
        amount
        for key, amount in counts.items()
        if key.startswith(prefix + "d") and first <= int(key[len(prefix) + 1 :]) <= today
    )


def counted(
    owner: str, limits: Iterable[Limit], instant: Instant, *, uses: int = 0, points: int = 0, rial: int = 0
) -> tuple[Count, ...]:
    """What these limits count when so much was given. Uses come back only with the whole bill, points and Rial with
    their share of it."""
    counts: dict[tuple[str, bool], Count] = {}
    for limit in limits:
        of = limit.of
        amount = uses if of is LimitOf.USES else points if of is LimitOf.POINTS else rial
        if amount and limit.per is not LimitPer.PURCHASE:
            key, shop = _counter(owner, limit, instant.business_day), limit.per is LimitPer.SHOP
            counts[key, shop] = Count(key, amount, shop, CountWay.WHOLE if of is LimitOf.USES else CountWay.SHARE)
    return tuple(counts.values())


def _counter(owner: str, limit: Limit, today: int) -> str:
    return f"{owner}|{limit.of}|{bucket(limit.window, today)}"


def claim_key(owner: str, about: str = "") -> str:
    """The key of something that is given once: the first purchase, a form, the birthday of a Jalali year."""
    return f"{owner}|once|{about}"


def budget_key(budget: Budget) -> str:
    """The shop's counter of the Rial that a budget has given."""
    return f"budget:{budget.id}|rial|"


def budget_left(budget: Budget, instant: Instant, around: Surroundings) -> int:
    """The Rial that a budget still has on this day; 0 outside its dates."""
    if not day_of_jalali(budget.first) <= instant.day <= day_of_jalali(budget.last):
        return 0
    return max(0, budget.rial - around.counts.get(budget_key(budget), 0))


def budget_over(budget: Budget, instant: Instant) -> Reason:
    """Why a budget has nothing left: it is spent, or not of this day."""
    first, last = day_of_jalali(budget.first), day_of_jalali(budget.last)
    if first <= instant.day <= last:
        return Reason("budget_used_up", names={"budget": budget.id})
    return Reason("budget_closed", figures={"first_day": first, "last_day": last}, names={"budget": budget.id})


def with_counts(around: Surroundings, counts: Iterable[Count]) -> Surroundings:
    """What the shop has given when these are counted in."""
    given = dict(around.counts)
    for count in counts:
        if count.shop:
            given[count.key] = given.get(count.key, 0) + count.amount
    return structs.replace(around, counts=given)


def least(amounts: Iterable[int | None]) -> int | None:
    """The smallest of some bounds, where None is no bound."""
    return min((amount for amount in amounts if amount is not None), default=None)
