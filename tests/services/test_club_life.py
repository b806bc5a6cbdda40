"""Random lives under random rich programmes: the books stay sound, and what is undone leaves nothing behind."""

from contextlib import suppress
from random import Random

import pytest
from msgspec import structs
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import BUSY_CLUB, MOBILES, LittleShop
from tests.services.desk import line, number_of, sell

from vafa.domain.errors import Refusal
from vafa.domain.rulebook.conditions import Limit, LimitOf, LimitPer, Scope, When
from vafa.domain.rulebook.document import Programme, Vat
from vafa.domain.rulebook.effects import (
    AmountOff,
    BuyGet,
    CouponIssued,
    DrawTicket,
    EarnEffect,
    Gift,
    MoneyEffect,
    Multiplier,
    PercentOff,
    PointsFixed,
    PointsPerAmount,
    PointsPerUnit,
)
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import Budget, MarginGuard, ReferralPlan, Rule, Trigger
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.who import NOBODY, by_mobile

GIFTS = (
    PointsPerAmount(2, 150_000),
    PointsPerUnit(3),
    PointsFixed(7),
    Multiplier(5, 4),
    PercentOff(7, cap_rial=90_000),
    AmountOff(40_000),
    BuyGet(2),
    CouponIssued("cake"),
    Gift("cup", cost_rial=20_000),
    DrawTicket("yalda", 2),
)
SCOPES = (Scope(), Scope(products=("tea",)), Scope(except_products=("rice",)))
WINDOWS = (Window(), Window(WindowKind.DAY), Window(WindowKind.ROLLING, 30), Window(WindowKind.YEAR))


def random_programme(random: Random) -> Programme:
    """The busy club with rules, limits and budgets of chance on top."""
    rules = list(BUSY_CLUB.rules)
    for number in range(random.randrange(2, 9)):
        give = random.choice(GIFTS)
        trigger = random.choice([Trigger.PURCHASE, Trigger.PURCHASE, Trigger.FIRST_PURCHASE, Trigger.VISIT])
        amount = LimitOf.POINTS if isinstance(give, EarnEffect) else LimitOf.RIAL
        of = random.choice([LimitOf.USES, amount]) if isinstance(give, EarnEffect | MoneyEffect) else LimitOf.USES
        limit = Limit(
            of,
            random.choice([1, 3]) if of is LimitOf.USES else random.choice([20, 90_000]),
            random.choice(list(LimitPer)),
            random.choice(WINDOWS),
        )
        if limit.per is LimitPer.PURCHASE:
            limit = structs.replace(limit, window=Window())
        rules.append(
            Rule(
                id=f"r{number}",
                give=give,
                trigger=trigger,
                scope=random.choice(SCOPES),
                when=When(min_amount_rial=random.choice([None, 400_000])),
                limits=(limit,) if random.random() < 0.5 else (),
                budget=random.choice(["", "winter", "small"]),
            )
        )
    small = Budget(id="small", rial=random.choice([30_000, 400_000]), first="1405/01/01", last="1409/12/29")
    return structs.replace(
        BUSY_CLUB,
        rules=tuple(rules),
        budgets=(*BUSY_CLUB.budgets, small),
        vat=random.choice(list(Vat)),
        guard=random.choice([None, MarginGuard(most_percent=40, margin_percent=30)]),
        referral=ReferralPlan(min_amount_rial=random.choice([None, 300_000])),
        coupons=tuple(structs.replace(plan, automatic=random.random() < 0.5) for plan in BUSY_CLUB.coupons),
    )


