import pytest

from vafa.domain.account import Balance
from vafa.domain.acts import Tender
from vafa.domain.bill import MAX_TENDERS, Wanted, check_tenders, work_out
from vafa.domain.errors import Refusal
from vafa.domain.evaluation import MemberFacts
from vafa.domain.programme import MoneyOff, Programme
from vafa.domain.purchase import purchase_of
from vafa.domain.units import Rial

SOMEBODY = MemberFacts(b"m" * 16)


def _bill(amount_rial: int, wanted: Wanted, spendable: int, **programme: object):
    return work_out(Programme(**programme), SOMEBODY, purchase_of(amount_rial), wanted, Balance(spendable))


@pytest.mark.parametrize(
    ("amount_rial", "wanted", "spendable", "spent", "payable_rial"),
    [
        (500_000, None, 900, 0, 500_000),
        (500_000, 100, 900, 100, 400_000),
        (500_000, "max", 100, 100, 400_000),
        (500_000, "max", 900, 500, 0),
        (500_000, "max", 0, 0, 500_000),
        (499_001, "max", 900, 500, 0),
        (499_001, 500, 500, 500, 0),
        (499_001, 499, 500, 499, 1),
        (1, "max", 900, 1, 0),
    ],
)
def test_points_come_off_down_to_exactly_nothing(
    amount_rial: int, wanted: Wanted, spendable: int, spent: int, payable_rial: int
):
    bill = _bill(amount_rial, wanted, spendable)
    assert (bill.points_spent, bill.payable_rial) == (spent, payable_rial)
    assert bill.money_off_rial + bill.payable_rial == amount_rial


def test_the_bills_own_points_do_not_pay_for_it():
    bill = _bill(5_000_000, "max", 10)
    assert (bill.points_spent, bill.award.points) == (10, 49)


def test_a_point_may_be_worth_more_than_the_bill():
    bill = _bill(700, "max", 3, money_off=MoneyOff(Rial(1_000_000)))
    assert (bill.points_spent, bill.money_off_rial, bill.payable_rial) == (1, 700, 0)


@pytest.mark.parametrize(
    ("wanted", "spendable", "code", "best"),
    [
        (0, 900, "points_not_positive", None),
        (-3, 900, "points_not_positive", None),
        (11, 10, "not_enough_points", 10),
        (10**30, 10, "not_enough_points", 10),
        (501, 900, "redeem_exceeds_payable", 500),
        (1, 0, "not_enough_points", 0),
    ],
)
def test_what_cannot_be_taken_off_is_refused_with_the_best_that_could(
    wanted: int, spendable: int, code: str, best: int | None
):
    with pytest.raises(Refusal) as caught:
        _bill(500_000, wanted, spendable)
    assert (caught.value.code, caught.value.figures.get("best")) == (code, best)


def test_nobody_redeems_without_membership():
    with pytest.raises(Refusal, match="redeem_needs_member"):
        work_out(Programme(), None, purchase_of(10), "max", Balance())


def test_tenders_add_up_to_what_is_payable():
    check_tenders((), 500)
    check_tenders((Tender("cash", Rial(300)), Tender("card", Rial(200))), 500)
    for tenders, code in [
        ((Tender("cash", Rial(499)),), "tenders_do_not_add_up"),
        ((Tender("cash", Rial(0)), Tender("card", Rial(500))), "tender_invalid"),
        ((Tender("cash money", Rial(500)),), "tender_invalid"),
        ((Tender("c" * 21, Rial(500)),), "tender_invalid"),
        ((Tender("cash", Rial(1)),) * (MAX_TENDERS + 1), "tenders_do_not_add_up"),
    ]:
        with pytest.raises(Refusal, match=code):
            check_tenders(tenders, MAX_TENDERS + 1 if len(tenders) > MAX_TENDERS else 500)


def test_a_bill_that_points_pay_wholly_takes_no_tender():
    with pytest.raises(Refusal, match="tenders_do_not_add_up"):
        check_tenders((Tender("cash", Rial(1)),), 0)
