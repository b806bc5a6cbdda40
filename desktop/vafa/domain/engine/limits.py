"""How much limits, claims and budgets still allow, and the counters that they are kept in.

A counter is a number under a key `owner|of|stretch`, of a member or of the whole shop. The owner is the id of a rule,
coupon plan or reward with its kind (`rule:yalda`), so that equal ids of different parts do not meet."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import Instant, bucket, day_of_jalali, first_day
from vafa.domain.engine.known import Surroundings
from vafa.domain.engine.outcome import Count, CountWay
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer
from vafa.domain.rulebook.kinds import WindowKind
from vafa.domain.rulebook.plans import Budget

CAPS = "programme"
"""The owner of the limits that bind all points together."""


class Meter(Struct, frozen=True):
    """A limit with the beginning of the key that its counter is kept under."""

    limit: Limit
    prefix: str
    shop: bool


class Meters(Struct, frozen=True):
    """The limits of one owner made ready, by what they bind; `uses` come back only with the whole bill, `points` and
    `rial` with their share of it."""

    uses: tuple[Meter, ...] = ()
    points: tuple[Meter, ...] = ()
    rial: tuple[Meter, ...] = ()


def meters_of(owner: str, limits: Iterable[Limit]) -> Meters:
    """The meters of an owner."""
    found: dict[LimitOf, list[Meter]] = {of: [] for of in LimitOf}
    for limit in limits:
        found[limit.of].append(Meter(limit, f"{owner}|{limit.of}|", limit.per is LimitPer.SHOP))
    return Meters(tuple(found[LimitOf.USES]), tuple(found[LimitOf.POINTS]), tuple(found[LimitOf.RIAL]))


def room(meters: Iterable[Meter], case: Case) -> int | None:
    """How much the tightest of these meters still allows the member of a bill (0: nothing); None without a meter."""
    tightest = None
    for meter in meters:
        limit = meter.limit
        left = limit.most
        if limit.per is not LimitPer.PURCHASE:
            counts = case.around.counts if meter.shop else case.member.counts if case.member else {}
            if counts:
                left = max(0, left - _given(meter, case.instant.business_day, counts))
        if tightest is None or left < tightest:
            tightest = left
    return tightest


def _given(meter: Meter, today: int, counts: Mapping[str, int]) -> int:
    window, prefix = meter.limit.window, meter.prefix
    if window.kind is not WindowKind.ROLLING:
        return counts.get(prefix + bucket(window.kind, today), 0)
    first = first_day(window, today)
    return sum(
        amount
        for key, amount in counts.items()
        if key.startswith(prefix + "d") and first <= int(key[len(prefix) + 1 :]) <= today
    )


def counted(meters: Meters, instant: Instant, *, uses: int = 0, points: int = 0, rial: int = 0) -> list[Count]:
    """What these meters count when so much was given; two on the same counter count once."""
    counts: list[Count] = []
    for group, amount, way in (
        (meters.uses, uses, CountWay.WHOLE),
        (meters.points, points, CountWay.SHARE),
        (meters.rial, rial, CountWay.SHARE),
    ):
        if group and amount:
            for meter in group:
                if meter.limit.per is not LimitPer.PURCHASE:
                    key = meter.prefix + bucket(meter.limit.window.kind, instant.business_day)
                    count = Count(key, amount, meter.shop, way)
                    if count not in counts:
                        counts.append(count)
    return counts


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