class Life:
    """Sales of chance and their ways back."""

    def __init__(self, little: LittleShop, clock: HandClock, random: Random) -> None:
        self.little, self.clock, self.random = little, clock, random
        self.sold: list[str] = []

    def buy(self) -> str:
        random = self.random
        skus = random.sample(["tea", "rice", "oil", "bag"], random.randrange(4))
        lines = tuple(line(sku, random.choice([99_999, 350_000, 1_250_000]), random.randrange(1, 5)) for sku in skus)
        rial = sum(one.price_rial for one in lines) or random.randrange(1, 4_000_000)
        who = random.choice([*(by_mobile(mobile) for mobile in MOBILES[:4]), NOBODY])
        wants = {"redeem": "max"} if random.random() < 0.2 and not who.anonymous else {}
        number = number_of(sell(self.little, who, rial, lines=lines, **wants))
        self.sold.append(number)
        return number

    def part_back(self) -> None:
        self.little.shop.take_back(self.random.choice(self.sold), amount_rial=self.random.randrange(1, 300_000))

    def hand_over(self) -> None:
        self.little.shop.reassign(self.random.choice(self.sold[-3:]), by_mobile(MOBILES[5]), "x")

    def do(self, deeds: int) -> None:
        for _ in range(deeds):
            self.clock.forward(minutes=self.random.choice([1, 20, 60 * 30]))
            deed = self.random.choice([self.buy, self.buy, self.buy, self.part_back, self.hand_over])
            try:
                deed()
            except (Refusal, IndexError):
                continue

    def everything_back(self) -> None:
        for number in reversed(self.sold):
            with suppress(Refusal):  # it came back already
                self.little.shop.take_back(number)


def net(little: LittleShop) -> list[int]:
    views = [little.shop.look_up(by_mobile(mobile)).balance for mobile in MOBILES[:6]]
    return [view.spendable + view.pending + view.lapsed - view.debt for view in views]


@pytest.fixture
def enrolled(tmp_path, clock: HandClock):
    with LittleShop(tmp_path / "life", create=True, clock=clock) as little:
        for i, mobile in enumerate(MOBILES):
            little.shop.enrol(mobile, name=f"Sara {i}", referrer=by_mobile(MOBILES[0]) if i else NOBODY)
        clock.forward(minutes=1)
        yield little


@pytest.mark.parametrize("seed", range(6))
def test_books_are_sound_after_a_random_life_and_when_made_anew(enrolled: LittleShop, clock: HandClock, seed: int):
    random = Random(seed)
    enrolled.shop.publish(write_programme(random_programme(random)), override="x")
    Life(enrolled, clock, random).do(40)
    assert enrolled.shop.verify().faults == []
    enrolled.shop.rebuild()
    assert enrolled.shop.verify().faults == []


@pytest.mark.parametrize("seed", range(8))
def test_when_everything_came_back_nothing_is_left(enrolled: LittleShop, clock: HandClock, seed: int):
    """Every counter, coupon, tier and side award is where it was, and so is every net."""
    random = Random(1_000 + seed)
    enrolled.shop.publish(write_programme(random_programme(random)), override="x")
    before = net(enrolled)
    life = Life(enrolled, clock, random)
    life.do(25)
    assert enrolled.store.database.value("SELECT count(*) FROM tally")
    life.everything_back()
    assert enrolled.store.database.rows("SELECT * FROM tally") == []
    assert enrolled.store.database.rows("SELECT * FROM coupon") == []
    assert net(enrolled) == before
    assert {enrolled.shop.glance(by_mobile(mobile)).tier.standing.tier for mobile in MOBILES[:6]} == {"bronze"}
    assert enrolled.shop.verify().faults == []


@pytest.mark.parametrize("seed", range(4))
def test_an_undone_sale_never_was(enrolled: LittleShop, clock: HandClock, seed: int):
    random = Random(2_000 + seed)
    enrolled.shop.publish(write_programme(random_programme(random)), override="x")
    life = Life(enrolled, clock, random)
    life.do(10)
    tables = {table: f"SELECT * FROM {table} ORDER BY 1, 2" for table in ("tally", "coupon", "tier_pin")}
    for _ in range(12):
        before = {table: enrolled.store.database.rows(query) for table, query in tables.items()}, net(enrolled)
        enrolled.shop.undo(life.buy())
        assert (
            {table: enrolled.store.database.rows(query) for table, query in tables.items()},
            net(enrolled),
        ) == before
