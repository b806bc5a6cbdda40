"""What the counter says with figures."""

from datetime import UTC, date, datetime

import pytest
from tests.documents.paper_samples import RECEIPTS, SALE

from vafa.domain.account import Balance
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import Choices, MemberFacts, Surroundings
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import purchase_of
from vafa.domain.receipt import Reason, ShopFace
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.plans import Rule
from vafa.domain.units import DisplayUnit, Points
from vafa.ui.counter.counter_state import ToastKind, WayOn
from vafa.wording import counter_words, posted_words, said_words, toast_words

TOMAN = DisplayUnit.TOMAN
NOW = datetime(2026, 11, 21, 15, 12, tzinfo=UTC)
RULES = (Rule("base", PointsPerAmount()), Rule("silver", Multiplier(5, 4)))


def bill(vat: Vat, points: int | None = None):
    return work_out(
        Ruleset(Programme(rules=RULES, vat=vat)),
        MemberFacts(member=b"m"),
        purchase_of(13_200_000),
        Choices(redeem=points),
        Balance(spendable=1_180),
        instant_of(NOW),
        Surroundings(),
    )


@pytest.mark.parametrize(
    ("vat", "points", "said"),
    [
        (Vat.INCLUDED, None, ""),
        (Vat.INCLUDED, 400, "۴۰٬۰۰۰ تومان پرداخت‌شده با امتیاز، امتیاز نمی‌گیرد."),
        (Vat.EXCLUDED, None, "۱۲۰٬۰۰۰ تومان مالیات، امتیاز نمی‌گیرد."),
        (Vat.EXCLUDED, 400, "۱۱۶٬۳۶۴ تومان مالیات و ۴۰٬۰۰۰ تومان پرداخت‌شده با امتیاز، امتیاز نمی‌گیرد."),
    ],
)
def test_which_money_earns_nothing(vat: Vat, points: int | None, said: str):
    assert counter_words.earns_nothing(bill(vat, points), TOMAN, "fa") == said


def test_reasons_in_two_parts():
    base, times = (counter_words.reason_parts(reason, TOMAN, "fa") for reason in bill(Vat.INCLUDED).award.reasons)
    assert (base.name, base.detail) == ("پایه", "هر ۱۰٬۰۰۰ تومان، ۱ امتیاز")
    assert (times.name, times.detail) == ("ضریب", "۱٫۲۵ برابر")
    later = counter_words.reason_parts(Reason("of_tomorrow", Points(3), "weekend"), TOMAN, "fa")
    assert (later.name, later.detail) == ("weekend", "")


@pytest.mark.parametrize(("part", "whole", "fa", "en"), [(34, 50, "۶۸٪", "68%"), (0, 0, "۰٪", "0%")])
def test_a_share(part: int, whole: int, fa: str, en: str):
    assert (counter_words.percent(part, whole, "fa"), counter_words.percent(part, whole, "en")) == (fa, en)


@pytest.mark.parametrize(
    "say", [counter_words.waiting_purchases, counter_words.waiting_slips, counter_words.found_members]
)
def test_none_one_and_many_read_differently(say):
    assert len({say(count, "en") for count in (0, 1, 2)}) == 3
    assert counter_words.in_receipts(1, "en") == "in one receipt"
    assert counter_words.in_receipts(52, "fa") == "در ۵۲ فاکتور"


def test_who_and_until_when():
    joined = datetime(2022, 10, 3, tzinfo=UTC)
    assert counter_words.joined(joined, "09121234567", "fa").startswith("عضو از ۱۴۰۱")
    assert "۰۹۱۲•••۴۵۶۷" in counter_words.joined(joined, "09121234567", "fa")
    assert counter_words.joined(joined, "", "fa") == "عضو از ۱۴۰۱"
    assert counter_words.good_until(date(2026, 11, 27), NOW, "fa") == "تا ۶ آذر، ۶ روز دیگر"
    assert counter_words.good_until(date(2027, 4, 20), NOW, "fa") == "تا ۳۱ فروردین ۱۴۰۶"
    assert counter_words.birthday_soon(date(2026, 11, 21), 3, "fa") == "تولد سه‌شنبه ۳ آذر است"
    assert counter_words.birthday_soon(date(2026, 11, 21), 0, "fa") == "امروز روز تولد است"
    assert counter_words.till(ShopFace("مهرگان", till="2"), "fa") == "صندوق ۲"
    assert counter_words.till(ShopFace("مهرگان"), "fa") == ""


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


class TestPosted:
    def test_the_sentence_to_say(self):
        assert (
            posted_words.to_say(SALE, "fa") == "«۴۰٬۰۰۰ تومان تخفیف گرفتید، ۱۵۵ امتیاز کسب کردید و ۹۹۵ امتیاز دارید.»"
        )
        assert (
            posted_words.to_say(RECEIPTS["debt_and_pending"], "fa") == "«۱۵۵ امتیاز گرفتید؛ ۲۸۰ امتیاز بدهی مانده است.»"
        )
        assert posted_words.to_say(RECEIPTS["refund"], "fa") == "«۳۲۰٬۰۰۰ تومان به شما برمی‌گردد.»"
        assert posted_words.to_say(RECEIPTS["anonymous"], "fa") == ""
        assert posted_words.to_say(RECEIPTS["cancelled"], "fa") == ""

    def test_why_points_were_earned(self):
        assert bare(posted_words.earned_because(SALE, "fa")) == "پایه ۱۲۴، ضریب نقره‌ای ۳۱"
        assert bare(posted_words.earned_because(SALE, "en")) == "Base 124, نقره‌ای multiplier 31"


class TestSaid:
    def test_every_way_on_has_its_words(self):
        assert {way.value for way in WayOn} == said_words.WAYS

    def test_every_toast_has_its_words(self):
        assert {kind.value for kind in ToastKind} == toast_words.KINDS
        assert "۱۲" in toast_words.toast("garbage", {"count": 12}, "fa")

    def test_figures_stand_on_the_ways_on(self):
        assert said_words.way_on("take_best", {"best": 620}, TOMAN, "fa") == "۶۲۰ امتیاز خرج کن"
        assert said_words.way_on("take_best", {"best": None}, TOMAN, "fa") == "بیشترین مقدار مجاز"
        assert said_words.way_on("amount_meant", {"meant_rial": 13_200_000}, TOMAN, "fa") == "۱٬۳۲۰٬۰۰۰ تومان است"
        assert said_words.way_on("amount_meant", {}, TOMAN, "fa") == "مبلغ را درست کن"

    @pytest.mark.parametrize("language", ["fa", "en"])
    @pytest.mark.parametrize("code", said_words.AT_THE_COUNTER)
    def test_what_the_counter_says_names_no_command(self, code: str, language):
        said = said_words.said(code, {}, TOMAN, language)
        assert "vafa " not in said.text
        assert code not in said.text

    def test_a_mobile_that_stands_for_a_name_is_masked(self):
        said = said_words.said("other_member", {"name": "09121234567", "present": "سارا"}, TOMAN, "fa")
        assert "۰۹۱۲•••۴۵۶۷" in said.sentence
        assert "1234567" not in said.sentence

    def test_a_blocked_card_has_a_title_of_its_own(self):
        assert said_words.stopped_title("card_blocked", "fa") == "این کارت مسدود است"
        assert said_words.stopped_title("of_tomorrow", "fa") == "این کارت به کار نمی‌آید"
