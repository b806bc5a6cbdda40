"""What the programme brings to the counter: the tier, the discounts line by line, what is handed over."""

import pytest
from msgspec.structs import replace
from tests.fakes.little_shop import MOBILES
from tests.ui.counter.page_stage import shown, staged
from tests.ui.counter.state_samples import (
    AT_THE_TOP,
    BASE,
    MARYAM,
    OFFERED,
    SALE,
    STATES,
    quoted,
)

from vafa.domain.engine.tiering import TierStanding
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PercentOff, PointsPerAmount
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.rulebook.plans import Rule, Tier, TierPlan
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.store.knowing import TierAbove, TierPlace
from vafa.ui.counter.because_line import BecauseLine
from vafa.ui.counter.counter_state import Box, Mode, Step
from vafa.ui.counter.member_head import MemberHead
from vafa.ui.counter.offers_card import OffersCard
from vafa.ui.counter.posted_panel import PostedPanel
from vafa.ui.counter.reasons_card import ReasonsCard
from vafa.ui.counter.sale_panel import AmountCard
from vafa.ui.counter.tier_line import TierLine
from vafa.ui.parts.figure import Figure
from vafa.ui.parts.look import Look
from vafa.ui.parts.slip_paper import SlipPaper
from vafa.ui.parts.text import Text
from vafa.ui.parts.tier_badge import TierBadge


@pytest.fixture
def page(qapp):
    with staged(qapp, Look(calm=True)) as page:
        yield page


def words(part) -> str:
    texts = part.findChildren(Text) + part.findChildren(Figure)
    return "\n".join(one.said() for one in texts if one.isVisible() and one.said())


def tier_badge(page) -> TierBadge:
    return page.findChild(MemberHead).findChild(TierBadge)


def sale_state(sale, **more):
    return replace(BASE, step=Step.SALE, sale=sale, box=Box(Mode.AMOUNT, "", 900), **more)


class TestTheTier:
    def test_its_name_and_what_is_missing_of_the_next(self, page):
        shown(page, sale_state(replace(SALE, amount_rial=None, quotation=None)))
        badge, line = tier_badge(page), page.findChild(TierLine)
        assert (badge.isVisible(), badge.accessibleName()) == (True, "نقره‌ای")
        for text in ("تا سطح طلایی", "۲٬۷۲۰٬۰۰۰", "تومان خرید دیگر", "تاکنون ۱۷٬۲۸۰٬۰۰۰ تومان خرید"):
            assert text in words(line)

    def test_what_the_open_purchase_adds(self, page):
        shown(page, sale_state(OFFERED))
        assert "با همین خرید: ۱٬۵۳۲٬۰۰۰ تومان می‌ماند" in words(page.findChild(TierLine))

    def test_it_does_not_blink_while_a_bill_is_worked_out(self, page):
        shown(page, sale_state(OFFERED))
        shown(page, sale_state(replace(OFFERED, amount_rial=13_200_010, quotation=None)))
        assert "با همین خرید" in words(page.findChild(TierLine))
        assert page.findChild(OffersCard).isVisible()
        shown(page, sale_state(replace(OFFERED, amount_rial=None, quotation=None)))
        assert "تاکنون" in words(page.findChild(TierLine))
        assert not page.findChild(OffersCard).isVisible()

    def test_a_purchase_that_reaches_it(self, page):
        shown(page, sale_state(replace(SALE, amount_rial=40_000_000, quotation=quoted(40_000_000))))
        assert "با همین خرید: سطح طلایی" in words(page.findChild(TierLine))

    def test_of_several_tiers_the_one_that_is_reached_is_named(self, page):
        above = (TierAbove("نقره‌ای", 10_000_000), TierAbove("طلایی", 40_000_000), TierAbove("الماس", 40_000_001))
        bronze = TierPlace("برنزی", 0, 4, Measure.SPEND, 0, 10_000_000, "نقره‌ای", TierStanding("bronze"), above)
        member = replace(MARYAM, tier=bronze)
        for rial, told in ((9_000_000, "۱۰۰٬۰۰۰ تومان می‌ماند"), (10_000_000, "سطح نقره‌ای"), (40_000_000, "سطح طلایی")):
            shown(page, sale_state(replace(SALE, member=member, amount_rial=rial, quotation=quoted(rial))))
            assert f"با همین خرید: {told}" in words(page.findChild(TierLine))

    def test_at_the_top_there_is_the_name_alone(self, page):
        shown(page, sale_state(replace(SALE, member=AT_THE_TOP)))
        assert tier_badge(page).isVisible()
        assert not page.findChild(TierLine).isVisible()

    def test_a_programme_without_tiers_shows_none(self, page):
        shown(page, sale_state(SALE))
        shown(page, sale_state(replace(SALE, member=replace(MARYAM, tier=None))))
        assert not tier_badge(page).isVisible()
        assert not page.findChild(TierLine).isVisible()


