"""One reason or more of every code that the engine answers with, with the figures and names that it gives."""

from datetime import date

from vafa.domain.receipt import Reason
from vafa.domain.units import Points, Rial

LAST_DAY = date(2026, 12, 20).toordinal()
"""29 Azar 1405."""

RULE = "qanun"
TITLED = {"title": "جشن"}
BY_CODE = {"title": "جشن", "code": "YALDA1405"}
GUARDED = {"most_percent": 30, "margin_rial": 900_000}
BUDGET = {"given_rial": 800_000, "budget_rial": 1_000_000, "left_rial": 200_000, "percent": 80}
BOUGHT = {"points": 200, "times": 2, "quantity": 2}


def reason(
    code: str,
    figures: dict[str, int] | None = None,
    names: dict[str, str] | None = None,
    points: int = 0,
    rial: int = 0,
) -> Reason:
    return Reason(code, Points(points), RULE, figures or {}, Rial(rial), names or {})


def occasion(kind: str, about: str = "", **figures: int) -> Reason:
    names = {"occasion": kind, **({"about": about} if about else {})}
    return reason(f"occasion_{kind}", figures, names, points=50)


EARNED = (
    reason("per_amount", {"base_rial": 11_636_000, "points": 1, "per_rial": 100_000}, {}, 116),
    reason("per_amount", {"base_rial": 11_636_000, "points": 5, "per_rial": 100_000, "limited_to": 300}, TITLED, 300),
    reason("per_unit", {"quantity": 3_000, "points": 2, "per_thousandths": 1_000}, TITLED, 6),
    reason("per_unit", {"quantity": 1_250, "points": 2, "per_thousandths": 500}, {}, 5),
    reason("multiplier", {"numerator": 5, "denominator": 4}, {"tier": "نقره‌ای"}, 29),
    reason("multiplier", {"numerator": 2, "denominator": 1}, {"tier": "نقره‌ای", "title": "شب یلدا"}, 29),
    reason("multiplier", {"numerator": 2, "denominator": 1}, TITLED, 29),
    *(
        reason("growing_multiplier", {"numerator": 3, "denominator": 2, "reached": 12}, {"measure": measure}, 5)
        for measure in ("spend", "visits", "points", "month_streak", "week_streak")
    ),
    reason("points_fixed", {"points": 10}, {}, 10),
    reason("points_fixed", {"points": 10, "limited_to": 6}, TITLED, 6),
    reason("first_purchase", {"points": 20}, TITLED, 20),
    reason("visit", {"points": 3}, {}, 3),
    *(
        reason("target_reached", {"points": 50, "at_least": 10}, {"measure": "visits", "window": window}, 50)
        for window in ("day", "week", "month", "season", "year", "always")
    ),
    reason("target_reached", {"points": 50, "at_least": 9, "days": 30}, {"measure": "spend", "window": "rolling"}, 50),
    reason("points_capped", {"most": 15}, {"limited_by": "caps"}, -5),
    reason("points_capped", {"most": 15}, {"limited_by": "guard"}, -5),
    occasion("enrolment"),
    occasion("field_filled", "تاریخ تولد"),
    occasion("profile_completed"),
    occasion("interest_told", "کتاب"),
    occasion("form_completed", "آشنایی"),
    occasion("survey_answered", "تابستان", wanted=80),
    occasion("referrer"),
    occasion("referee"),
    occasion("birthday", year=1405),
    occasion("anniversary", "ازدواج", year=1405, years=3),
    occasion("anniversary", year=1405, years=1),
    occasion("membership_sold", "ویژه"),
    occasion("tier_reached", "طلایی"),
    occasion("manual"),
)

