"""What is wrong is refused: with the right exit code, a sentence in both languages, and nothing written."""

import hashlib
import os

import pytest
from PIL import Image
from tests.fakes.escpos_printer import FakePrinter

from vafa.domain.errors import Trouble
from vafa.store.shopfile import Writing
from vafa.wording.catalogue import LANGUAGES

MEMBER = ("--mobile", "09121234567")


def journal_of(folder):
    """The acts in a shop, by their count and last hash."""
    import pysqlite3

    with pysqlite3.connect(f"file:{folder}/shop.vafa?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*), hex(max(hash)), (SELECT seq FROM head) FROM journal").fetchone()


REFUSED = {
    "unknown card": (("sell", "--card", "1" * 34, "--amount", "1"), "card_unknown"),
    "card of another version": (("sell", "--card", "2" + "1" * 33, "--amount", "1"), "code_version_unknown"),
    "no card of ours": (("sell", "--card", "abc", "--amount", "1"), "code_not_ours"),
    "mobile too short": (("sell", "--mobile", "0912123456", "--amount", "1"), "mobile_invalid"),
    "foreign mobile": (("enrol", "--mobile", "+49 151 23456789"), "mobile_invalid"),
    "unknown mobile": (("sell", "--mobile", "09350000000", "--amount", "1"), "member_unknown"),
    "amount zero": (("sell", *MEMBER, "--amount", "0"), "amount_not_positive"),
    "amount negative": (("sell", *MEMBER, "--amount", "-5"), "amount_not_positive"),
    "amount not a number": (("sell", *MEMBER, "--amount", "much"), "amount_not_a_number"),
    "amount with decimals": (("sell", *MEMBER, "--amount", "1.5"), "amount_not_a_number"),
    "amount above the bound": (("sell", *MEMBER, "--amount", "1000000000001"), "amount_too_large"),
    "amount without end": (("sell", *MEMBER, "--amount", "9" * 500), "amount_not_a_number"),
    "more than there is": (("sell", *MEMBER, "--amount", "900000", "--redeem", "101"), "not_enough_points"),
    "more than payable": (("sell", *MEMBER, "--amount", "50000", "--redeem", "51"), "redeem_exceeds_payable"),
    "redeem zero": (("redeem", *MEMBER, "--points", "0"), "points_not_positive"),
    "redeem below zero": (("redeem", *MEMBER, "--points", "-20"), "points_not_positive"),
    "redeem no number": (("redeem", *MEMBER, "--points", "all"), "points_not_a_number"),
    "a guest's points": (("sell", "--anonymous", "--amount", "900000", "--redeem", "5"), "redeem_needs_member"),
    "unknown receipt": (("refund", "F-99"), "receipt_unknown"),
    "no receipt number": (("refund", "99"), "receipt_number_bad"),
    "no such day": (("sell", *MEMBER, "--amount", "1", "--at", "1404/12/30"), "date_invalid"),
    "no such time": (("sell", *MEMBER, "--amount", "1", "--at", "1405/08/30 25:10"), "date_invalid"),
    "no day at all": (("sell", *MEMBER, "--amount", "1", "--at", "tomorrow"), "date_invalid"),
    "a day to come": (("sell", *MEMBER, "--amount", "1", "--at", "1500/01/01"), "moment_in_future"),
    "a day long gone": (("sell", *MEMBER, "--amount", "1", "--at", "1350/01/01"), "moment_too_old"),
    "a year out of reach": (("show", *MEMBER, "--at", "0001-01-01"), "date_invalid"),
    "no such birthday": (("enrol", "--mobile", "09120000001", "--birth", "1369/13/01"), "date_invalid"),
    "line unreadable": (("sell", *MEMBER, "--amount", "5", "--line", "milk"), "line_unreadable"),
    "lines below the amount": (("sell", *MEMBER, "--amount", "5", "--line", "milk:1:4"), "lines_below_amount"),
    "line of nothing": (("sell", *MEMBER, "--amount", "5", "--line", "milk:0:9"), "line_invalid"),
    "payment without amount": (("sell", *MEMBER, "--amount", "5", "--tender", "cash"), "amount_not_a_number"),
    "payments too small": (("sell", *MEMBER, "--amount", "5", "--tender", "cash:4"), "tenders_do_not_add_up"),
    "enrolled already": (("enrol", "--mobile", "+98 912 123 45 67"), "already_member"),
    "adjust by nothing": (("adjust", *MEMBER, "--points", "0", "--reason", "x"), "points_zero"),
    "adjust below zero": (("adjust", *MEMBER, "--points", "-101", "--reason", "x"), "not_enough_points"),
    "adjust without reason": (("adjust", *MEMBER, "--points", "5", "--reason", " "), "reason_missing"),
    "nothing parked": (("recall", "7"), "parked_unknown"),
    "nobody of that number": (("sell", *MEMBER, "--amount", "5", "--staff", "9"), "staff_unknown"),
    "no such programme": (("programme", "publish", "nothing.json"), "file_missing"),
    "no printer": (("receipt", "F-1", "--print"), "receipt_unknown"),
    "no paper": (("settings", "--paper", "500"), "paper_unknown"),
    "no address": (("settings", "--printer", "tcp://"), "printer_address_bad"),
    "no copy": (("restore", "nothing.vafa"), "file_missing"),
    "no search": (("show", "--name", " "), "nothing_to_seek"),
}


