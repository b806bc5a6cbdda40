"""The programme engine: what a purchase earns, with the reason of every point. Pure, the same on till and hub."""

from fractions import Fraction

from msgspec import Struct

from vafa.domain.programme import EarnRule, Multiplier, PointsPerAmount, Programme, Vat
from vafa.domain.purchase import PostedLine, Purchase, spread
from vafa.domain.receipt import Reason
from vafa.domain.sharing import round_together
from vafa.domain.units import Points, Rial


class MemberFacts(Struct, frozen=True):
    """What the engine may know about a member."""

    member: bytes


class Facts(Struct, frozen=True):
    """What an award was reckoned from: enough to reckon it again years later, or for a part of the purchase."""

    programme_version: int
    rules: tuple[EarnRule, ...]
    vat: Vat
    vat_percent: int
    base_rial: Rial


class Award(Struct, frozen=True):
    """The engine's answer. The points of the reasons add up to `points`."""

    points: Points
    reasons: tuple[Reason, ...]
    lines: tuple[PostedLine, ...]
    facts: Facts


def evaluate(programme: Programme, member: MemberFacts | None, purchase: Purchase, money_off_rial: Rial) -> Award:
    """What the purchase earns when `money_off_rial` of it is paid with points.

    The base is what is paid for eligible lines after every discount; points are floored once a purchase. A
    customer without membership earns nothing, and the award says so by having no reasons.
    """
    lines = _posted(programme, purchase, money_off_rial)
    base_rial = earn_base(programme.vat, programme.vat_percent, Fraction(sum(line.earning_rial for line in lines)))
    rules = programme.earn if member is not None else ()
    facts = Facts(programme.version, rules, programme.vat, programme.vat_percent, base_rial)
    reasons = _reasons(facts)
    return Award(Points(sum(reason.points for reason in reasons)), reasons, lines, facts)


def earn_base(vat: Vat, vat_percent: int, earning_rial: Fraction) -> Rial:
    """The earn base in whole Rial of the money that may earn, with or without the tax inside it."""
    base = earning_rial if vat is Vat.INCLUDED else earning_rial * 100 / (100 + vat_percent)
    return Rial(base.numerator // base.denominator)


def points_for(facts: Facts, base_rial: int) -> Points:
    """The points that the recorded rules give for a base: the whole purchase, or what is left of it after a refund."""
    exact = sum((part for _, part in _contributions(facts.rules, base_rial)), Fraction(0))
    return Points(max(0, exact.numerator // exact.denominator))


def _posted(programme: Programme, purchase: Purchase, money_off_rial: Rial) -> tuple[PostedLine, ...]:
    prices = [int(line.price_rial) for line in purchase.lines]
    discounts = spread(purchase.discount_rial, prices, purchase.lines)
    nets = [price - discount for price, discount in zip(prices, discounts, strict=True)]
    paid_with_points = spread(0 if programme.points_paid_earns else money_off_rial, nets, purchase.lines)
    return tuple(
        PostedLine(
            line.sku,
            line.quantity,
            line.price_rial,
            Rial(net),
            Rial(0 if line.sku in programme.excluded_skus else net - points_rial),
        )
        for line, net, points_rial in zip(purchase.lines, nets, paid_with_points, strict=True)
    )


def _contributions(rules: tuple[EarnRule, ...], base_rial: int) -> list[tuple[EarnRule, Fraction]]:
    by_amount = [
        (rule, Fraction(base_rial * rule.effect.points, rule.effect.per_rial))
        for rule in rules
        if isinstance(rule.effect, PointsPerAmount)
    ]
    plain = sum((part for _, part in by_amount), Fraction(0))
    by_multiplying = [
        (rule, plain * (Fraction(rule.effect.numerator, rule.effect.denominator) - 1))
        for rule in rules
        if isinstance(rule.effect, Multiplier)
    ]
    return by_amount + by_multiplying


def _reasons(facts: Facts) -> tuple[Reason, ...]:
    contributions = _contributions(facts.rules, facts.base_rial)
    parts = [part for _, part in contributions]
    # Several multipliers below one may together take more than there is: then nothing was earned, by no rule.
    shares = round_together(parts) if sum(parts) > 0 else [0] * len(parts)
    return tuple(_reason(rule, share, facts) for (rule, _), share in zip(contributions, shares, strict=True))


def _reason(rule: EarnRule, share: int, facts: Facts) -> Reason:
    effect = rule.effect
    if isinstance(effect, PointsPerAmount):
        figures = {"base_rial": int(facts.base_rial), "points": int(effect.points), "per_rial": int(effect.per_rial)}
        return Reason("per_amount", Points(share), rule.id, figures)
    return Reason(
        "multiplier", Points(share), rule.id, {"numerator": effect.numerator, "denominator": effect.denominator}
    )
