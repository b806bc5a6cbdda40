"""What reasons say, word for word."""

from datetime import UTC, datetime

import pytest
from tests.domain.engine.bills import bill, line, member

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, Surroundings
from vafa.domain.engine.outcome import Award
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import When
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.plans import Rule, Tier, TierPlan
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.wording.catalogue import Language
from vafa.wording.reasons import award_sentence, reason_line

_BASE = {"points": 1, "per_rial": 100_000, "base_rial": 11_636_000}
_NOON = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("code", "figures", "language", "text"),
    [
        ("per_amount", _BASE, "fa", "پایه، هر ۱۰٬۰۰۰ تومان"),
        ("per_amount", _BASE, "en", "Base, each 10,000 toman"),
        ("per_amount", {**_BASE, "points": 5}, "fa", "پایه، ۵ امتیاز برای هر ۱۰٬۰۰۰ تومان"),
        ("multiplier", {"numerator": 5, "denominator": 4}, "fa", "ضریب ۱٫۲۵"),
        ("multiplier", {"numerator": 2, "denominator": 1}, "en", "Multiplier 2"),
        ("multiplier", {"numerator": 4, "denominator": 3}, "en", "Multiplier 1.333"),
    ],
)
def test_a_reason_is_a_short_line(code: str, figures: dict[str, int], language: Language, text: str):
    assert reason_line(Reason(code, Points(1), "r", figures), DisplayUnit.TOMAN, language) == text


def test_a_reason_of_a_newer_programme_shows_its_rule():
    assert reason_line(Reason("moon_phase", Points(1), "هفتهٔ تولد"), DisplayUnit.TOMAN, "fa") == "هفتهٔ تولد"
    titled = Reason("moon_phase", Points(1), "week", names={"title": "هفتهٔ تولد"})
    assert reason_line(titled, DisplayUnit.TOMAN, "fa") == "هفتهٔ تولد"