class TestTheOffers:
    def test_each_discount_and_gift_has_its_line(self, page):
        shown(page, STATES["offers"])
        text = words(page.findChild(OffersCard))
        for part in ("شنبه‌های باشگاه", "−۱۳۲٬۰۰۰", "لیوان سرامیکی", "خرید بزرگ"):
            assert part in text

    def test_nothing_is_shown_where_nothing_is_given(self, page):
        shown(page, STATES["offers"])
        shown(page, STATES["sale"])
        assert not page.findChild(OffersCard).isVisible()

    def test_every_reason_and_the_sum_are_there_too(self, page):
        shown(page, STATES["offers"])
        text = words(page.findChild(ReasonsCard))
        bill = OFFERED.quotation.bill
        assert sum(reason.points for reason in bill.award.reasons) == bill.award.points == 135
        for part in ("+۱۳۵", "+۱۰۸", "+۲۷", "ضریب نقره‌ای"):
            assert part in text

    def test_the_preview_adds_up_to_what_is_paid(self, page):
        shown(page, STATES["offers"])
        bill = OFFERED.quotation.bill
        assert bill.purchase.amount_rial - bill.discount_rial - bill.money_off_rial == bill.payable_rial == 11_880_000
        papers = [paper.accessibleDescription() for paper in page.findChildren(SlipPaper) if paper.isVisible()]
        assert any("شنبه‌های باشگاه \u2066−۱۳۲٬۰۰۰" in paper for paper in papers)
        assert "۱٬۱۸۸٬۰۰۰" in words(page)

    def test_a_line_that_was_empty_shows_its_whole_name_afterwards(self, page):
        shown(page, STATES["offers"])
        shown(page, STATES["offers_burst"])
        lines = [line for line in page.findChild(OffersCard).findChildren(BecauseLine) if line.isVisible()]
        assert len(lines) > 2
        assert all(line.findChildren(Text)[0].text() for line in lines)

    def test_words_in_the_title_line_are_whole_or_left_out(self, qapp):
        with staged(qapp, Look("en", text_percent=130, calm=True)) as page:
            shown(page, STATES["offers"])
            card = page.findChild(AmountCard)
            assert "thousand" not in words(card)
            page.setFixedWidth(1_708)
            shown(page, STATES["offers"])
            assert "one million three hundred and twenty thousand toman" in words(card)


class TestPosted:
    def test_what_is_to_be_handed_over_is_named(self, page):
        shown(page, STATES["posted_offers"])
        text = words(page.findChild(PostedPanel))
        assert "لیوان" in text
        assert "ارسال رایگان" in text
        shown(page, STATES["posted"])
        assert "لیوان" not in words(page.findChild(PostedPanel))


def test_from_the_programme_to_the_receipt(counter):
    tiers = TierPlan((Tier("bronze", 0, "Bronze"), Tier("silver", 10_000_000, "Silver")))
    rules = (Rule("base", PointsPerAmount()), Rule("ten", PercentOff(10), title="Ten"))
    counter.shop.publish(write_programme(Programme(rules=rules, tiers=tiers)))
    counter.bought(0, 50_000_000)
    counter.type(MOBILES[0])
    assert (counter.sale.member.tier.title, counter.sale.member.tier.next_title) == ("Silver", "")
    counter.enter("40000")
    assert counter.sale.quotation.bill.payable_rial == 360_000
    assert counter.sale.most_points == 360
    counter.keys("F10")
    receipt = counter.state.posted.receipt
    assert [(reason.names["title"], reason.rial) for reason in receipt.taken_off] == [("Ten", 40_000)]
    assert (receipt.amount_rial, receipt.discount_rial, receipt.paid_rial) == (400_000, 40_000, 360_000)
