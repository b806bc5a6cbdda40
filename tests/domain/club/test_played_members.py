"""Members in a story: occasions, referral, tiers, memberships, gates, merges, a new programme, time."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played, refusals

SARA_AND_ALI = [{"id": "sara"}, {"id": "ali"}]
TIERS = {"tiers": [{"id": "bronze", "at_least": 0}, {"id": "silver", "at_least": 1_000_000}]}


def fixed(name: str, on: str, points: int, **fields: object) -> dict:
    return {"id": name, "on": on, "give": {"type": "points_fixed", "points": points}, **fields}


def balance(answer, member="sara"):
    return answer.state.members[member].account.balance


@pytest.mark.parametrize(
    ("on", "event", "names"),
    [
        ("form_completed", {"event": "form", "form": "taste"}, {"forms": ["taste"]}),
        ("survey_answered", {"event": "survey", "survey": "autumn"}, {"surveys": ["autumn"]}),
        ("interest_told", {"event": "interest", "interest": "coffee"}, {"interests": ["coffee"]}),
        ("field_filled", {"event": "field", "field": "email"}, {"fields": ["email", "job"]}),
        ("profile_completed", {"event": "field", "field": "email"}, {"fields": ["email"]}),
        ("anniversary", {"event": "anniversary", "about": "wedding", "on": "1390/09/10"}, {}),
    ],
)
def test_an_occasion_gives_once(on, event, names):
    happens = {**event, "member": "sara"}
    answer = played(happens, happens, programme={"rules": [fixed("x", on, 20)], **names})
    assert [result.points for result in answer.results] == [20, 0]
    assert balance(answer) == 20


@pytest.mark.parametrize("kind", ["form", "survey", "interest", "field"])
def test_names_that_the_programme_does_not_know_are_refused(kind):
    answer = played({"event": kind, "member": "sara", kind: "nothing"})
    assert refusals(answer) == [f"{kind}_unknown"]


def test_enrolment_gives_and_is_once():
    enrol = {"event": "enrol", "member": "reza"}
    answer = played(enrol, enrol, programme={"rules": [fixed("hi", "enrolment", 15)]})
    assert refusals(answer) == [None, "already_member"]
    assert balance(answer, "reza") == 15


def test_points_by_hand():
    rule = fixed("sorry", "manual", 30)
    answer = played(
        {"event": "manual", "member": "sara", "rule": "sorry"},
        {"event": "manual", "member": "sara", "points": 7, "reason": "wait"},
        {"event": "manual", "member": "sara", "rule": "none"},
        {"event": "adjust", "member": "sara", "points": -40, "reason": "mistake"},
        {"event": "adjust", "member": "sara", "points": 5, "reason": " "},
        programme={"rules": [rule]},
    )
    assert refusals(answer) == [None, None, "manual_rule_unknown", None, "reason_missing"]
    assert (balance(answer), answer.state.members["sara"].account.debt) == (-3, 3)


REFERRAL = {
    "referral": {"min_amount_rial": 200_000},
    "rules": [BASE, fixed("r1", "referrer", 100), fixed("r2", "referee", 50)],
}


def test_a_referral_is_completed_by_the_first_qualifying_purchase_and_taken_back_with_it():
    answer = played(
        {"event": "enrol", "member": "reza", "referrer": "sara"},
        bought(100_000, "reza"),
        bought(300_000, "reza", id="first"),
        bought(300_000, "reza"),
        {"event": "refund", "of": "first", "amount_rial": 150_000},
        bought(200_000, "reza"),
        programme=REFERRAL,
    )
    awards = [[(award.member, award.points) for award in result.awards] for result in answer.results]
    assert awards[1] == awards[3] == []
    assert awards[2] == [("sara", 100), ("reza", 50)]
    assert awards[4] == [("sara", -100), ("reza", -50)]
    # The next purchase that is large enough completes it anew.
    assert awards[5] == [("sara", 100), ("reza", 50)]
    assert balance(answer) == 100


def test_no_self_no_circle_no_second_referrer():
    answer = played(
        {"event": "enrol", "member": "reza", "referrer": "reza"},
        {"event": "enrol", "member": "reza", "referrer": "sara"},
        {"event": "refer", "member": "sara", "referrer": "reza"},
        {"event": "refer", "member": "reza", "referrer": "ali"},
        {"event": "refer", "member": "ali", "referrer": "reza"},
        members=SARA_AND_ALI,
        programme=REFERRAL,
    )
    assert refusals(answer) == ["referral_self", None, "referral_circle", "referral_taken", None]


def test_a_tier_is_reached_counts_from_the_next_bill_and_a_refund_takes_it_back():
    faster = {"id": "fast", "give": {"type": "multiplier", "numerator": 2}, "when": {"tiers": ["silver"]}}
    programme = {"rules": [BASE, faster, fixed("up", "tier_reached", 9, about="silver")], "tiers": TIERS}
    answer = played(bought(1_000_000, id="a"), bought(100_000), {"event": "refund", "of": "a"}, programme=programme)
    up, silver, back = answer.results
    assert (up.points, silver.points) == (10, 2)
    assert [(change.tier_before, change.tier) for change in up.tier_changes] == [("bronze", "silver")]
    assert [award.points for award in up.awards] == [9]
    assert back.account.tier.tier == "bronze"
    assert (back.account.tier.next_tier, back.account.tier.missing) == ("silver", 900_000)
    assert balance(answer) == 2


def test_a_pin_is_a_floor_with_an_end():
    answer = played(
        {"event": "pin", "member": "sara", "tier": "silver", "until": "1405/09/20"},
        {"event": "pin", "member": "sara", "tier": "gold", "until": "1405/09/20"},
        {"event": "pin", "member": "sara", "tier": "silver"},
        {"event": "clock", "at": "1405/09/20 12:00"},
        bought(100_000),
        {"event": "clock", "at": "1405/09/21 12:00"},
        bought(100_000),
        {"event": "tier_review"},
        programme={"tiers": TIERS},
    )
    assert refusals(answer)[:3] == [None, "tier_unknown", "pin_needs_day"]
    assert answer.results[4].account.tier.tier == "silver"
    assert answer.results[6].account.tier.tier == "bronze"
    assert [(change.day, change.tier) for change in answer.results[7].tier_changes] == [
        ("1405/09/10", "silver"),
        ("1405/09/21", "bronze"),
    ]


def test_a_review_tells_what_the_calendar_changed_once():
    answer = played(
        bought(1_000_000),
        {"event": "tier_review"},
        {"event": "clock", "days": 800},
        {"event": "tier_review"},
        {"event": "tier_review"},
        programme={"tiers": TIERS},
    )
    told = [[(change.tier, change.why) for change in result.tier_changes] for result in answer.results]
    assert told[1] == [("silver", "reached")]
    assert told[3] == [("bronze", "ended")]
    assert told[4] == []


PRO = {
    "memberships": [{"id": "pro", "fee_rial": 3_000_000, "unit": "days", "length": 30, "grace_days": 2}],
    "rules": [{"id": "off", "give": {"type": "percent_off", "percent": 10}, "when": {"memberships": ["pro"]}}],
}


def test_a_paid_membership_is_sold_ends_and_gives_its_rest_back():
    sell = {"event": "membership", "member": "sara", "plan": "pro"}
    answer = played(
        {**sell, "act": "renew"},
        sell,
        bought(1_000_000),
        {"event": "clock", "days": 9},
        {**sell, "act": "cancel"},
        {"event": "clock", "days": 1},
        bought(1_000_000),
        {**sell, "act": "cancel"},
        programme=PRO,
    )
    assert refusals(answer) == ["membership_none", None, None, None, None, None, None, "membership_not_running"]
    assert answer.results[1].fee_rial == 3_000_000
    assert (answer.results[2].payable_rial, answer.results[6].payable_rial) == (900_000, 1_000_000)
    assert answer.results[4].cash_rial == 2_000_000
    month = answer.state.membership_income["1405/09"]
    assert (month["fees_rial"], month["refunds_rial"]) == (3_000_000, 2_000_000)


def test_benefits_end_with_the_grace():
    sell = {"event": "membership", "member": "sara", "plan": "pro"}
    answer = played(
        sell,
        bought(1_000_000, at="1405/10/11 23:59"),
        bought(1_000_000, at="1405/10/12 00:00"),
        programme=PRO,
    )
    assert [result.payable_rial for result in answer.results[1:]] == [900_000, 1_000_000]


def test_a_gate_says_yes_or_what_is_missing():
    gate = {"id": "credit", "when": {"tiers": ["silver"], "min_amount_rial": 500_000}}
    ask = {"event": "gate", "gate": "credit", "member": "sara", "amount_rial": 600_000}
    answer = played(ask, bought(1_000_000), ask, programme={"tiers": TIERS, "gates": [gate]})
    assert [result.gate.allowed for result in (answer.results[0], answer.results[2])] == [False, True]
    assert [reason.code for reason in answer.results[0].gate.unmet] == ["unmet_tier"]


def test_merged_members_are_one_and_can_be_parted():
    answer = played(
        bought(300_000),
        bought(200_000, "ali"),
        {"event": "merge", "member": "ali", "into": "sara", "id": "m"},
        bought(100_000, "ali"),
        {"event": "merge", "member": "sara", "into": "ali"},
        {"event": "unmerge", "of": "m"},
        members=SARA_AND_ALI,
    )
    assert refusals(answer)[4] == "merge_same"
    assert answer.results[3].account.member == "sara"
    assert answer.results[3].account.balance == 6
    assert (balance(answer), balance(answer, "ali")) == (3, 3)


def test_a_merge_is_undone_for_30_days():
    merge = {"event": "merge", "member": "ali", "into": "sara", "id": "m"}
    late = played(merge, {"event": "clock", "days": 31}, {"event": "unmerge", "of": "m"}, members=SARA_AND_ALI)
    assert refusals(late)[2] == "unmerge_too_late"
    assert late.state.members["ali"].merged_into == "sara"


def test_a_new_programme_counts_from_now_on_and_old_sales_keep_theirs():
    double = {"rules": [{"id": "base", "give": {"type": "points_per_amount", "points": 2, "per_rial": 100_000}}]}
    answer = played(
        bought(500_000, id="old"),
        {"event": "publish", "programme": {"rules": [{"id": "x"}]}},
        bought(500_000),
        {"event": "publish", "programme": double},
        bought(500_000),
        {"event": "refund", "of": "old", "amount_rial": 200_000},
    )
    assert refusals(answer)[1] in {"programme_unreadable", "programme_invalid"}
    assert answer.results[1].refused.figures["place"].startswith("$.events[1].programme")
    assert [result.points for result in answer.results] == [5, 0, 5, 0, 10, 0]
    assert answer.results[5].points_clawed == 2
    assert answer.state.programme_version == 2


def test_lots_wait_and_lapse():
    programme = {"pending_days": 2, "expiry": {"mode": "days", "days": 10}}
    answer = played(
        bought(500_000),
        {"event": "quote", "member": "sara", "amount_rial": 100_000, "at": "1405/09/12 17:59"},
        {"event": "quote", "member": "sara", "amount_rial": 100_000, "at": "1405/09/12 18:00"},
        {"event": "quote", "member": "sara", "amount_rial": 100_000, "at": "1405/09/20 23:59"},
        {"event": "quote", "member": "sara", "amount_rial": 100_000, "at": "1405/09/21 00:00"},
        programme=programme,
    )
    figures = [(r.account.spendable, r.account.pending, r.account.lapsed) for r in answer.results]
    assert figures == [(0, 5, 0), (0, 5, 0), (5, 0, 0), (5, 0, 0), (0, 0, 5)]


def test_who_was_there_before_begins_with_what_he_had():
    member = {
        "id": "sara",
        "joined": "1400/01/05",
        "lots": [{"points": 30, "earned": "1405/01/01", "expires_on": "1405/09/10"}, {"points": 20}],
        "days": [{"on": "1405/08/01", "net_rial": 1_000_000}],
        "tier_pin": None,
        "wallet_rial": 400_000,
    }
    answer = played({"event": "redeem", "member": "sara", "points": 35}, programme={"tiers": TIERS}, members=[member])
    account = answer.results[0].account
    assert [lot.points for lot in account.lots] == [15]
    assert (account.tier.tier, account.wallet_rial) == ("silver", 400_000)
