"""A programme at the terminal: discounts and why, an override, tiers, birthdays."""

import json

MEMBER = ("--mobile", "09121234567")
CLUB = {
    "format": 2,
    "rules": [
        {"id": "base", "give": {"type": "points_per_amount"}},
        {"id": "yalda", "title": "یلدا", "give": {"type": "percent_off", "percent": 10}, "budget": "winter"},
        {"id": "hello", "on": "enrolment", "give": {"type": "points_fixed", "points": 15}},
        {"id": "cake", "on": "birthday", "give": {"type": "points_fixed", "points": 40}},
    ],
    "coupons": [{"id": "five", "give": {"type": "amount_off", "rial": 900000}, "codes": ["FIVE5"]}],
    "budgets": [{"id": "winter", "rial": 500000, "from": "1405/01/01", "to": "1479/12/29"}],
    "tiers": {
        "tiers": [
            {"id": "bronze", "at_least": 0, "title": "برنزی"},
            {"id": "silver", "at_least": 3000000, "title": "نقره‌ای"},
        ]
    },
}


def publish(shop, tmp_path):
    (tmp_path / "club.json").write_text(json.dumps(CLUB, ensure_ascii=False), "utf-8")
    said = shop("programme", "publish", "club.json", "--override", "آغاز", "--json")
    assert said.code == 0, said.err


def test_a_sale_says_what_was_taken_off_and_why(shop, tmp_path):
    publish(shop, tmp_path)
    quoted = shop("sell", *MEMBER, "--amount", "4000000", "--quote", "--json").json
    sold = shop("sell", *MEMBER, "--amount", "4000000", "--json").json
    for said in (quoted, sold):
        assert said["programme_discount_rial"] == 400_000
        assert [(one["id"], one["title"], one["rial"]) for one in said["discounts"]] == [("yalda", "یلدا", 400_000)]
        assert [step["code"] for step in said["steps"]] == ["off_percent"]
        assert [alert["code"] for alert in said["alerts"]] == ["budget_low"]
        assert (said["tier"], said["declined"]) == ("bronze", [])
    assert (quoted["payable_rial"], sold["paid_rial"]) == (3_600_000, 3_600_000)
    text = shop("sell", *MEMBER, "--amount", "1000000", "--lang", "en", "--quote")
    assert "10 %" in text.out or "10%" in text.out
    assert "To pay: 90,000 toman" in text.out


def test_codes_are_taken_or_declined_with_the_reason(shop, tmp_path):
    publish(shop, tmp_path)
    said = shop("sell", *MEMBER, "--amount", "2000000", "--code", "five5", "--quote", "--json").json
    assert said["discounts"][0]["id"] == "five"
    said = shop("sell", *MEMBER, "--amount", "2000000", "--code", "NOSUCH", "--quote", "--json").json
    assert [reason["names"]["code"] for reason in said["declined"]] == ["NOSUCH"]


def test_an_override_takes_a_manager_and_gives_more_than_the_budget(shop, tmp_path):
    publish(shop, tmp_path)
    shop("staff", "add", "--name", "نیما", "--role", "cashier")
    wanted = ("sell", *MEMBER, "--amount", "9000000", "--override", "دوست قدیمی", "--json")
    refused = shop(*wanted, "--staff", "1").json
    assert (refused["code"], refused["deed"]) == ("needs_approval", "override")
    said = shop(*wanted).json
    assert (said["programme_discount_rial"], said["override"]) == (900_000, True)
    assert "budget_lifted" in [step["code"] for step in said["steps"]]


def test_show_tells_the_tier_and_what_is_missing(shop, tmp_path):
    assert shop("show", *MEMBER, "--json").json["tier"] is None
    publish(shop, tmp_path)
    shop("sell", *MEMBER, "--amount", "1000000")
    tier = shop("show", *MEMBER, "--json").json["tier"]
    assert (tier["tier"], tier["title"], tier["rank"], tier["next"]) == ("bronze", "برنزی", 0, "silver")
    assert (tier["measure"], tier["reached"], tier["missing"]) == ("spend", 900_000, 2_100_000)
    said = shop("show", *MEMBER, "--lang", "en").out
    assert "Tier: برنزی" in said
    assert "210,000 toman to the tier نقره‌ای" in said


def test_a_tier_is_pinned_and_the_pin_taken_away(shop, tmp_path):
    publish(shop, tmp_path)
    pin = ("tier", "pin", *MEMBER, "--tier", "silver", "--reason", "همسایه")
    assert shop(*pin).code == 64, "up to when?"
    said = shop(*pin, "--until", "1479/12/29", "--json").json
    assert (said["pinned"], said["until"], said["tier"]["tier"]) == ("silver", "1479/12/29", "silver")
    assert shop("tier", "pin", *MEMBER, "--tier", "x", "--until", "1479/01/01", "--reason", "x").code == 2
    counted = shop("tiers", "--json").json
    assert [(row["tier"], row["members"]) for row in counted["tiers"]] == [("bronze", 0), ("silver", 1)]
    said = shop("tier", "pin", *MEMBER, "--tier", "none", "--reason", "تمام شد", "--json").json
    assert (said["pinned"], said["tier"]["tier"]) == (None, "bronze")
    counted = shop("tiers", "--json").json
    assert (counted["rose"], counted["fell"], counted["moved"][0]["after"]) == (0, 1, "bronze")
    assert "fell" in shop("tiers", "--lang", "en").out


def test_birthdays_are_celebrated_once(shop, tmp_path):
    publish(shop, tmp_path)
    today = shop("tiers", "--json").json["day"]
    shop("enrol", "--mobile", "09350000009", "--birth", today[5:])
    assert shop("show", "--mobile", "09350000009", "--json").json["spendable"] == 15
    assert shop("celebrate", "--json").json["points"] == 40
    assert shop("celebrate", "--json").json["members"] == []
    assert shop("show", "--mobile", "09350000009", "--json").json["spendable"] == 55
    assert shop("celebrate", "--lang", "en").out.strip() == "No birthday gift is due now."


def test_a_shop_without_tiers_says_so(shop):
    said = shop("tiers", "--json")
    assert (said.code, said.json["code"]) == (2, "no_tiers")