@pytest.mark.parametrize(("arguments", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_and_nothing_is_written(shop, tmp_path, arguments, code):
    before = journal_of(tmp_path / "shop")
    sentences = set()
    for language in LANGUAGES:
        said = shop(*arguments, "--json", "--lang", language)
        assert said.json["ok"] is False
        assert said.json["code"] == code
        assert said.code == (3 if code == "file_missing" and "publish" in arguments else 2)
        sentences.add(said.json["message"])
    assert len(sentences) == 2
    assert journal_of(tmp_path / "shop") == before


def test_people_get_the_sentence_on_standard_error(shop):
    said = shop("redeem", *MEMBER, "--points", "200")
    assert said.code == 2
    assert said.out == ""
    assert said.err == "امتیاز کافی نیست: ۱۰۰ از ۲۰۰. حداکثر ۱۰۰ امتیاز می‌توان خرج کرد.\n"


@pytest.mark.parametrize("amount", ["3450000", "۳۴۵۰۰۰۰", "٣٬٤٥٠٬٠٠٠", "3,450,000", "۳٬۴۵۰٬۰۰۰", " 3450000 "])
def test_any_digits_and_separators_are_an_amount(shop, amount):
    assert shop("sell", *MEMBER, "--amount", amount, "--quote", "--json").json["amount_rial"] == 3_450_000


WRONG = {
    "unknown option": (("sell", "--colour"), "usage_option"),
    "missing option": (("sell", "--anonymous"), "usage_missing"),
    "missing argument": (("refund",), "usage_missing"),
    "too many arguments": (("undo", "F-1", "F-2"), "usage_other"),
    "impossible value": (("staff", "add", "--name", "x", "--role", "king"), "usage_value"),
    "unknown language": (("verify", "--lang", "de"), "usage_value"),
    "unknown command": (("sel",), "usage_command"),
    "unknown command in a group": (("card", "eat"), "usage_other"),
    "nobody named": (("sell", "--amount", "5"), "usage_one_of"),
    "two named": (("sell", "--amount", "5", *MEMBER, "--anonymous"), "usage_one_of"),
    "an award to nobody": (("award", "--amount", "5"), "usage_one_of"),
    "a card without a file": (("card", "issue", *MEMBER), "usage_one_of"),
    "a PIN for everybody to see": (("staff", "reset", "1", "--pin", "1234"), "usage_needs"),
    "amount and goods": (("refund", "F-1", "--amount", "5", "--line", "milk:1"), "usage_not_with"),
    "both ends": (("recall", "1", "--finish", "--discard"), "usage_not_with"),
}


@pytest.mark.parametrize(("arguments", "code"), WRONG.values(), ids=WRONG)
def test_wrong_usage_has_its_own_exit_code(vafa, arguments, code):
    said = vafa(*arguments, "--json")
    assert said.code == 64
    assert said.json["code"] == code
    people = vafa(*arguments, "--lang", "en") if "--lang" not in arguments else vafa(*arguments)
    assert people.code == 64
    assert people.out == ""
    assert people.err.strip()


def test_an_option_without_its_value(vafa):
    said = vafa("sell", "--json", "--amount")
    assert (said.code, said.json["code"]) == (64, "usage_value")


def test_a_misspelt_command_is_guessed(vafa):
    assert "sell" in vafa("sel", "--lang", "en").err


@pytest.mark.parametrize("name", ["show", "sell", "verify", "backup", "undo"])
def test_where_no_shop_is_none_is_founded(vafa, tmp_path, name):
    rest = {"show": MEMBER, "sell": (*MEMBER, "--amount", "5"), "backup": ("x",), "undo": ("F-1",)}.get(name, ())
    assert vafa(name, *rest, "--json").json["code"] == "no_shop_here"
    assert not (tmp_path / "shop").exists()


def test_a_bad_mobile_founds_no_shop(vafa, tmp_path):
    assert vafa("enrol", "--mobile", "12").code == 2
    assert not (tmp_path / "shop").exists()


def test_a_key_with_other_content_is_refused_and_with_the_same_repeats(shop, tmp_path):
    first = shop("sell", *MEMBER, "--amount", "500000", "--key", "k", "--json").json
    before = journal_of(tmp_path / "shop")
    again = shop("sell", *MEMBER, "--amount", "۵۰۰٬۰۰۰", "--key", "k", "--json").json
    assert (again["repeated"], again["event"]) == (True, first["event"])
    assert shop("sell", *MEMBER, "--amount", "500001", "--key", "k", "--json").json["code"] == "key_reused"
    assert journal_of(tmp_path / "shop") == before


def test_no_more_comes_back_than_was_bought(shop):
    shop("sell", *MEMBER, "--amount", "500000")
    assert shop("refund", "F-1", "--amount", "500001", "--json").json["rest_rial"] == 500_000
    assert shop("refund", "f-۱", "--amount", "200000").code == 0
    assert shop("refund", "F-1", "--amount", "300001", "--json").json["code"] == "refund_exceeds_rest"
    assert shop("refund", "F-1").code == 0
    assert shop("refund", "F-1", "--json").json["code"] == "already_refunded"
    assert shop("refund", "F-3", "--json").json["code"] == "not_a_sale"


@pytest.fixture
def picture(tmp_path):
    """Writes a file and gives its name."""

    def write(name, content):
        (tmp_path / name).write_bytes(content)
        return name

    return write


def test_files_that_are_no_picture(vafa, picture, tmp_path):
    Image.new("L", (100, 100), 255).save(tmp_path / "blank.png")
    blank = (tmp_path / "blank.png").read_bytes()
    faults = {
        picture("empty.png", b""): ("file_empty", 2),
        picture("text.png", b"no picture at all"): ("picture_unreadable", 2),
        picture("cut.png", blank[: len(blank) // 2]): ("picture_unreadable", 2),
        "blank.png": ("no_code_found", 2),
        "nothing.png": ("file_missing", 3),
        ".": ("file_not_regular", 2),
    }
    for name, (code, exit_code) in faults.items():
        said = vafa("scan", name, "--raw", "--json")
        assert (said.json["code"], said.code) == (code, exit_code), name


def test_a_picture_bomb_and_a_huge_file(vafa, picture, tmp_path):
    Image.new("1", (30_001, 8)).save(tmp_path / "wide.png")
    assert vafa("scan", "wide.png", "--json").json["code"] == "picture_too_large"
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    assert vafa("scan", "huge.png", "--json").json["code"] == "file_too_large"


def test_files_that_are_no_shop(vafa, tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "shop.vafa").write_bytes(b"something else entirely" * 300)
    said = vafa("show", *MEMBER, "--json")
    assert (said.json["code"], said.code) == ("shop_damaged", 3)


def test_a_shop_of_the_future_is_left_alone(shop, tmp_path):
    import pysqlite3

    file = tmp_path / "shop" / "shop.vafa"
    with pysqlite3.connect(str(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = hashlib.sha256(file.read_bytes()).digest()
    said = shop("sell", *MEMBER, "--amount", "5", "--json")
    assert (said.json["code"], said.code) == ("shop_from_future", 2)
    assert hashlib.sha256(file.read_bytes()).digest() == before


def test_a_file_that_cannot_be_written_issues_no_card(shop, tmp_path):
    said = shop("card", "issue", *MEMBER, "--png", "nowhere/card.png", "--json")
    assert (said.json["code"], said.code) == ("file_unwritable", 3)
    assert shop("card", "show", *MEMBER, "--json").json["cards"] == []
    assert not list(tmp_path.glob("*.part"))


def test_a_second_file_that_cannot_be_written_takes_the_first_with_it(shop, tmp_path):
    said = shop("card", "issue", *MEMBER, "--png", "card.png", "--pdf", "nowhere/card.pdf", "--json")
    assert (said.json["code"], said.code) == ("file_unwritable", 3)
    assert shop("card", "show", *MEMBER, "--json").json["cards"] == []
    assert {file.name for file in tmp_path.iterdir()} == {"shop"}


def test_a_card_that_could_not_be_posted_leaves_no_file(shop, tmp_path, monkeypatch):
    def fails(*_, **__):
        raise Trouble("disk_full")

    monkeypatch.setattr(Writing, "post", fails)
    said = shop("card", "issue", *MEMBER, "--png", "card.png", "--json")
    assert (said.json["code"], said.code) == ("disk_full", 3)
    assert {file.name for file in tmp_path.iterdir()} == {"shop"}


def test_nobody_waits_while_a_card_is_drawn(shop, monkeypatch, tmp_path):
    import pysqlite3

    from vafa.documents import card

    def drawn(*_):
        with pysqlite3.connect(str(tmp_path / "shop" / "shop.vafa"), timeout=0) as other:
            other.execute("BEGIN IMMEDIATE").connection.rollback()
        return b"picture"

    monkeypatch.setattr(card, "card_png", drawn)
    assert shop("card", "issue", *MEMBER, "--png", "card.png", "--json").json["ok"] is True
    assert (tmp_path / "card.png").read_bytes() == b"picture"


def test_what_names_people_is_for_its_owner_alone(shop, tmp_path):
    shop("sell", *MEMBER, "--amount", "500000")
    shop("card", "issue", *MEMBER, "--png", "card.png", "--pdf", "card.pdf")
    shop("receipt", "F-1", "--png", "slip.png", "--pdf", "slip.pdf")
    shop("show", *MEMBER, "--pdf", "statement.pdf")
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir() if file.is_file()}
    names = ("card.png", "card.pdf", "slip.png", "slip.pdf", "statement.pdf")
    assert modes == dict.fromkeys(names, 0o600)


NO_TEXT = b"\xff\xfe".decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    "arguments",
    [
        ("sell", *MEMBER, "--amount", "5", "--line", f"{NO_TEXT}:1:5"),
        ("sell", *MEMBER, "--amount", "5", "--invoice", NO_TEXT),
        ("sell", *MEMBER, "--amount", "5", "--key", NO_TEXT),
        ("adjust", *MEMBER, "--points", "5", "--reason", NO_TEXT),
        ("receipt", "F-1", "--png", NO_TEXT),
        ("scan", NO_TEXT, "--raw"),
        ("show", *MEMBER, "--shop", NO_TEXT),
        (NO_TEXT,),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_the_door(shop, tmp_path, arguments):
    before = journal_of(tmp_path / "shop")
    for language in LANGUAGES:
        said = shop(*arguments, "--json", "--lang", language)
        assert (said.json["code"], said.code) == ("text_unreadable", 2)
    assert journal_of(tmp_path / "shop") == before


def test_a_folder_whose_name_is_no_text_is_named_as_well_as_can_be(vafa, tmp_path, monkeypatch):
    monkeypatch.setenv("VAFA_SHOP", str(tmp_path / NO_TEXT))
    said = vafa("show", *MEMBER, "--json")
    assert (said.json["code"], said.code) == ("no_shop_here", 2)
    assert vafa("enrol", *MEMBER, "--json").code == 0


def test_a_pipe_is_no_programme(shop, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    said = shop("programme", "publish", "pipe", "--json")
    assert (said.json["code"], said.code) == ("file_not_regular", 2)


def test_slips_that_wait_are_listed_and_printed(shop):
    for _ in range(2):
        shop("sell", *MEMBER, "--amount", "500000")
    shop("receipt", "F-1", "--print", "--printer", "127.0.0.1:1", "--paper", "384", "--lang", "en")
    said = shop("slips", "--json").json
    waits = {
        "receipt": "F-1",
        "language": "en",
        "paper_dots": 384,
        "tries": 1,
        "last_trouble": "printer_unreachable",
    }
    assert (said["printed"], said["waiting"]) == ([], [waits])
    assert "F-1" in shop("slips").out
    assert shop("slips", "--print", "--json").json["code"] == "printer_not_set"
    with FakePrinter() as printer:
        said = shop("slips", "--print", "--printer", f"{printer.host}:{printer.port}", "--json").json
    assert (said["printed"], said["waiting"]) == ([{"receipt": "F-1", "copy": False}], [])
    assert printer.jobs[0].picture.width == 384
    assert shop("slips", "--lang", "en").out == "No slip waits for the printer.\n"


def test_a_printer_that_is_not_there_leaves_the_slip_waiting(shop):
    shop("sell", *MEMBER, "--amount", "500000")
    assert shop("receipt", "F-1", "--print", "--json").json["code"] == "printer_not_set"
    said = shop("receipt", "F-1", "--print", "--printer", "127.0.0.1:1", "--json")
    assert (said.json["code"], said.code, said.json["sent"]) == ("printer_unreachable", 3, False)
    assert shop("settings", "--json").json["waiting_slips"] == 1


def test_a_blocked_card_says_what_replaced_it(shop):
    shop("card", "issue", *MEMBER, "--png", "old.png")
    old = shop("scan", "old.png", "--raw", "--json").json["codes"][0]
    assert shop("card", "block", "--code", "-", "--reason", "stolen", "--json", stdin=f"{old}\n").code == 0
    said = shop("sell", "--card", old, "--amount", "5", "--json").json
    assert (said["code"], said["reason"], said["replaced_by"]) == ("card_blocked", "stolen", None)
    new = shop("card", "issue", *MEMBER, "--pdf", "new.pdf", "--sheet", "--json").json
    said = shop("sell", "--card", old, "--amount", "5", "--json").json
    assert said["replaced_by"] == new["serial"]
    assert new["replaces"] == said["serial"]


def test_two_cards_in_one_picture_are_said(shop, tmp_path):
    shop("card", "issue", *MEMBER, "--png", "one.png")
    shop("card", "issue", *MEMBER, "--png", "two.png")
    one, two = (Image.open(tmp_path / name).convert("L") for name in ("one.png", "two.png"))
    both = Image.new("L", (one.width + two.width, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width, 0))
    both.save(tmp_path / "both.png")
    said = shop("scan", "both.png", "--json")
    assert (said.json["code"], said.json["count"], said.code) == ("two_codes", 2, 2)