_SENTENCES = [
    (
        Reason("multiplier", Points(6), "silver", {"numerator": 3, "denominator": 2}, names={"tier": "silver"}),
        "ضریب silver ۱٫۵",
        "silver multiplier 1.5",
    ),
    (
        Reason("unmet_amount", figures={"at_least_rial": 500_000, "missing_rial": 120_000}, names={"title": "Yalda"}),
        "۱۲۰٬۰۰۰ ریال دیگر بخرید برای «Yalda» (خرید ۵۰۰٬۰۰۰ ریال)",
        "Buy 120,000 Rial more for “Yalda”: 500,000 Rial in all",
    ),
    (
        Reason(
            "off_percent",
            rule="yalda",
            figures={"base_rial": 2_000_000, "percent": 10, "cap_rial": 100_000},
            rial=Rial(100_000),
            names={"title": "Yalda", "code": "YALDA1405"},
        ),
        "«Yalda» (کد YALDA1405): ۱۰٪ از ۲٬۰۰۰٬۰۰۰ ریال، ۱۰۰٬۰۰۰ ریال تخفیف (سقف ۱۰۰٬۰۰۰ ریال)",
        "“Yalda” (code YALDA1405): 10% of 2,000,000 Rial, 100,000 Rial off (at most 100,000 Rial)",
    ),
    (
        Reason("coupon_lapsed", figures={"last_day": 739_970}, names={"code": "YALDA1405"}),
        "کد YALDA1405: تا ۲۹ آذر ۱۴۰۵ اعتبار داشت؛ کد یا کوپن تازه‌تری بخواهید",
        "code YALDA1405: It was good until 29 Azar 1405; ask for a newer one",
    ),
    (
        Reason("unmet_hours", names={"needs": "18:00-22:00 23:00-24:00"}),
        "در ساعت ۱۸:۰۰ تا ۲۲:۰۰، ۲۳:۰۰ تا ۲۴:۰۰ برقرار است",
        "It holds from 18:00 to 22:00, 23:00 to 24:00",
    ),
    (
        Reason("unmet_weekday", names={"needs": "sat fri"}),
        "روزهای شنبه، جمعه برقرار است",
        "It holds on Saturday, Friday",
    ),
    (
        Reason("unmet_tier", names={"needs": "نقره‌ای\nطلایی"}),
        "ویژهٔ سطح «نقره‌ای» یا «طلایی» است",
        "It is for the tier “نقره‌ای” or “طلایی”",
    ),
    (
        Reason("unmet_tier", names={"needs": "نقره‌ای\nطلایی", "lowest": "نقره‌ای"}),
        "ویژهٔ سطح «نقره‌ای» و بالاتر است",
        "It is for the tier “نقره‌ای” and above",
    ),
    (
        Reason("unmet_membership", names={"needs": "همراه ماهانه"}),
        "با اشتراک «همراه ماهانه» به دست می‌آید",
        "It comes with the membership “همراه ماهانه”",
    ),
    (
        Reason("unmet_tender", names={"needs": "cash\nwallet\nکیش"}),
        "در پرداخت با پول نقد، کیف پول یا «کیش» برقرار است",
        "It holds when it is paid by cash, wallet or “کیش”",
    ),
    (
        Reason("nothing_in_scope", names={"needs": "چای سیاه\nبرنج"}),
        "برای «چای سیاه» یا «برنج» است؛ یکی از آن‌ها را به خرید بیفزایید",
        "It is for “چای سیاه” or “برنج”; add one of them to the bill",
    ),
    (
        Reason("profile_incomplete", figures={"missing": 2}, names={"needs": "شغل\nشهر"}),
        "۲ مورد دیگر مشخصات را کامل می‌کند: «شغل»، «شهر»",
        "2 more fields complete the profile: “شغل”, “شهر”",
    ),
    (
        Reason("unmet_yearly", names={"needs": "12/20-01/05 09/30-09/30"}),
        "هر سال در این روزها برقرار است: ۲۰ اسفند تا ۵ فروردین، ۳۰ آذر",
        "It holds on these days of every year: 20 Esfand to 5 Farvardin, 30 Azar",
    ),
    (
        Reason(
            "target_reached",
            Points(50),
            figures={"points": 50, "at_least": 1_000_000},
            names={"measure": "spend", "window": "month"},
        ),
        "۵۰ امتیاز برای رسیدن به ۱٬۰۰۰٬۰۰۰ ریال خرید در این ماه",
        "50 points for reaching 1,000,000 Rial of purchases this month",
    ),
    (
        Reason("points_capped", Points(-5), figures={"most": 15}, names={"limited_by": "caps"}),
        "سقف امتیاز این خرید ۱۵ امتیاز است؛ ۵ امتیاز کم شد",
        "5 points fewer: at most 15 points on this bill",
    ),
    (
        Reason(
            "margin_guard",
            figures={"cut_rial": 1_000, "left_rial": 12_000, "most_percent": 30, "margin_rial": 9},
            rial=Rial(-1_000),
            names={"title": "Yalda"},
        ),
        "۱٬۰۰۰ ریال از تخفیف «Yalda» کم شد تا هدیه‌ها از ۳۰٪ سود این خرید بیشتر نشود؛ ۱۲٬۰۰۰ ریال ماند",
        (
            "1,000 Rial of “Yalda” were not given, so that gifts stay within 30% of this bill's margin; "
            "12,000 Rial are left"
        ),
    ),
    (
        Reason(
            "occasion_anniversary",
            Points(50),
            "w",
            {"year": 1405, "years": 3, "wanted": 80},
            names={"about": "wedding", "occasion": "anniversary"},
        ),
        "۵۰ امتیاز برای سالگرد «wedding» در سال ۱۴۰۵ (۳ سال) (از ۸۰ امتیاز؛ سقف پر شد)",
        "50 points for the anniversary “wedding” in 1405 (3 years) (of 80 points: the limit is reached)",
    ),
    (
        Reason("unmet_reach", figures={"at_least": 3, "missing": 1}, names={"measure": "visits"}),
        "یک مراجعه دیگر لازم است تا به ۳ مراجعه برسد",
        "Needed: one visit more, 3 visits in all",
    ),
    (
        Reason("referral_late", figures={"within_days": 30, "days_late": 1}),
        "خرید اول باید تا ۳۰ روز پس از عضویت انجام می‌شد؛ یک روز دیر شده است",
        "The first purchase had to be within 30 days of joining; it is one day late",
    ),
]


