"""Everything that a document can say wrongly: refused with the place and what mends it."""

import ast
from datetime import date

import pytest
from msgspec import structs
from tests.domain.rulebook.documents_made import WHOLE, changed, whole
from tests.house.tree import PACKAGE

from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.document import Expiry, ExpiryMode, MoneyOff, Programme
from vafa.domain.rulebook.effects import PointsPerAmount
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.faults import faults_of
from vafa.domain.rulebook.plans import Rule
from vafa.domain.rulebook.programme_reading import decode_programme
from vafa.wording.programme_words import FAULTS

GOODS = Catalogue({"tea": "drink/hot", "gift-card": "", "rice": "food/rice"}, ("food/bread",))

POINTS = {"type": "points_fixed", "points": 5}
OFF = {"type": "percent_off", "percent": 5}
TWICE = {"type": "multiplier", "numerator": 2}


def faults(*changes) -> tuple[Fault, ...]:
    return faults_of(decode_programme(changed(*changes)))


def rule(**parts):
    return ("rules.+", {"id": "new", "give": POINTS, **parts})


def coupon(**parts):
    return ("coupons.+", {"id": "new", "give": OFF, **parts})


def when(**parts):
    return rule(when=parts)


NEW = f"rules[{len(WHOLE['rules'])}]"
NEW_COUPON = f"coupons[{len(WHOLE['coupons'])}]"


def test_a_good_document_has_none():
    assert faults_of(decode_programme(whole())) == ()
    assert faults_of(decode_programme(whole()), GOODS) == ()
    assert faults_of(Programme()) == ()


