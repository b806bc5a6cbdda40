"""The club of the made-up shop: what its members earn and get, tier by tier."""

from vafa.domain.rulebook.conditions import Limit, LimitOf, When
from vafa.domain.rulebook.document import Expiry, ExpiryMode, Programme
from vafa.domain.rulebook.effects import Gift, Multiplier, PercentOff, PointsFixed, PointsPerAmount, Service
from vafa.domain.rulebook.kinds import Weekday, Window, WindowKind
from vafa.domain.rulebook.plans import MarginGuard, Rule, Tier, TierPlan
from vafa.domain.units import Points, Rial

_POINTS_LIVE_DAYS, _TIER_DAYS = 365, 365
_BRONZE, _SILVER, _GOLD = "bronze", "silver", "gold"
_SILVER_RIAL, _GOLD_RIAL = Rial(50_000_000), Rial(200_000_000)
_GIFT_FROM_RIAL, _DELIVERY_FROM_RIAL = Rial(12_000_000), Rial(15_000_000)
_OFFER_CAP_RIAL = Rial(500_000)
_WEEKEND = (Weekday.THURSDAY, Weekday.FRIDAY)
_WORKDAYS = tuple(day for day in Weekday if day not in _WEEKEND)

DEMO_PROGRAMME = Programme(
    title="باشگاه مهرگان",
    rules=(
        Rule("base", PointsPerAmount()),
        Rule("silver", Multiplier(5, 4), title="ضریب نقره‌ای", when=When(tiers=(_SILVER,))),
        Rule("gold", Multiplier(3, 2), title="ضریب طلایی", when=When(tiers=(_GOLD,))),
        Rule(
            "birthday",
            PointsFixed(Points(50)),
            title="هفتهٔ تولد",
            when=When(birthday_within_days=3),
            limits=(Limit(LimitOf.USES, 1, window=Window(WindowKind.YEAR)),),
        ),
        Rule(
            "workdays",
            PercentOff(5, _OFFER_CAP_RIAL),
            title="تخفیف شنبه تا چهارشنبه",
            when=When(tiers=(_SILVER, _GOLD), weekdays=_WORKDAYS),
        ),
        Rule(
            "weekend",
            PercentOff(3, _OFFER_CAP_RIAL),
            title="تخفیف آخر هفته",
            when=When(tiers=(_SILVER, _GOLD), weekdays=_WEEKEND),
        ),
        Rule(
            "bag",
            Gift("کیسهٔ پارچه‌ای", cost_rial=Rial(200_000)),
            title="هدیهٔ خرید بزرگ",
            when=When(min_amount_rial=_GIFT_FROM_RIAL),
        ),
        Rule(
            "delivery",
            Service("ارسال رایگان", value_rial=Rial(400_000), cost_rial=Rial(250_000)),
            title="ارسال رایگان",
            when=When(min_amount_rial=_DELIVERY_FROM_RIAL),
        ),
    ),
    expiry=Expiry(ExpiryMode.DAYS, days=_POINTS_LIVE_DAYS),
    tiers=TierPlan(
        tiers=(
            Tier(_BRONZE, 0, "برنزی"),
            Tier(_SILVER, _SILVER_RIAL, "نقره‌ای"),
            Tier(_GOLD, _GOLD_RIAL, "طلایی"),
        ),
        window=Window(WindowKind.ROLLING, _TIER_DAYS),
    ),
    guard=MarginGuard(most_percent=60, margin_percent=20),
)
