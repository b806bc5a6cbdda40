"""A little shop with a life of its own: what the tests of the store keep safe, break and bring back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.fakes.hand_clock import HandClock

from vafa.clock import Clock, SystemClock
from vafa.domain.acts import BlockReason, Channel, Consent
from vafa.domain.errors import Refusal
from vafa.domain.roles import Role
from vafa.domain.rulebook.conditions import Limit, LimitOf, When
from vafa.domain.rulebook.document import Expiry, ExpiryMode, Programme
from vafa.domain.rulebook.effects import (
    AmountOff,
    CouponIssued,
    Gift,
    Multiplier,
    PercentOff,
    PointsFixed,
    PointsPerAmount,
)
from vafa.domain.rulebook.kinds import Window, WindowKind
from vafa.domain.rulebook.plans import (
    Budget,
    CouponPlan,
    MarginGuard,
    ReferralPlan,
    Reward,
    Rule,
    Tier,
    TierPlan,
    Trigger,
)
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.who import NOBODY, by_mobile
from vafa.persian.jalali import Birthday
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft
from vafa.shop import Shop
from vafa.store.database import DatabaseMaker, file_database
from vafa.store.opening import open_store
from vafa.store.shopfile import Store

MOBILES = tuple(f"0912000{i:04d}" for i in range(8))


class LittleShop:
    """A shop and its store at once; close it, or use it in a `with`."""

    def __init__(
        self, folder: Path, *, create: bool = False, clock: Clock | None = None, maker: DatabaseMaker = file_database
    ) -> None:
        self.store: Store = open_store(folder, clock or SystemClock(), create=create, maker=maker)
        self.shop = Shop(self.store)

    def __enter__(self) -> "LittleShop":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def enrol(self, names: tuple[str, ...] = ()) -> None:
        for i, mobile in enumerate(MOBILES):
            self.shop.enrol(mobile, name=names[i] if i < len(names) else f"Sara {i}")

    def member(self, number: int) -> bytes:
        found = self.store.members.by_mobile(MOBILES[number])
        assert found is not None
        return found.id

    def sell(self, member: int = 0, rial: int = 1_000_000, key: str | None = None) -> str:
        return self.shop.sell(Sale(who=by_mobile(MOBILES[member]), amount_rial=rial), key=key).receipt.number

    def points(self, member: int = 0) -> int:
        return self.shop.look_up(by_mobile(MOBILES[member])).balance.spendable

    def file_bytes(self) -> bytes:
        """Everything that lies in the shop's own files (its backups left out)."""
        return b"".join(file.read_bytes() for file in sorted(self.store.folder.iterdir()) if file.is_file())


def live(shop: Shop, seed: int, acts: int, told: Callable[[str], None]) -> None:
    """So many random postings; `told` gets each receipt number after its posting has returned."""
    random, sold = Random(seed), []
    for _ in range(acts):
        who = by_mobile(random.choice(MOBILES))
        deed = random.random()
        try:
            if deed < 0.15 and sold:
                number = shop.take_back(random.choice(sold), amount_rial=random.choice((None, 50_000))).receipt.number
            elif deed < 0.25:
                number = shop.redeem(who, random.randrange(1, 20)).receipt.number
            else:
                redeem = "max" if deed < 0.4 else None
                sale = Sale(who=who, amount_rial=random.randrange(10_000, 3_000_000), redeem=redeem)
                number = shop.sell(sale).receipt.number
                sold.append(number)
        except Refusal:
            continue
        told(number)