TAKEN = (
    reason("off_percent", {"base_rial": 2_000_000, "percent": 10, "cap_rial": 100_000}, BY_CODE, rial=100_000),
    reason("off_percent", {"base_rial": 2_000_000, "percent": 10, "left_rial": 123}, TITLED, rial=123),
    reason("off_amount", {"base_rial": 2_000_000, "amount_rial": 30_000}, TITLED, rial=30_000),
    reason("off_amount", {"base_rial": 20_000, "amount_rial": 30_000}, {"coupon": "K7"}, rial=20_000),
    reason(
        "off_stepped",
        {"base_rial": 5_200_000, "percent": 5, "from_rial": 5_000_000, "reached_rial": 5_200_001},
        {},
        rial=260_000,
    ),
    reason("off_free_item", {"quantity": 1}, {**TITLED, "sku": "چای"}, rial=150_000),
    reason("off_buy_get", {"buy": 2, "get": 1, "percent": 100, "quantity": 3}, TITLED, rial=200_000),
    reason("off_buy_get", {"buy": 2, "get": 1, "percent": 50, "quantity": 3}, TITLED, rial=200_000),
    reason("off_cheapest_free", {"of": 3, "quantity": 1}, TITLED, rial=40_000),
    reason("handed_item", {"quantity": 1}, {"id": "چای"}),
    reason("handed_service", {"quantity": 1, "value_rial": 50_000}, {**TITLED, "id": "ارسال"}),
    reason("handed_service", {"quantity": 1, "value_rial": 0}, {"id": "ارسال"}),
    reason("handed_gift", {"quantity": 2}, {"id": "ماگ"}),
    reason("handed_ticket", {"quantity": 3}, {"id": "خودرو"}),
    reason("handed_ticket", {"quantity": 1}, {"id": "خودرو"}),
    reason("handed_coupon", {"quantity": 1}, {**TITLED, "id": "سه", "occasion": "birthday"}),
    reason("reward_off", {"points": 80, "times": 1}, {"title": "تخفیف ویژه"}, rial=90_000),
    reason("reward_off", {"points": 80, "times": 1}, rial=90_000),
    reason("reward_item", BOUGHT, {"about": "زعفران"}),
    reason("reward_item", BOUGHT, {"about": "زعفران"}, rial=70_000),
    reason("reward_service", {**BOUGHT, "quantity": 1}, {"about": "ارسال"}),
    reason("reward_service", BOUGHT, {"about": "ارسال"}),
    reason("reward_gift", BOUGHT, {"about": "لیوان", "title": "لیوان سفالی"}),
    reason("reward_coupon", {**BOUGHT, "quantity": 1}, {"about": "سه"}),
    reason("reward_coupon", BOUGHT, {"about": "سه"}),
    reason("reward_ticket", BOUGHT, {"about": "یلدا"}),
    reason("reward_ticket", {**BOUGHT, "quantity": 1}, {"about": "یلدا"}),
    reason("money_off", {"points": 200, "rial_per_point": 1_000}, rial=200_000),
    reason("margin_guard", {**GUARDED, "cut_rial": 1_000, "left_rial": 12_000}, TITLED, rial=-1_000),
    reason("margin_guard", {**GUARDED, "cut_rial": 1_000, "left_rial": 12_000}, rial=-1_000),
    reason("margin_guard_cost", {**GUARDED, "cut_rial": 5_000, "left_rial": 12_000}, TITLED, rial=-5_000),
    reason("margin_guard_cost", {**GUARDED, "cut_rial": 5_000, "left_rial": 12_000}, rial=-5_000),
    reason("margin_guard_lifted", {**GUARDED, "over_rial": 68_000}),
    reason("margin_guard_lifted", {**GUARDED, "points": 49}),
    Reason("budget_lifted", rule="بهار", figures={"over_rial": 40_000, "budget_rial": 1_000_000}),
    Reason("budget_low", rule="بهار", figures=BUDGET, names={"source": "بازاریابی"}),
    Reason("budget_spent", rule="بهار", figures={**BUDGET, "left_rial": 0}, names={"source": "بازاریابی"}),
)

