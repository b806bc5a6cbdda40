"""What is worth a second look before a programme is published."""

from datetime import date

import pytest
from tests.domain.rulebook.documents_made import WHOLE, changed, whole

from vafa.domain.rulebook.cautions import warnings_of
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.fault import Catalogue
from vafa.domain.rulebook.faults import faults_of
from vafa.domain.rulebook.programme_reading import decode_programme
from vafa.persian.jalali import JalaliDate

TODAY = JalaliDate(1405, 9, 1).to_date()
OFF = {"type": "percent_off", "percent": 5}
TWICE = {"type": "multiplier", "numerator": 2}
NEW = f"rules[{len(WHOLE['rules'])}]"

GOODS = Catalogue({"tea": "drink/hot", "rice": "food/rice", "bread": "food/bread"})


def warnings(*changes, today=TODAY):
    programme = decode_programme(changed(*changes))
    assert faults_of(programme) == ()
    return [(warning.place, warning.mend) for warning in warnings_of(programme, today)]


def rule(**parts):
    return ("rules.+", {"id": "new", "give": OFF, **parts})


def day(text: str) -> date:
    return JalaliDate(*(int(part) for part in text.split("/"))).to_date()


def test_a_good_document_gives_none():
    assert warnings_of(decode_programme(whole()), TODAY) == ()
    assert warnings_of(Programme(), TODAY) == ()


@pytest.mark.parametrize(
    ("change", "place", "mend"),
    [
        (rule(when={"dates": [{"from": "1405/08/01", "to": "1405/08/30"}]}), f"{NEW}.when.dates", "never_dates"),
        (
            ("gates.0.when", {"dates": [{"from": "1404/01/01", "to": "1404/01/02"}]}),
            "gates[0].when.dates",
            "never_dates",
        ),
        (
            rule(when={"segments": ["neighbours"], "not_segments": ["neighbours"]}),
            f"{NEW}.when.not_segments",
            "never_segments",
        ),
        (rule(when={"tenders": ["points"]}), f"{NEW}.when.tenders", "never_tender"),
        (rule(scope={"products": ["tea"], "except_products": ["tea"]}), f"{NEW}.scope", "never_scope"),
        (rule(scope={"products": ["gift-card"]}), f"{NEW}.scope", "never_scope"),
        (rule(scope={"categories": ["food/rice"], "except_categories": ["food"]}), f"{NEW}.scope", "never_scope"),
        (rule(scope={"categories": ["چاي/سیاه"], "except_categories": ["چای"]}), f"{NEW}.scope", "never_scope"),
        (("coupons.0.scope", {"products": ["gift-card"]}), "coupons[0].scope", "never_scope"),
        (rule(give={**TWICE, "numerator": 3, "denominator": 3}), f"{NEW}.give", "multiplier_of_one"),
        (("coupons.+", {"id": "lost", "give": OFF}), "coupons[2]", "coupon_unreachable"),
        (("budgets.0.to", "1405/08/30"), "budgets[0].to", "budget_over"),
        (("rules.7.budget", ""), "budgets[0].id", "budget_unused"),
        (("rules.1.when.tiers", ["silver"]), "tiers.tiers[2]", "tier_idle"),
        (("rules.4.on", "manual"), "referral", "referral_idle"),
    ],
)
def test_what_never_happens_is_told(change, place: str, mend: str):
    assert warnings(change) == [(place, mend)]


@pytest.mark.parametrize(
    "change",
    [
        rule(when={"dates": [{"from": "1405/08/01", "to": "1405/08/30"}, {"from": "1405/09/01", "to": "1405/09/01"}]}),
        rule(when={"segments": ["neighbours"]}),
        rule(when={"tenders": ["points", "cash"]}),
        rule(scope={"products": ["tea", "gift-card"]}),
        rule(scope={"categories": ["food"], "except_categories": ["food/rice"]}),
        rule(scope={"categories": ["foods"], "except_categories": ["food"]}),
        rule(give={**TWICE, "numerator": 3, "denominator": 2}),
        ("rewards.+", {"id": "next", "points": 5, "give": {"type": "coupon", "plan": "next"}}),
        ("rules.+", {"id": "gold", "on": "tier_reached", "about": "gold", "give": {"type": "gift", "gift": "pen"}}),
        ("budgets.0.to", "1405/09/01"),
    ],
)
def test_what_may_happen_is_not(change):
    assert warnings(change) == []


def test_a_tier_that_is_greeted_when_it_is_reached_brings_something():
    greeted = ("rules.+", {"id": "up", "on": "tier_reached", "give": {"type": "gift", "gift": "pen"}})
    assert warnings(("rules.1.when.tiers", ["silver"]), greeted) == []


def per(scope=None, **parts):
    scope = scope or {}
    names = [name for key in sorted(scope) for name in scope[key]]
    return {"id": "-".join(names) or "all", "give": {"type": "points_per_amount"}, "scope": scope, **parts}