@pytest.mark.parametrize(
    ("change", "place", "mend"),
    [
        # the head
        (("version", 0), "version", "between"),
        (("version", 10**12 + 1), "version", "between"),
        (("format", 0), "format", "between"),
        # names twice
        (("rules.1.id", "base"), "rules[1].id", "unique"),
        (("coupons.1.id", "next"), "coupons[1].id", "unique"),
        (("rewards.+", {"id": "tea", "points": 1, "give": OFF}), "rewards[1].id", "unique"),
        (("memberships.+", {"id": "plus", "fee_rial": 1}), "memberships[1].id", "unique"),
        (("gates.+", {"id": "credit", "when": {}}), "gates[1].id", "unique"),
        (("tiers.tiers.2.id", "silver"), "tiers.tiers[2].id", "unique"),
        (("segments.+", "neighbours"), "segments[1]", "unique"),
        (("budgets.+", {**WHOLE["budgets"][0]}), "budgets[1].id", "unique"),
        (("rules.2.id", "a|uses"), "rules[2].id", "id_letters"),
        (("rules.2.id", "a\u200f"), "rules[2].id", "id_letters"),
        (("rules.2.id", " a"), "rules[2].id", "id_letters"),
        # tiers
        (("tiers.tiers.0.at_least", 1), "tiers.tiers[0].at_least", "lowest_tier"),
        (("tiers.measure", "month_streak"), "tiers.measure", "one_of"),
        (("tiers.tiers.2.at_least", 50), "tiers.tiers[2].at_least", "tiers_overlap"),
        (("tiers.tiers.2.at_least", 49), "tiers.tiers[2].at_least", "tiers_unsorted"),
        (("tiers.window", {"kind": "rolling"}), "tiers.window.days", "window_days"),
        (("tiers.holds", {"kind": "year", "days": 365}), "tiers.holds.days", "window_no_days"),
        # expiry
        (("expiry", {"mode": "days", "days": 0}), "expiry.days", "between"),
        (("expiry", {"mode": "days"}), "expiry.days", "between"),
        (("expiry", {"mode": "days", "days": 36_501}), "expiry.days", "between"),
        (("expiry", {"mode": "never", "days": 5}), "expiry.days", "expiry_extra"),
        (("expiry", {"mode": "fixed"}), "expiry.on", "expiry_day"),
        (("expiry", {"mode": "fixed", "on": "9999-12-31"}), "expiry.on", "expiry_day"),
        (("expiry", {"mode": "month_end", "on": "2027-01-01"}), "expiry.on", "expiry_extra"),
        # money off
        (("money_off", {"step_points": 100, "least_points": 250}), "money_off.least_points", "not_a_step"),
        # unknown names
        (when(tiers=["silver", "platinum"]), f"{NEW}.when.tiers[1]", "unknown_name"),
        (when(segments=["nobody"]), f"{NEW}.when.segments[0]", "unknown_name"),
        (when(not_segments=["nobody"]), f"{NEW}.when.not_segments[0]", "unknown_name"),
        (when(memberships=["gold"]), f"{NEW}.when.memberships[0]", "unknown_name"),
        (when(interests=["hiking"]), f"{NEW}.when.interests[0]", "unknown_name"),
        (when(branches=["karaj"]), f"{NEW}.when.branches[0]", "unknown_name"),
        (("gates.0.when", {"tiers": ["x"]}), "gates[0].when.tiers[0]", "unknown_name"),
        (("coupons.0.when", {"tiers": ["x"]}), "coupons[0].when.tiers[0]", "unknown_name"),
        (("rewards.0.when", {"tiers": ["x"]}), "rewards[0].when.tiers[0]", "unknown_name"),
        (rule(budget="autumn"), f"{NEW}.budget", "unknown_name"),
        (("rewards.0.budget", "autumn"), "rewards[0].budget", "unknown_name"),
        (("coupons.0.budget", "autumn"), "coupons[0].budget", "unknown_name"),
        (rule(give={"type": "coupon", "plan": "new"}), f"{NEW}.give.plan", "unknown_name"),
        (("rewards.0.give", {"type": "coupon", "plan": "x"}), "rewards[0].give.plan", "unknown_name"),
        (rule(on="form_completed", about="x"), f"{NEW}.about", "unknown_name"),
        (rule(on="membership_sold", about="x"), f"{NEW}.about", "unknown_name"),
        (rule(on="tier_reached", about="x"), f"{NEW}.about", "unknown_name"),
        # codes
        (coupon(codes=["hello"]), f"{NEW_COUPON}.codes[0]", "code_collides"),
        (coupon(codes=["AB12", "a-b ۱۲"]), f"{NEW_COUPON}.codes[1]", "code_collides"),
        (coupon(codes=["salam۱۴۰۵"]), f"{NEW_COUPON}.codes[0]", "code_collides"),
        (coupon(codes=["---"]), f"{NEW_COUPON}.codes[0]", "code_letters"),
        (coupon(codes=["A\u0000B"]), f"{NEW_COUPON}.codes[0]", "code_letters"),
        # days and times
        (when(dates=[{"from": "1404/12/30", "to": "1405/01/02"}]), f"{NEW}.when.dates[0].from", "no_such_day"),
        (when(dates=[{"from": "1405/07/01", "to": "1405/07/31"}]), f"{NEW}.when.dates[0].to", "no_such_day"),
        (when(dates=[{"from": "1405/07/01\n", "to": "1405/07/30"}]), f"{NEW}.when.dates[0].from", "no_such_day"),
        (when(dates=[{"from": "1405/07/02", "to": "1405/07/01"}]), f"{NEW}.when.dates[0].to", "range_backwards"),
        (when(yearly=[{"from": "12/31", "to": "01/01"}]), f"{NEW}.when.yearly[0].from", "no_such_day"),
        (when(yearly=[{"from": "12/01", "to": "13/01"}]), f"{NEW}.when.yearly[0].to", "no_such_day"),
        (when(hours=[{"from": "18:00", "to": "24:01"}]), f"{NEW}.when.hours[0].to", "no_such_time"),
        (when(hours=[{"from": "17:60", "to": "20:00"}]), f"{NEW}.when.hours[0].from", "no_such_time"),
        (when(hours=[{"from": "18:00", "to": "18:00"}]), f"{NEW}.when.hours[0]", "hours_empty"),
        (("budgets.0.to", "1404/12/29"), "budgets[0].to", "range_backwards"),
        (("budgets.0.to", "1404/12/30"), "budgets[0].to", "no_such_day"),
        # amounts that no member reaches
        (when(min_amount_rial=10, max_amount_rial=9), f"{NEW}.when.max_amount_rial", "at_least"),
        (when(birthday_within_days=-1), f"{NEW}.when.birthday_within_days", "between"),
        (when(birthday_within_days=184), f"{NEW}.when.birthday_within_days", "between"),
        (
            when(reach=[{"measure": "spend", "window": {}, "at_least": 5, "at_most": 4}]),
            f"{NEW}.when.reach[0].at_most",
            "at_least",
        ),
        (when(reach=[{"measure": "spend", "window": {}, "at_least": -1}]), f"{NEW}.when.reach[0].at_least", "between"),
        (
            when(reach=[{"measure": "spend", "window": {"kind": "rolling"}}]),
            f"{NEW}.when.reach[0].window.days",
            "window_days",
        ),
        # triggers
        (rule(on="period_target"), f"{NEW}.target", "target_missing"),
        (rule(target=WHOLE["rules"][5]["target"]), f"{NEW}.target", "target_extra"),
        (rule(on="birthday", give=OFF), f"{NEW}.give", "effect_on_trigger"),
        (rule(on="birthday", give=TWICE), f"{NEW}.give", "effect_on_trigger"),
        (
            rule(on="period_target", target=WHOLE["rules"][5]["target"], give=OFF),
            f"{NEW}.give",
            "effect_on_trigger",
        ),
        (rule(on="birthday", scope={"products": ["tea"]}), f"{NEW}.scope", "needs_bill"),
        (rule(on="birthday", when={"min_amount_rial": 5}), f"{NEW}.when.min_amount_rial", "needs_bill"),
        (rule(on="birthday", when={"tenders": ["cash"]}), f"{NEW}.when.tenders", "needs_bill"),
        (rule(on="visit", about="wedding"), f"{NEW}.about", "about_extra"),
        (("referral", None), "rules[4].on", "trigger_needs"),
        (rule(on="survey_answered"), f"{NEW}.on", "trigger_needs"),
        (rule(on="field_filled"), f"{NEW}.on", "trigger_needs"),
        (rule(on="profile_completed"), f"{NEW}.on", "trigger_needs"),
        (rule(on="interest_told"), f"{NEW}.on", "trigger_needs"),
        # limits
        (rule(limits=[{"of": "rial", "most": 5}]), f"{NEW}.limits[0].of", "limit_of"),
        (
            rule(give=OFF, limits=[{"of": "uses", "most": 1}, {"of": "points", "most": 5}]),
            f"{NEW}.limits[1].of",
            "limit_of",
        ),
        (coupon(limits=[{"of": "points", "most": 5}], codes=["NEW"]), f"{NEW_COUPON}.limits[0].of", "limit_of"),
        (
            rule(give={"type": "draw_ticket", "draw": "x"}, limits=[{"of": "rial", "most": 5}]),
            f"{NEW}.limits[0].of",
            "limit_of",
        ),
        (
            rule(limits=[{"of": "points", "most": 5, "per": "purchase", "window": {"kind": "day"}}]),
            f"{NEW}.limits[0].window",
            "limit_window",
        ),
        (("caps", [{"of": "rial", "most": 5}]), "caps[0].of", "caps_points"),
        # steps
        (
            rule(give={"type": "stepped_off", "steps": [{"from": 5, "percent": 1}, {"from": 5, "percent": 2}]}),
            f"{NEW}.give.steps[1].from",
            "growing",
        ),
        (rule(give={"type": "stepped_off", "steps": []}), f"{NEW}.give.steps", "empty"),
        (
            rule(
                give={
                    "type": "growing_multiplier",
                    "measure": "visits",
                    "window": {"kind": "month", "days": 3},
                    "steps": [{"from": 1, "numerator": 2}],
                }
            ),
            f"{NEW}.give.window.days",
            "window_no_days",
        ),
        # rates
        (rule(give={"type": "points_per_amount", "points": 1_001, "per_rial": 1}), "rules", "rate_per_rial"),
        (rule(give={"type": "multiplier", "numerator": 10**8 + 10**7}), "rules", "rate_per_rial"),
        (
            rule(give={"type": "points_per_unit", "points": 1_001, "per_thousandths": 1}),
            "rules",
            "rate_per_thousandth",
        ),
    ],
)
def test_a_fault_is_found_at_its_place(change, place: str, mend: str):
    assert (place, mend) in [(fault.place, fault.mend) for fault in faults(change)]
    assert {fault.mend for fault in faults(change)} <= {mend, "trigger_needs", "unknown_name", "rate_per_thousandth"}