NOT_GIVEN = (
    reason("unmet_member", {}, {"coupon": "K7"}),
    *(
        reason(f"unmet_{what}", {}, {**TITLED, "needs": "طلایی\nنقره‌ای"})
        for what in ("tier", "segment", "not_segment", "membership", "interest", "branch")
    ),
    reason("unmet_tier", {}, {**TITLED, "lowest": "نقره‌ای"}),
    reason("unmet_birthday", {"days": 7}, TITLED),
    reason("unmet_birthday", {"days": 0}),
    *(
        reason("unmet_reach", {"at_least": 9, "missing": 1}, {**TITLED, "measure": measure})
        for measure in ("spend", "visits", "points", "month_streak", "week_streak")
    ),
    reason("unmet_reach_above", {"at_most": 3}, {"measure": "visits"}),
    reason("unmet_weekday", {}, {"needs": "thu\nfri"}),
    reason("unmet_hours", {}, {**BY_CODE, "needs": "18:00-22:00 22:30-24:00"}),
    reason("unmet_dates", {}, {"needs": "1405/09/01-1405/09/30 1405/10/05-1405/10/05"}),
    reason("unmet_yearly", {}, {"needs": "12/20-01/05 12/30-12/30"}),
    reason("unmet_tender", {}, {"needs": "cash\ncard\ngift_card\nwallet\nکیش"}),
    reason("unmet_amount", {"at_least_rial": 500_000, "missing_rial": 120_000}, TITLED),
    reason("unmet_amount", {"at_least_rial": 500_000, "missing_rial": 120_000}),
    reason("unmet_amount_above", {"at_most_rial": 500_000}, TITLED),
    reason("unmet_quantity", {"at_least": 3_000, "missing": 1_000}, TITLED),
    reason("unmet_quantity", {"at_least": 3_000, "missing": 1_250}),
    reason("unmet_units", {"at_least": 3, "missing": 2}, BY_CODE),
    reason("unmet_step", {"at_least_rial": 500_000, "missing_rial": 120_000}, TITLED),
    reason("unmet_step", {"at_least_rial": 500_000, "missing_rial": 120_000}),
    reason("coupon_unknown", {}, {"code": "YALDA1405"}),
    reason("coupon_not_held", {}, {"coupon": "K7"}),
    reason("coupon_plan_ended", {}, {"coupon": "K7"}),
    reason("coupon_used", {}, BY_CODE),
    reason("coupon_lapsed", {"last_day": LAST_DAY}, BY_CODE),
    reason("coupon_once_a_bill", {}, BY_CODE),
    reason("coupon_not_best", {"best_rial": 200_000, "rial": 100_000}, {**BY_CODE, "best": RULE, "best_title": "جام"}),
    reason("coupon_suggested", {}, {"suggested": "K7", "title": "سه"}, rial=300_000),
    reason("coupon_suggested", {}, {"suggested": "K7", "title": ""}, rial=300_000),
    *(reason("used_up", {}, {**TITLED, "of": of}) for of in ("uses", "points", "rial")),
    *(Reason("used_up", names={"of": of}) for of in ("uses", "points")),
    reason("budget_used_up", {}, {**TITLED, "budget": "بهار"}),
    reason("budget_closed", {"first_day": LAST_DAY - 20, "last_day": LAST_DAY}, {**BY_CODE, "budget": "بهار"}),
    reason("nothing_in_scope", {}, {**BY_CODE, "needs": "چای سیاه\nبرنج"}),
    reason("nothing_in_scope", {}, BY_CODE),
    reason("takes_nothing", {}, BY_CODE),
    reason("margin_guard_handed", {**GUARDED, "cost_rial": 60_000}, TITLED),
    reason("margin_guard_handed", {**GUARDED, "cost_rial": 60_000}),
    *(
        reason("occasion_unknown", {}, {"about": "آشنایی", "occasion": kind})
        for kind in (
            *("field_filled", "interest_told", "form_completed", "survey_answered", "membership_sold"),
            *("tier_reached", "anniversary", "of_tomorrow"),
        )
    ),
    reason("occasion_already", {"year": 1405}, {**TITLED, "occasion": "birthday"}),
    reason("occasion_already", {}, {"about": "آشنایی", "occasion": "form_completed"}),
    reason("not_today", {}, {"occasion": "birthday", "about": ""}),
    reason("not_today", {}, {"occasion": "anniversary", "about": "ازدواج"}),
    reason("not_today", {}, {"occasion": "anniversary", "about": ""}),
    reason("profile_incomplete", {"missing": 2}, {"needs": "شغل\nشهر"}),
    reason("profile_incomplete", {"missing": 1}, {"needs": "شغل"}),
    reason("profile_incomplete", {"missing": 0}, {"needs": ""}),
    reason("referral_late", {"within_days": 30, "days_late": 1}),
    reason("referral_amount", {"at_least_rial": 500_000, "missing_rial": 200_000}),
)

SAMPLES = EARNED + TAKEN + NOT_GIVEN