def furnish(little: LittleShop, clock: HandClock) -> None:
    """A week in which everything happens that a journal can tell, so that no table stays empty."""
    shop = little.shop
    shop.describe(name="Bazar", till="1")
    shop.publish(write_programme(Programme(expiry=Expiry(ExpiryMode.DAYS, days=90), pending_days=1)))
    shop.hire("Omid", Role.MANAGER, "1234")
    shop.reset_pin(1, "4321")
    shop.hire("Nima", Role.CASHIER, "5678")
    for i, mobile in enumerate(MOBILES):
        shop.enrol(
            mobile,
            name=f"Sara {i}",
            birthday=Birthday(7, i + 1, 1370),
            consents=(Consent(Channel.SMS, given=i % 2 == 0),),
            referrer=by_mobile(MOBILES[0]) if i else NOBODY,
            key=f"enrol {i}",
        )
        clock.forward(minutes=5)
    cards = [shop.issue_card(by_mobile(mobile)) for mobile in MOBILES[:3]]
    shop.block_card.by_serial(cards[0].serial, BlockReason.LOST)
    shop.issue_card(by_mobile(MOBILES[0]))
    sold = [little.sell(i % 4, 2_500_000 + i) for i in range(12)]
    clock.forward(days=2)
    shop.redeem(by_mobile(MOBILES[0]), 15, staff=1)
    shop.sell(Sale(who=by_mobile(MOBILES[1]), amount_rial=900_000, redeem="max"), key="with points")
    shop.take_back(sold[2], amount_rial=700_000)
    shop.take_back(sold[3])
    shop.undo(little.sell(3))
    shop.reassign(little.sell(1), by_mobile(MOBILES[4]), "wrong card")
    shop.adjust(by_mobile(MOBILES[5]), 40, "a gift")
    shop.sell(Sale(amount_rial=300_000))
    shop.take_back(shop.sell(Sale(amount_rial=400_000)).receipt.number, staff=2, approved_by=1)
    for noted in (1, 7):
        shop.note(by_mobile(MOBILES[noted]), "likes tea")
    shop.park(Sale(who=by_mobile(MOBILES[2]), amount_rial=120_000))
    shop.note(by_mobile(MOBILES[2]), "by the door")
    shop.draft_sale.save(Draft(Sale(who=by_mobile(MOBILES[3]), amount_rial=250_000), "open"))
    shop.set_clock(clock.now())
    _join_a_club(little, clock)
    shop.erase(by_mobile(MOBILES[7]))


BUSY_CLUB = Programme(
    rules=(
        Rule(id="base", give=PointsPerAmount()),
        Rule(id="welcome", trigger=Trigger.ENROLMENT, give=PointsFixed(20)),
        Rule(id="birthday", trigger=Trigger.BIRTHDAY, give=CouponIssued("cake")),
        Rule(id="brought", trigger=Trigger.REFERRER, give=PointsFixed(30), limits=(Limit(LimitOf.USES, 5),)),
        Rule(id="thanks", trigger=Trigger.REFEREE, give=CouponIssued("cake")),
        Rule(id="silver", give=Multiplier(3, 2), when=When(tiers=("silver", "gold"))),
        Rule(
            id="tenth",
            title="Ten off",
            give=PercentOff(10, cap_rial=60_000),
            budget="winter",
            limits=(Limit(LimitOf.RIAL, 500_000, window=Window(WindowKind.MONTH)),),
        ),
        Rule(id="next", give=CouponIssued("cake"), when=When(min_amount_rial=2_000_000)),
    ),
    expiry=Expiry(ExpiryMode.DAYS, days=90),
    tiers=TierPlan(tiers=(Tier("bronze", 0, "Bronze"), Tier("silver", 5_000_000), Tier("gold", 50_000_000))),
    referral=ReferralPlan(),
    coupons=(CouponPlan(id="cake", give=AmountOff(75_000), life_days=30),),
    rewards=(Reward(id="cup", points=10, give=Gift("cup")),),
    budgets=(Budget(id="winter", rial=900_000_000, first="1405/01/01", last="1409/12/29"),),
    guard=MarginGuard(most_percent=90, margin_percent=50),
)
"""A programme with something of everything that leaves a trace in the shop's tables."""


def _join_a_club(little: LittleShop, clock: HandClock) -> None:
    """Tiers, limits, a budget, coupons, a referral and its way back, a pin, somebody who is welcomed."""
    shop = little.shop
    shop.publish(write_programme(BUSY_CLUB), override="a new beginning")
    clock.forward(minutes=5)
    shop.sell(Sale(who=by_mobile(MOBILES[6]), amount_rial=2_300_000))
    bought = little.store.tallies.coupons(little.member(6), 0)
    shop.sell(Sale(who=by_mobile(MOBILES[6]), amount_rial=900_000, coupons=(bought[0].id,)))
    shop.sell(Sale(who=by_mobile(MOBILES[0]), amount_rial=3_100_000, rewards=("cup",), override="an old friend"))
    shop.take_back(little.sell(5, 1_200_000))
    shop.take_back(little.sell(4, 1_400_000), amount_rial=300_000)
    shop.undo(little.sell(1, 2_600_000))
    shop.reassign(little.sell(2, 700_000), by_mobile(MOBILES[3]), "wrong card")
    shop.pin_tier(by_mobile(MOBILES[3]), "gold", clock.now().date() + timedelta(days=60), "our neighbour")
    shop.enrol("09120000100", name="Ava", referrer=by_mobile(MOBILES[3]))
