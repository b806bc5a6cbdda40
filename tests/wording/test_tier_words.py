"""How far it is to the next tier."""

import pytest
from tests.documents.paper_samples import RECEIPTS

from vafa.domain.rulebook.kinds import Measure
from vafa.domain.units import DisplayUnit
from vafa.wording import posted_words, tier_words

TOMAN = DisplayUnit.TOMAN


@pytest.mark.parametrize(
    ("measure", "missing", "fa", "en"),
    [
        (Measure.SPEND, 27_200_000, ("۲٬۷۲۰٬۰۰۰", "تومان خرید دیگر"), ("2,720,000", "toman more")),
        (Measure.POINTS, 1_200, ("۱٬۲۰۰", "امتیاز دیگر"), ("1,200", "more points")),
        (Measure.VISITS, 1, ("۱", "بار خرید دیگر"), ("1", "more visit")),
        (Measure.VISITS, 3, ("۳", "بار خرید دیگر"), ("3", "more visits")),
        (Measure.MONTH_STREAK, 2, ("۲", "ماه پیاپی دیگر"), ("2", "more months in a row")),
        (Measure.WEEK_STREAK, 2, ("۲", "هفتهٔ پیاپی دیگر"), ("2", "more weeks in a row")),
    ],
)
def test_what_is_missing(measure, missing, fa, en):
    assert tier_words.still_missing(measure, missing, TOMAN, "fa") == fa
    assert tier_words.still_missing(measure, missing, TOMAN, "en") == en


def test_what_an_open_purchase_does_to_it():
    left = tier_words.with_this_purchase(Measure.SPEND, 15_563_640, "طلایی", TOMAN, "fa")
    assert left == "با همین خرید: ۱٬۵۵۶٬۳۶۴ تومان می‌ماند"
    assert tier_words.with_this_purchase(Measure.SPEND, 0, "طلایی", TOMAN, "fa") == "با همین خرید: سطح طلایی"
    visits = tier_words.with_this_purchase(Measure.VISITS, 2, "Gold", TOMAN, "en")
    assert visits == "With this purchase: 2 visits remain"
    assert tier_words.so_far(Measure.POINTS, 400, TOMAN, "en") == "So far 400 points"
    assert tier_words.to_tier("طلایی", "fa") == "تا سطح طلایی"


def test_what_was_taken_off_is_told_once_it_is_posted():
    receipt = RECEIPTS["offers"]
    assert posted_words.with_discount(receipt, "fa") == "پس از ۱۶۲٬۰۰۰ تومان تخفیف"
    assert posted_words.with_discount(RECEIPTS["sale"], "fa") == ""
    assert posted_words.to_say(receipt, "en").startswith("“You spared 202,000 toman")
    assert "لیوان" in posted_words.to_hand_over(receipt, "fa").splitlines()[0]
    assert posted_words.to_hand_over(RECEIPTS["sale"], "fa") == ""