@pytest.mark.parametrize(
    ("rules", "shadowed"),
    [
        ([per(), per({"categories": ["food", "drink"]})], ["rules[0]"]),
        ([per(), per({"products": ["tea", "rice", "bread"]})], ["rules[0]"]),
        ([per(), per({"categories": ["FOOD", " drink "]})], ["rules[0]"]),
        ([per(), per({"products": ["tea ", "rice", "bread"]})], ["rules[0]"]),
        ([per({"except_categories": ["Drink"]}), per({"categories": ["food"]})], ["rules[0]"]),
        ([per(), per({"categories": ["food"]}), per({"products": ["tea"]})], ["rules[0]"]),
        ([per(), per({"categories": ["food"]}), per({"products": ["rice", "bread"]})], ["rules[1]"]),
        ([per(), per({"categories": ["food"]})], []),
        ([per(adds=True), per({"categories": ["food", "drink"]})], []),
        ([per(), per({"categories": ["food", "drink"]}, adds=True)], []),
        ([per(), per({"categories": ["food", "drink"]}, when={"weekdays": ["mon"]})], []),
        ([per(), per({"categories": ["food", "drink"]}, limits=[{"of": "points", "most": 5}])], []),
        ([per(), per({"categories": ["food", "drink"], "except_products": ["tea"]})], []),
        ([per({"except_categories": ["drink"]}), per({"categories": ["food"]})], ["rules[0]"]),
        ([per(on="visit"), per({"categories": ["food", "drink"]})], []),
        ([per()], []),
    ],
)
def test_a_rule_behind_closer_ones_everywhere_is_told(rules, shadowed):
    programme = decode_programme(changed(("rules", rules), ("budgets", []), ("tiers", None), ("referral", None)))
    told = [warning for warning in warnings_of(programme, TODAY, GOODS) if warning.mend == "shadowed"]
    assert [warning.place for warning in told] == shadowed
    assert [warning for warning in warnings_of(programme, TODAY) if warning.mend == "shadowed"] == []


FRIDAY = {"from": "1405/09/06", "to": "1405/09/06"}


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ({"dates": [FRIDAY], "weekdays": ["thu"]}, True),
        ({"dates": [FRIDAY], "weekdays": ["thu", "fri"]}, False),
        ({"dates": [{"from": "1405/09/01", "to": "1405/09/05"}, FRIDAY], "weekdays": ["fri"]}, False),
        ({"dates": [{"from": "1405/08/01", "to": "1405/09/05"}], "weekdays": ["fri"]}, True),
        ({"dates": [{"from": "1405/09/01", "to": "1405/11/30"}], "yearly": [{"from": "12/01", "to": "08/30"}]}, True),
        ({"dates": [{"from": "1405/09/01", "to": "1405/12/01"}], "yearly": [{"from": "12/01", "to": "08/30"}]}, False),
        ({"dates": [{"from": "1405/09/01", "to": "1499/12/01"}], "yearly": [{"from": "12/30", "to": "12/30"}]}, False),
        ({"yearly": [{"from": "09/06", "to": "09/06"}], "weekdays": ["thu"]}, False),
    ],
)
def test_days_that_never_meet_are_told(when, told):
    assert warnings(rule(when=when)) == ([(f"{NEW}.when.dates", "never_together")] if told else [])


@pytest.mark.parametrize(
    ("expiry", "wait", "told"),
    [
        ({"mode": "days", "days": 5}, 6, True),
        ({"mode": "days", "days": 5}, 5, False),
        ({"mode": "month_end"}, 1, True),
        ({"mode": "year_end"}, 0, False),
        ({"mode": "fixed", "on": "2026-11-21"}, 0, True),
        ({"mode": "fixed", "on": "2026-11-22"}, 0, False),
        ({"mode": "fixed", "on": "2026-12-22"}, 31, True),
        ({"mode": "never"}, 3_000, False),
    ],
)
def test_points_that_lapse_before_they_can_be_spent_are_told(expiry, wait, told):
    found = warnings(("expiry", expiry), ("pending_days", wait))
    assert found == ([("expiry", "lapses_unspent")] if told else [])


@pytest.mark.parametrize(
    ("per", "members_only", "give", "told"),
    [
        ("member", False, OFF, True),
        ("member", True, OFF, False),
        ("shop", False, OFF, False),
        ("member", False, TWICE, False),
    ],
)
def test_a_limit_for_each_member_on_what_is_for_all_is_told(per, members_only, give, told):
    limits = [{"of": "uses", "most": 1, "per": per}]
    found = warnings(rule(give=give, limits=limits, when={"members_only": members_only}))
    assert found == ([(f"{NEW}.limits[0].per", "limit_open")] if told else [])
