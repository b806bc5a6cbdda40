"""What a cashier may do alone, and what a second person has to let pass."""

import pytest
from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, acts, line, nothing_written, number_of, publish, refused, sell

from vafa.domain.acts import ApprovalGiven
from vafa.domain.roles import REDEEM_LIMIT_RIAL, REFUND_LIMIT_RIAL, Deed, Role
from vafa.domain.rulebook.document import MoneyOff
from vafa.domain.units import Rial
from vafa.services.asking import Sale

CASHIER, OTHER, SUPERVISOR, MANAGER = 1, 2, 3, 4
BEST = REDEEM_LIMIT_RIAL // 1_000


@pytest.fixture(autouse=True)
def team(little: LittleShop) -> None:
    for role in (Role.CASHIER, *Role):
        little.shop.hire(f"Ava {role}", role)


@pytest.fixture
def rich(little: LittleShop) -> None:
    """Sara has many points."""
    little.shop.adjust(SARA, 3 * BEST, "a gift")


def approvals(little: LittleShop) -> list[tuple[Deed, bytes, int]]:
    """Deed, act and approver's number of everything that was approved."""
    numbers = {person.id: person.number for person in little.store.people.all()}
    return [
        (act.body.deed, act.body.of, numbers[act.envelope.staff])
        for act in little.store.journal.acts("approval_given")
        if isinstance(act.body, ApprovalGiven)
    ]


@pytest.mark.usefixtures("rich")
class TestTakingPointsOff:
    def test_up_to_the_limit_a_cashier_needs_nobody(self, little: LittleShop):
        sell(little, rial=50_000_000, redeem=BEST, staff=CASHIER)
        little.shop.redeem(SARA, BEST, staff=CASHIER)
        assert approvals(little) == []

    def test_above_it_the_most_that_would_do_is_named(self, little: LittleShop):
        needed = {"deed": "redeem", "needs": "supervisor", "limit_rial": REDEEM_LIMIT_RIAL, "best": BEST}
        with nothing_written(little):
            for deed in (little.shop.sell, little.shop.quote):
                sale = Sale(who=SARA, amount_rial=50_000_000, redeem=BEST + 1)
                with refused("needs_approval", asked_rial=REDEEM_LIMIT_RIAL + 1_000, **needed):
                    deed(sale, staff=CASHIER)
            with refused("needs_approval", asked_rial=30_000_000, **needed):
                sell(little, rial=50_000_000, redeem="max", staff=CASHIER)
            with refused("needs_approval", **needed):
                little.shop.redeem(SARA, BEST + 1, staff=CASHIER)

    def test_the_owner_and_higher_roles_have_no_limit(self, little: LittleShop):
        for staff in (None, SUPERVISOR, MANAGER):
            sell(little, rial=50_000_000, redeem=BEST + 1, staff=staff)
            little.shop.adjust(SARA, BEST + 1, "again")
        assert approvals(little) == []

    def test_an_approved_sale_says_by_whom(self, little: LittleShop):
        posting = sell(little, rial=50_000_000, redeem=BEST + 1, staff=CASHIER, approved_by=SUPERVISOR)
        assert approvals(little) == [(Deed.REDEEM, posting.event_id, SUPERVISOR)]
        assert little.shop.read_slip(number_of(posting)).points_spent == BEST + 1
        voucher = little.shop.redeem(SARA, BEST + 1, staff=CASHIER, approved_by=MANAGER)
        assert approvals(little)[1:] == [(Deed.REDEEM, voucher.event_id, MANAGER)]
        little.shop.rebuild()

    def test_a_repeated_key_is_approved_once(self, little: LittleShop, clock: HandClock):
        asked = {"rial": 50_000_000, "redeem": BEST + 1, "staff": CASHIER, "key": "a"}
        with refused("needs_approval"):
            sell(little, **asked)
        first = sell(little, **asked, approved_by=SUPERVISOR)
        clock.forward(hours=1)
        with nothing_written(little):
            assert sell(little, **asked, approved_by=SUPERVISOR) == structs.replace(first, repeated=True)
            assert sell(little, **asked) == structs.replace(first, repeated=True)
        assert len(approvals(little)) == 1

    def test_an_approval_that_was_not_needed_is_not_journalled(self, little: LittleShop):
        sell(little, rial=50_000_000, redeem=BEST, staff=CASHIER, approved_by=SUPERVISOR)
        sell(little, OMID, rial=10**12, staff=CASHIER, approved_by=SUPERVISOR)
        sell(little, rial=50_000_000, redeem=BEST + 1, approved_by=SUPERVISOR)
        assert approvals(little) == []

    def test_who_cannot_approve(self, little: LittleShop):
        asked = {"rial": 50_000_000, "redeem": BEST + 1, "staff": CASHIER}
        with nothing_written(little):
            with refused("needs_approval"):
                sell(little, **asked, approved_by=OTHER)
            with refused("approve_self"):
                sell(little, **asked, approved_by=CASHIER)
            with refused("staff_unknown", number=99):
                sell(little, **asked, approved_by=99)

    def test_the_limit_is_of_money_and_not_of_points(self, little: LittleShop):
        publish(little, money_off=MoneyOff(Rial(3_000)))
        with refused("needs_approval", best=3_333):
            little.shop.redeem(SARA, 3_334, staff=CASHIER)
        little.shop.redeem(SARA, 3_333, staff=CASHIER)
        sell(little, rial=REDEEM_LIMIT_RIAL, redeem="max", staff=CASHIER)

    def test_an_undone_sale_leaves_the_approval_where_it_was(self, little: LittleShop):
        posting = sell(little, rial=50_000_000, redeem=BEST + 1, staff=CASHIER, approved_by=SUPERVISOR)
        little.shop.undo(number_of(posting), staff=CASHIER)
        assert account(little)[0] == 3 * BEST
        assert len(approvals(little)) == 1


