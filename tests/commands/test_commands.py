"""What the commands do, beyond the shapes that are documented."""

import json

import pypdfium2
import pytest
from PIL import Image

MEMBER = ("--mobile", "09121234567")


def test_a_parked_purchase_is_sold_once(shop):
    number = str(shop("park", *MEMBER, "--amount", "900000", "--json").json["parked"])
    sold = shop("recall", number, "--finish", "--redeem", "max", "--tender", "cash:800000", "--json").json
    assert (sold["kind"], sold["points_spent"], sold["paid_rial"]) == ("sale", 100, 800_000)
    again = shop("recall", number, "--finish", "--json").json
    assert again == {**sold, "repeated": True}
    assert shop("recall", "--json").json["parked"] == []


def test_a_parked_purchase_is_thrown_away(shop):
    number = str(shop("park", "--anonymous", "--amount", "900000", "--json").json["parked"])
    assert shop("recall", number, "--json").json["amount_rial"] == 900_000
    assert shop("recall", number, "--discard").code == 0
    assert shop("recall", number, "--json").json["code"] == "parked_unknown"


def test_award_earns_and_spends_nothing(shop):
    said = shop("award", *MEMBER, "--amount", "1000000", "--json").json
    assert (said["points_earned"], said["points_spent"], said["balance"]) == (10, 0, 110)


def test_a_bill_reaches_exactly_zero(shop):
    said = shop("sell", *MEMBER, "--amount", "42500", "--redeem", "max", "--json").json
    assert (said["points_spent"], said["money_off_rial"], said["paid_rial"]) == (43, 42_500, 0)


def test_a_cancelled_slip_shows_the_account_after_it(shop):
    shop("sell", *MEMBER, "--amount", "1000000", "--redeem", "20")
    undone = shop("undo", "F-1", "--json").json
    assert (undone["kind"], undone["points_earned"], undone["reasons"]) == ("cancelled", 0, [])
    assert (undone["points_clawed"], undone["points_returned"], undone["balance"]) == (9, 20, 100)
    later = shop("receipt", "F-1", "--json").json
    assert {name: later[name] for name in undone.keys() & later.keys()} == {
        name: undone[name] for name in undone.keys() & later.keys()
    }


def test_undo_and_reassign(shop):
    shop("enrol", "--mobile", "09350000001")
    shop("sell", *MEMBER, "--amount", "1000000")
    moved = shop("reassign", "F-1", "--mobile", "09350000001", "--reason", "کارت دیگری", "--json").json
    assert (moved["mobile"], moved["balance"]) == ("09350000001", 10)
    assert shop("undo", "F-1", "--json").json["kind"] == "cancelled"
    assert shop("show", "--mobile", "09350000001", "--json").json["balance"] == 0


def test_selling_by_card_and_by_date(shop):
    shop("card", "issue", *MEMBER, "--png", "card.png")
    card = shop("scan", "card.png", "--raw", "--json").json["codes"][0]
    said = shop("sell", "--card", card, "--amount", "1000000", "--at", "1405/06/01 10:00", "--json").json
    assert said["moment_jalali"] == "1405/06/01 10:00"
    assert shop("show", "--card", card, "--json").json["mobile"] == "09121234567"


def test_names_are_found_in_any_spelling(shop):
    shop("enrol", "--mobile", "09350000001", "--name", "سارا یزدانی")
    assert len(shop("show", "--name", "سارا", "--json").json["hits"]) == 2
    assert shop("show", "--name", "كريمي", "--json").json["mobile"] == "09121234567"
    assert shop("show", "--name", "هیچکس", "--json").json["hits"] == []


def test_a_receipt_is_written_in_both_widths_and_languages(shop, tmp_path):
    shop("sell", *MEMBER, "--amount", "1000000")
    shop("receipt", "F-1", "--png", "fa.png", "--pdf", "fa.pdf")
    shop("receipt", "F-1", "--png", "en.png", "--paper", "384", "--lang", "en")
    for name, width in (("fa.png", 576), ("en.png", 384)):
        with Image.open(tmp_path / name) as picture:
            assert picture.width == width
    pypdfium2.PdfDocument(tmp_path / "fa.pdf").close()
    assert not list(tmp_path.glob("*.part"))


def test_a_scanned_slip_finds_its_receipt(shop):
    shop("sell", *MEMBER, "--amount", "1000000")
    shop("receipt", "F-1", "--png", "slip.png")
    said = shop("scan", "slip.png", "--json").json
    assert (said["kind"], said["receipt"], said["slip"]["amount_rial"]) == ("receipt", "F-1", 1_000_000)


def test_a_statement_is_written(shop, tmp_path):
    shop("sell", *MEMBER, "--amount", "1000000", "--redeem", "5")
    assert shop("show", *MEMBER, "--pdf", "statement.pdf").code == 0
    pypdfium2.PdfDocument(tmp_path / "statement.pdf").close()