def test_multipliers_may_not_make_less_than_nothing():
    half = {"type": "multiplier", "numerator": 1, "denominator": 2}
    two = ("rules", [{"id": "a", "give": half}, {"id": "b", "give": half}])
    assert [fault.mend for fault in faults(two)] == []
    three = ("rules", [*two[1], {"id": "c", "give": {**half, "numerator": 999, "denominator": 1_000}}])
    assert [fault.mend for fault in faults(three)] == ["factors_below_zero"]


@pytest.mark.parametrize(
    "change",
    [
        when(yearly=[{"from": "12/30", "to": "12/30"}]),
        when(yearly=[{"from": "12/20", "to": "01/05"}]),
        when(hours=[{"from": "22:00", "to": "02:00"}]),
        when(hours=[{"from": "00:00", "to": "24:00"}]),
        when(dates=[{"from": "1403/12/30", "to": "1403/12/30"}]),
        when(min_amount_rial=9, max_amount_rial=9),
        ("budgets.0.to", "1405/01/01"),
        ("tiers", {**WHOLE["tiers"], "tiers": WHOLE["tiers"]["tiers"][1:], "no_tier": True}),
        ("money_off", {"step_points": 100}),
        ("money_off", {"step_points": 100, "least_points": 200}),
        rule(limits=[{"of": "points", "most": 5, "per": "purchase"}]),
        rule(give={"type": "points_per_amount", "points": 660, "per_rial": 2}),
        rule(on="manual", about="complaint"),
        rule(on="tier_reached", about="gold"),
        ("rewards.0.limits", [{"of": "points", "most": 500}]),
        ("expiry", {"mode": "days", "days": 1}),
        ("caps", [{"of": "points", "most": 5}, {"of": "uses", "most": 5}]),
        ("gates.+", {"id": "base", "when": {}}),
    ],
)
def test_what_is_unusual_and_right_is_no_fault(change):
    assert faults(change) == ()