def test_earning_has_no_limit(little: LittleShop):
    sell(little, rial=10**12, staff=CASHIER)


class TestTakingBack:
    def test_ones_own_receipt_of_today_up_to_the_limit(self, little: LittleShop):
        number = number_of(sell(little, rial=REFUND_LIMIT_RIAL, staff=CASHIER))
        little.shop.take_back(number, staff=CASHIER)
        assert approvals(little) == []

    def test_a_higher_one_in_parts_too(self, little: LittleShop):
        number = number_of(sell(little, rial=3 * REFUND_LIMIT_RIAL, staff=CASHIER))
        little.shop.take_back(number, amount_rial=15_000_000, staff=CASHIER)
        needed = {"deed": "refund", "limit_rial": REFUND_LIMIT_RIAL, "best_rial": 5_000_000, "needs": "supervisor"}
        with nothing_written(little):
            with refused("needs_approval", asked_rial=20_000_001, **needed):
                little.shop.take_back(number, amount_rial=5_000_001, staff=CASHIER)
            with refused("needs_approval", asked_rial=60_000_000, **needed):
                little.shop.take_back(number, staff=CASHIER)
        little.shop.take_back(number, amount_rial=5_000_000, staff=CASHIER)
        posting = little.shop.take_back(number, staff=CASHIER, approved_by=SUPERVISOR)
        assert approvals(little) == [(Deed.REFUND, posting.event_id, SUPERVISOR)]

    def test_by_goods_too(self, little: LittleShop):
        goods = (line("tv", REFUND_LIMIT_RIAL + 1), line("tea", 5))
        number = number_of(sell(little, rial=REFUND_LIMIT_RIAL + 6, lines=goods, staff=CASHIER))
        with refused("needs_approval"):
            little.shop.take_back(number, lines={"tv": 1_000}, staff=CASHIER)
        little.shop.take_back(number, lines={"tea": 1_000}, staff=CASHIER)

    @pytest.mark.parametrize("seller", [OTHER, SUPERVISOR, None])
    def test_somebody_elses_receipt(self, little: LittleShop, seller: int | None):
        number = number_of(sell(little, rial=100_000, staff=seller))
        with nothing_written(little):
            with refused("needs_approval", deed="refund_any", needs="supervisor", limit_rial=None):
                little.shop.take_back(number, staff=CASHIER)
            with refused("needs_approval", deed="refund_any"):
                little.shop.take_back(number, staff=CASHIER, approved_by=OTHER)
        posting = little.shop.take_back(number, staff=CASHIER, approved_by=SUPERVISOR)
        assert approvals(little) == [(Deed.REFUND_ANY, posting.event_id, SUPERVISOR)]

    def test_yesterdays_receipt_however_the_refund_is_dated(self, little: LittleShop, clock: HandClock):
        number = number_of(sell(little, rial=100_000, staff=CASHIER))
        sold = clock.now()
        clock.forward(days=1)
        for at in (None, sold):
            with refused("needs_approval", deed="refund_any"):
                little.shop.take_back(number, staff=CASHIER, at=at)
        little.shop.take_back(number, staff=SUPERVISOR)
        assert approvals(little) == []

    def test_a_repeated_key_is_approved_once(self, little: LittleShop):
        number = number_of(sell(little, rial=100_000))
        first = little.shop.take_back(number, staff=CASHIER, approved_by=SUPERVISOR, key="r")
        with nothing_written(little):
            again = little.shop.take_back(number, staff=CASHIER, approved_by=MANAGER, key="r")
        assert again == structs.replace(first, repeated=True)
        assert len(approvals(little)) == 1


def test_after_an_approval_the_last_posting_can_still_be_undone(little: LittleShop):
    little.shop.adjust(SARA, 3 * BEST, "a gift")
    posting = sell(little, rial=50_000_000, redeem=BEST + 1, staff=CASHIER, approved_by=SUPERVISOR)
    before = acts(little)
    little.shop.undo(number_of(posting), staff=CASHIER)
    assert acts(little) == before + 1