def test_a_programme_of_ones_own(shop, tmp_path):
    rule = {"id": "base", "effect": {"type": "points_per_amount", "points": 2, "per_rial": 100_000}}
    (tmp_path / "double.json").write_text(json.dumps({"earn": [rule]}))
    assert shop("programme", "publish", "double.json", "--json").json["version"] == 1
    assert shop("award", *MEMBER, "--amount", "1000000", "--json").json["points_earned"] == 20
    (tmp_path / "bad.json").write_text(json.dumps({"earn": [rule, rule]}))
    assert shop("programme", "publish", "bad.json", "--json").json["code"] == "programme_invalid"
    assert shop("programme", "show", "--json").json["version"] == 1


def test_money_is_shown_in_the_shop_s_unit(shop):
    assert "۱۰۰٬۰۰۰ تومان" in shop("sell", *MEMBER, "--amount", "1000000").out
    shop("settings", "--unit", "rial")
    assert "۱٬۰۰۰٬۰۰۰ ریال" in shop("sell", *MEMBER, "--amount", "1000000").out
    assert "ریال" in shop("sell", *MEMBER, "--amount", "2000000000000").err


def test_staff_may_do_what_their_role_allows(shop):
    shop("staff", "add", "--name", "مینا", "--role", "cashier")
    assert shop("sell", *MEMBER, "--amount", "1000000", "--staff", "1").code == 0
    said = shop("erase", *MEMBER, "--staff", "1", "--json")
    assert (said.code, said.json["code"], said.json["needs"]) == (2, "not_allowed", "manager")
    assert shop("staff", "add", "--name", "رضا", "--role", "manager", "--pin", "-", stdin="12\n").code == 2
    assert "بی‌نام" not in shop("staff", "list").out


def test_a_doubtful_clock_lets_nobody_spend_until_it_is_confirmed(shop, tmp_path):
    import pysqlite3

    connection = pysqlite3.connect(str(tmp_path / "shop" / "shop.vafa"))
    with connection:
        connection.execute("UPDATE head SET trusted_ms = trusted_ms - 20 * 86400000")
    connection.close()
    assert shop("sell", *MEMBER, "--amount", "1000000").code == 0
    said = shop("redeem", *MEMBER, "--points", "5", "--json")
    assert (said.code, said.json["code"]) == (2, "clock_doubtful")
    assert said.json["now"].endswith("Z")
    assert shop("clock", "--json").json["offset_seconds"] == 0
    assert shop("redeem", *MEMBER, "--points", "5").code == 0


def test_verify_names_what_does_not_agree_and_rebuild_mends_it(shop, tmp_path):
    import pysqlite3

    connection = pysqlite3.connect(str(tmp_path / "shop" / "shop.vafa"))
    with connection:
        connection.execute("UPDATE account SET spendable = spendable + 1")
    connection.close()
    said = shop("verify", "--json")
    assert (said.code, said.json["code"]) == (3, "shop_unsound")
    assert said.json["faults"][0]["check"] == "balance"
    assert shop("rebuild").code == 0
    assert shop("verify", "--json").json["sound"] is True


def test_restore_brings_back_and_keeps_aside(shop, tmp_path):
    shop("backup", "copy.vafa")
    shop("sell", *MEMBER, "--amount", "1000000")
    shop("erase", *MEMBER)
    said = shop("restore", "copy.vafa", "--json").json
    assert (said["mark"], said["erased_again"]) == ("G", 1)
    assert (tmp_path / said["before"]).is_file()
    assert shop("show", *MEMBER, "--json").json["code"] == "member_unknown"


SENTENCES = {
    "sell": ("sell", *MEMBER, "--amount", "1000000", "--redeem", "20"),
    "quote": ("sell", *MEMBER, "--amount", "1000000", "--redeem", "20", "--quote"),
    "redeem": ("redeem", *MEMBER, "--points", "3"),
    "adjust": ("adjust", *MEMBER, "--points", "-3", "--reason", "x"),
    "park": ("park", *MEMBER, "--amount", "5000"),
    "recall": ("recall",),
    "show": ("show", *MEMBER),
    "hits": ("show", "--name", "09"),
    "settings": ("settings",),
    "programme": ("programme", "show"),
    "staff": ("staff", "list"),
    "cards": ("card", "show", *MEMBER),
    "clock": ("clock",),
    "verify": ("verify",),
    "rebuild": ("rebuild",),
    "backup": ("backup", "copy.vafa"),
}


@pytest.mark.parametrize("arguments", SENTENCES.values(), ids=SENTENCES)
def test_every_answer_is_said_in_both_languages(shop, arguments):
    persian, english = shop(*arguments), shop(*arguments, "--lang", "en")
    assert (persian.code, english.code) == (0, 0)
    assert persian.out.strip()
    assert persian.out != english.out
    assert "{" not in persian.out.replace("{\n", "") or arguments[0] == "programme"