@pytest.mark.parametrize(
    ("change", "place", "mend"),
    [
        (rule(give=OFF, scope={"products": ["tea", "coffee"]}), f"{NEW}.scope.products[1]", "unknown_product"),
        (rule(give=OFF, scope={"except_products": ["coffee"]}), f"{NEW}.scope.except_products[0]", "unknown_product"),
        (rule(give=OFF, scope={"categories": ["foo"]}), f"{NEW}.scope.categories[0]", "unknown_category"),
        (rule(give=OFF, scope={"except_categories": ["foo"]}), f"{NEW}.scope.except_categories[0]", "unknown_category"),
        (("excluded", ["tea", "coffee"]), "excluded[1]", "unknown_product"),
        (("excluded_categories", ["drinks"]), "excluded_categories[0]", "unknown_category"),
        (("rewards.0.give.sku", "coffee"), "rewards[0].give.sku", "unknown_product"),
        (("guard.category_margins", {"toys": 5}), "guard.category_margins.toys", "unknown_category"),
        (("guard.loss_leaders", {"products": ["egg"]}), "guard.loss_leaders.products[0]", "unknown_product"),
    ],
)
def test_goods_have_to_be_those_of_the_catalogue(change, place: str, mend: str):
    programme = decode_programme(changed(change))
    assert faults_of(programme) == ()
    assert [(fault.place, fault.mend) for fault in faults_of(programme, GOODS)] == [(place, mend)]


def test_a_category_holds_those_below_it():
    for name in ("food", "food/rice", "food/bread", "drink"):
        assert faults_of(decode_programme(changed(("excluded_categories", [name]))), GOODS) == ()


@pytest.mark.parametrize(
    ("category", "sku"),
    [
        ("خوراكي/چاي سياه", "چاي"),  # Arabic letters
        ("خوراکی / چای‌سیاه", "چای"),  # blanks and a half-space
        ("خوراکی/چای سیاه/", "چای "),
        ("خوراکی", " چای"),
    ],
)
def test_goods_are_known_however_they_are_typed(category: str, sku: str):
    shop = Catalogue({"چای": "خوراکی/چای سیاه"}, ("Drinks",))
    scope = {"categories": [category, "DRINKS"], "except_categories": ["drinks"], "products": [sku]}
    typed = rule(give=OFF, scope=scope)
    plain = (("excluded", [sku]), ("excluded_categories", [category]), ("rewards", []), ("guard", None))
    programme = decode_programme(changed(typed, *plain, ("guard", {"category_margins": {category: 12}})))
    strange = [fault for fault in faults_of(programme, shop) if fault.names.get("name") in {category, sku, "DRINKS"}]
    assert strange == []


@pytest.mark.parametrize("key", ["rules", "coupons", "rewards", "gates", "budgets", "memberships"])
def test_the_number_of_parts_has_a_bound(key):
    def many(count):
        part = {**WHOLE[key][-1]}
        part.pop("codes", None)
        parts = [{**part, "id": str(number)} for number in range(count)]
        return [fault for fault in faults((key, parts)) if fault.place == key]

    assert many(500) == []
    assert many(501) == [Fault(key, "too_many", {"count": 501, "most": 500})]


def test_tiers_have_a_bound_too_and_are_some():
    assert ("tiers.tiers", "empty") in [(fault.place, fault.mend) for fault in faults(("tiers.tiers", []))]
    tiers = [{"id": str(number), "at_least": number} for number in range(501)]
    assert "too_many" in [fault.mend for fault in faults(("tiers.tiers", tiers))]