@pytest.mark.parametrize(("reason", "persian", "english"), _SENTENCES, ids=lambda told: getattr(told, "code", ""))
def test_a_reason_word_for_word(reason: Reason, persian: str, english: str):
    assert bare(reason_line(reason, DisplayUnit.RIAL, "fa")) == persian
    assert bare(reason_line(reason, DisplayUnit.RIAL, "en")) == english


def award_of(amount_rial: int, *rules: Rule) -> Award:
    """What a member of the silver tier earns on one line."""
    tiers = TierPlan(tiers=(Tier("none", 0), Tier("silver", 1_000_000, "نقره‌ای")))
    done = work_out(
        Ruleset(Programme(rules=rules, tiers=tiers, vat=Vat.INCLUDED)),
        member(tier="silver"),
        bill(line("a", amount_rial)),
        Choices(),
        Balance(spendable=0),
        instant_of(_NOON),
        Surroundings(),
    )
    return done.award


_SILVER = Rule("silver", Multiplier(3, 2), when=When(tiers=("silver",)))


def test_the_whole_award_in_one_sentence():
    award = award_of(1_250_000, Rule("base", PointsPerAmount()), _SILVER)
    assert bare(award_sentence(award.points, award.reasons, DisplayUnit.RIAL, "fa")) == (
        "۱۸ امتیاز: ۱٬۲۵۰٬۰۰۰ ریال، هر ۱۰۰٬۰۰۰ ریال یک امتیاز، ضریب نقره‌ای ۱٫۵"
    )
    assert bare(award_sentence(award.points, award.reasons, DisplayUnit.TOMAN, "en")) == (
        "18 points: 125,000 toman, one point for each 10,000 toman, نقره‌ای multiplier 1.5"
    )


def test_a_title_that_repeats_the_tier_is_not_said_twice():
    titled = Rule("silver", Multiplier(3, 2), title="ویژهٔ نقره‌ای‌ها", when=_SILVER.when)
    award = award_of(1_250_000, Rule("base", PointsPerAmount(), title="پایه"), titled)
    assert bare(award_sentence(award.points, award.reasons, DisplayUnit.RIAL, "fa")) == (
        "۱۸ امتیاز: ۱٬۲۵۰٬۰۰۰ ریال، هر ۱۰۰٬۰۰۰ ریال یک امتیاز، ضریب نقره‌ای ۱٫۵"
    )


def test_several_rates_are_told_by_their_titles():
    rules = (
        Rule("base", PointsPerAmount(), title="همیشه"),
        Rule("more", PointsPerAmount(points=2, per_rial=500_000), title="پاییز", adds=True),
    )
    several = award_of(1_000_000, *rules)
    assert bare(award_sentence(several.points, several.reasons, DisplayUnit.RIAL, "fa")) == (
        "۱۴ امتیاز: «همیشه»: ۱٬۰۰۰٬۰۰۰ ریال، هر ۱۰۰٬۰۰۰ ریال یک امتیاز، "
        "«پاییز»: ۱٬۰۰۰٬۰۰۰ ریال، هر ۵۰۰٬۰۰۰ ریال ۲ امتیاز"
    )


def test_an_award_of_nothing():
    assert award_sentence(Points(0), (), DisplayUnit.RIAL, "fa") == "۰ امتیاز"
    few = award_of(50_000, Rule("base", PointsPerAmount()))
    assert bare(award_sentence(few.points, few.reasons, DisplayUnit.RIAL, "en")) == (
        "0 points: 50,000 Rial, one point for each 100,000 Rial"
    )
