"""A shop left to chance for a while, with everything that a counter does; then the books are closed."""

from contextlib import suppress
from random import Random

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.services.desk import line, number_of, publish, sell

from vafa.domain.account import Account, EntryKind
from vafa.domain.acts import PointsRedeemed, PostingUndone
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.document import Expiry, ExpiryMode, Vat
from vafa.domain.rulebook.effects import Multiplier, PointsPerAmount
from vafa.domain.rulebook.plans import Rule
from vafa.domain.units import Points, Rial
from vafa.domain.who import NOBODY, Who, by_mobile

_PEOPLE = [*(by_mobile(mobile) for mobile in MOBILES[:3]), NOBODY]
_EXPIRIES = [
    Expiry(),
    Expiry(ExpiryMode.DAYS, days=2),
    Expiry(ExpiryMode.DAYS, days=9),
    Expiry(ExpiryMode.SEASON_END),
]


class _Life:
    """One deed of chance after another; refusals are part of life."""

    def __init__(self, little: LittleShop, clock: HandClock, seed: int) -> None:
        self.little, self.clock, self.random = little, clock, Random(seed)
        self.sales: list[str] = []

    def somebody(self) -> Who:
        return self.random.choice(_PEOPLE)

    def buy(self) -> None:
        lines = tuple(
            line(self.random.choice(["tea", "rice", "oil", "bag"]), self.random.choice([0, 99_999, 1_250_000]), 3)
            for _ in range(self.random.randrange(4))
        )
        listed = sum(one.price_rial for one in lines)
        rial = self.random.randrange(1, listed) if listed else self.random.randrange(1, 9_000_000)
        redeem = self.random.choice([None, None, "max", 7])
        self.sales.append(number_of(sell(self.little, self.somebody(), rial, lines=lines, redeem=redeem)))

    def bring_back(self) -> None:
        number = self.random.choice(self.sales)
        if self.random.random() < 0.5:
            self.little.shop.take_back(number, amount_rial=self.random.randrange(1, 900_000))
        else:
            self.little.shop.take_back(number, lines={self.random.choice(["tea", "rice"]): 1_000})

    def undo(self) -> None:
        self.little.shop.undo(self.sales[-1])

    def hand_over(self) -> None:
        self.little.shop.reassign(self.random.choice(self.sales[-4:]), self.somebody(), "x")

    def voucher(self) -> None:
        number = number_of(self.little.shop.redeem(self.somebody(), self.random.randrange(1, 30)))
        if self.random.random() < 0.3:
            self.little.shop.undo(number)

    def correct(self) -> None:
        self.little.shop.adjust(self.somebody(), self.random.randrange(-20, 40), "x")

    def change_the_programme(self) -> None:
        base = Rule("base", PointsPerAmount(Points(self.random.randrange(1, 4)), Rial(70_000)))
        publish(
            self.little,
            rules=(base, Rule("more", Multiplier(5, 4))),
            expiry=self.random.choice(_EXPIRIES),
            pending_days=self.random.choice([0, 0, 3]),
            vat=self.random.choice(list(Vat)),
            excluded=("oil",),
        )

    def go_on(self) -> None:
        self.clock.forward(seconds=self.random.choice([1, 20, 40, 3_600, 50_000, 200_000]))
        deeds = [self.buy] * 8 + [self.bring_back] * 3 + [self.undo, self.hand_over, self.hand_over, self.voucher]
        deed = self.random.choice([*deeds, self.correct, self.change_the_programme])
        with suppress(Refusal, IndexError):
            deed()


@pytest.mark.parametrize("seed", [1, 2, 3, 4, pytest.param(5, marks=pytest.mark.slow)])
def test_when_all_goods_came_back_only_vouchers_and_adjustments_are_left(
    little: LittleShop, clock: HandClock, seed: int
):
    life = _Life(little, clock, seed)
    for _ in range(600 if seed == 5 else 120):
        life.go_on()
    for number in life.sales:
        try:
            little.shop.take_back(number)
        except Refusal as refusal:
            if refusal.code not in {"already_refunded", "already_undone"}:
                raise
    acts = list(little.store.journal.acts())
    undone = {act.body.of for act in acts if isinstance(act.body, PostingUndone)}
    kinds = {act.envelope.kind for act in acts}
    assert {"purchase_posted", "purchase_refunded", "posting_undone", "purchase_reassigned"} < kinds
    for who in _PEOPLE[:3]:
        member = little.shop.look_up(who).member.id
        entries = little.store.accounts.entries(member)
        vouchers = sum(
            act.body.points_spent
            for act in acts
            if isinstance(act.body, PointsRedeemed)
            and act.envelope.member == member
            and act.envelope.event_id not in undone
        )
        adjusted = sum(entry.points for entry in entries if entry.kind is EntryKind.ADJUST)
        assert sum(entry.points for entry in entries) == adjusted - vouchers
        seen = little.shop.look_up(who)
        assert seen.balance == Account(entries).balance(int(clock.now().timestamp() * 1_000))
        assert seen.lines[-1].net == seen.balance.spendable + seen.balance.pending - seen.balance.debt
        saved = [rial for (rial,) in little.store.database.rows("SELECT rial FROM saving WHERE member = ?", (member,))]
        assert sum(saved) == vouchers * 1_000
        assert min(saved, default=0) >= 0
    assert little.shop.verify().faults == []
    before = [little.store.accounts.lots(little.shop.look_up(who).member.id) for who in _PEOPLE[:3]]
    little.shop.rebuild()
    assert [little.store.accounts.lots(little.shop.look_up(who).member.id) for who in _PEOPLE[:3]] == before