def test_faults_carry_what_their_sentence_needs():
    assert faults(("rules.1.id", "base")) == (
        Fault("rules[1].id", "unique", names={"name": "base", "first": "rules[0].id"}),
    )
    assert faults(coupon(codes=["h-e-l-l-o"])) == (
        Fault(f"{NEW_COUPON}.codes[0]", "code_collides", names={"code": "h-e-l-l-o", "first": "coupons[1].codes[0]"}),
    )
    assert faults(("tiers.tiers.2.at_least", 49)) == (
        Fault("tiers.tiers[2].at_least", "tiers_unsorted", {"above": 50}, {"tier": "gold", "below": "silver"}),
    )


def test_faults_stand_in_the_order_of_the_document():
    found = faults(("budgets.0.to", "1404/12/30"), when(tiers=["x"]), ("rules.2.id", "base"), ("version", 0))
    assert [fault.place for fault in found] == ["version", "rules[2].id", f"{NEW}.when.tiers[0]", "budgets[0].to"]


def test_the_tenth_rule_comes_after_the_second():
    rules = tuple(Rule(str(number), PointsPerAmount(), budget="x") for number in range(12))
    assert [fault.place for fault in faults_of(Programme(rules=rules))] == [f"rules[{n}].budget" for n in range(12)]


@pytest.mark.parametrize(
    "change",
    [
        {"expiry": Expiry(ExpiryMode.DAYS)},
        {"expiry": Expiry(ExpiryMode.FIXED, on=date(1999, 12, 31))},
        {"money_off": MoneyOff(step_points=2, least_points=3)},
    ],
)
def test_a_programme_made_in_code_is_looked_at_alike(change):
    assert len(faults_of(structs.replace(Programme(), **change))) == 1


@pytest.mark.parametrize("name", ["//", "/", " ", "\u200c", "\u202e/"])
@pytest.mark.parametrize("field", ["categories", "except_categories"])
def test_a_category_of_which_nothing_is_left(field, name):
    assert faults(rule(scope={field: ["food", name]})) == (Fault(f"{NEW}.scope.{field}[1]", "category_blank"),)


def test_the_margin_of_a_category_is_said_once_however_it_is_typed():
    guard = {"category_margins": {"چاي": 20, "food": 10, "چای": 30}}
    names = {"name": "چای", "other": "چاي"}
    assert faults(("guard", guard)) == (Fault("guard.category_margins", "category_twice", names=names),)
    assert faults(("guard", {"category_margins": {"//": 20}})) == (Fault("guard.category_margins", "category_blank"),)


@pytest.mark.parametrize("letter", ["\n", "\0", "\x1b", "\u202e", "\u2066", "\ufeff", "\u2028"])
def test_a_title_that_would_break_its_line_or_turn_it_around(letter):
    assert faults(rule(title=f"شب{letter}یلدا")) == (Fault(f"{NEW}.title", "title_letters"),)
    assert faults(("title", letter)) == (Fault("title", "title_letters"),)


def test_a_title_keeps_its_half_spaces():
    assert faults(rule(title="نیم\u200cفاصله")) == ()


def test_a_name_in_other_letters_is_told_apart_from_one_that_is_not_there():
    names = {"name": "همسايه", "alike": "همسایه", "list": "segments"}
    found = faults(("segments", [*WHOLE.get("segments", []), "همسایه"]), when(segments=["همسايه"]))
    assert found == (Fault(f"{NEW}.when.segments[0]", "other_letters", names=names),)


def test_codes_are_compared_as_they_are_typed():
    assert folded_code(" ab-12 ") == folded_code("AB۱۲") == "AB12"
    assert folded_code("یلدا") == folded_code("\u064aلدا")
    assert folded_code("ab") != folded_code("abc")


SAYS_AT = {"Fault": 1, "_at_byte": 1, "_read": 3, "_unknown": 3}
"""Which argument of these calls is the mend."""


def mends(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS_AT:
            for said in node.args[SAYS_AT[node.func.id] : SAYS_AT[node.func.id] + 1]:
                found |= {part.value for part in ast.walk(said) if isinstance(part, ast.Constant)} - {">="}
    return {mend for mend in found if isinstance(mend, str)}


def test_every_mend_has_its_sentence_and_every_sentence_its_mend():
    files = (PACKAGE / "domain" / "rulebook").glob("*.py")
    said = set().union(*(mends(file.read_text(encoding="utf-8")) for file in files))
    by_name = {"tiers_overlap", "tiers_unsorted"}
    assert said | by_name == FAULTS.keys() - {"not_served", "no_categories"}, "those are said by whoever publishes"


def test_mends_are_seen_in_either_branch():
    assert mends('Fault(place, "a" if x else "b", {"most": 1})\n_read(f, p, t, "c")') == {"a", "b", "c"}
