"""A made-up year of a shop: the same seed and date give the same acts, byte for byte."""

import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from msgspec import Struct

from vafa.clock import Clock, SeededClock
from vafa.commands.demo_names import FAMILY_NAMES, GIVEN_NAMES
from vafa.commands.demo_programme import DEMO_PROGRAMME
from vafa.commands.demo_stock import ADJUSTMENT, GOODS, NOTES, SHOP, STAFF, WEIGHED
from vafa.domain.acts import Channel, Consent
from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptLine
from vafa.domain.roles import Role
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.units import Rial, Thousandths
from vafa.domain.who import NOBODY, Who, by_mobile
from vafa.persian.jalali import Birthday, JalaliDate
from vafa.persian.tehran import tehran_date, tehran_moment
from vafa.services.asking import Sale
from vafa.shop import Shop
from vafa.store.opening import open_store
from vafa.store.shopfile import Store
from vafa.store.till_settings import write_till_settings

YEAR = timedelta(days=365)
LONGEST_GAP = timedelta(days=10)
"""After a longer pause the clock of a real shop would be doubted."""

MAX_MEMBERS = 20_000
MAX_PURCHASES = 80
GUESTS_PER_MEMBER = 2
STEP_RIAL = 10_000

_PREFIXES = ("0912", "0919", "0935", "0901", "0921", "0990")
_DEMO_PIN = "1234"

BIRTHDAY_IN = timedelta(days=3)

Deed = Callable[[], object]


class _Fate(Struct, frozen=True):
    """What is in store for a member, by the place at which he was drawn."""

    place: int

    @property
    def owes(self) -> bool:
        return self.place == 0

    @property
    def loses_card(self) -> bool:
        return self.place == 1

    @property
    def has_birthday(self) -> bool:
        return self.place == 2

    @property
    def note(self) -> str:
        return NOTES[self.place - 1] if 1 <= self.place <= len(NOTES) else ""


class Made(Struct, frozen=True):
    """What a demo holds: the head of its chain (`stream-seq-hash`) says whether two are the same."""

    members: int
    purchases: int
    head: str


def make_shop(folder: Path, members: int, seed: int, until: date, real: Clock) -> Made:
    """Founds a shop and lets a year pass in it, up to the evening before `until`. Refuses as `open_store` says.

    `real` is the clock that the shop goes by afterwards.
    """
    opening = tehran_moment(until - YEAR, time(8))
    clock = SeededClock(opening, seed)
    store = open_store(folder, clock, create=True)
    try:
        with store.database.in_bulk():
            year = _Year(store, clock, random.Random(seed), tehran_moment(until, time()))  # noqa: S311 - a play, no secret
            year.found()
            year.plan(members)
            purchases = year.live()
        made = Made(members, purchases, store.head_label())
    finally:
        store.close()
    _trust(open_store(folder, real))
    return made


def _trust(store: Store) -> None:
    """The next real act comes after a pause that is none: nobody has to confirm the time."""
    with store.act() as act:
        act.trust_clock(store.clock.now())
    store.close()


class _Year:
    """Draws what happens and then lets it happen in the order of time."""

    def __init__(self, store: Store, clock: SeededClock, chance: random.Random, end: datetime) -> None:
        self._store = store
        self._shop = Shop(store)
        self._clock = clock
        self._chance = chance
        self._end = end
        self._plan: list[tuple[datetime, int, Deed]] = []
        self._planned = 0
        self._purchases = 0
        self._last = clock.moment

    def found(self) -> None:
        """The shop's face, its club, and three people, who all have one PIN: the
        sign-in of a made-up shop tells it."""
        self._shop.describe(name=SHOP.name, branch=SHOP.branch, till=SHOP.till, phone=SHOP.phone)
        self._shop.publish(write_programme(DEMO_PROGRAMME))
        for name, role in zip(STAFF, Role, strict=True):
            self._shop.hire(name, role, _DEMO_PIN)
        with self._store.database.write():
            write_till_settings(self._store.database, {"demo_pin": _DEMO_PIN})

    def plan(self, members: int) -> None:
        """Members join all year long; a few buy often and many seldom. The first ones have what a cashier may meet: a
        debt, a lost card, a birthday soon, notes, a purchase that waits."""
        mobiles: dict[str, None] = {}
        while len(mobiles) < members:
            mobiles[f"{self._chance.choice(_PREFIXES)}{self._chance.randrange(10**7):07d}"] = None
        for place, mobile in enumerate(mobiles):
            self._plan_member(by_mobile(mobile), mobile, _Fate(place))
        for _ in range(members * GUESTS_PER_MEMBER):
            self._at(self._opening_hours(self._clock.moment), self._sale(NOBODY))
        for who, rial, minutes in ((by_mobile(next(iter(mobiles))), 4_860_000, 200), (NOBODY, 925_000, 193)):
            parking = partial(self._shop.park, Sale(who=who, amount_rial=rial), staff=1)
            self._at(self._end - timedelta(minutes=minutes), parking)

    def live(self) -> int:
        """Everything that was planned happens; returns the number of purchases."""
        while self._plan:
            moment, _, deed = heapq.heappop(self._plan)
            self._clock.moment = moment
            if moment - self._last > LONGEST_GAP:
                with self._store.act() as act:
                    act.trust_clock(moment)
            self._last = moment
            deed()
        return self._purchases

    def _at(self, moment: datetime, deed: Deed) -> None:
        if moment < self._end:
            self._planned += 1
            heapq.heappush(self._plan, (moment, self._planned, deed))

    def _opening_hours(self, earliest: datetime) -> datetime:
        """A moment between `earliest` and the end, between nine and nine, mostly in the evening."""
        days = max((self._end - earliest).days, 1)
        hour = self._chance.choices(range(13), weights=(1, 2, 3, 3, 2, 1, 1, 2, 4, 5, 5, 4, 2))[0]
        start = earliest + timedelta(days=self._chance.randrange(days))
        minutes = hour * 60 + self._chance.randrange(60)
        return start.replace(hour=5, minute=30, second=0, microsecond=0) + timedelta(
            minutes=minutes, seconds=self._chance.randrange(60)
        )

    def _plan_member(self, who: Who, mobile: str, fate: "_Fate") -> None:
        chance = self._chance
        weeks = int(52 * chance.random() ** 2 * 0.9)
        late = weeks and not fate.owes
        joins = self._opening_hours(self._clock.moment + timedelta(weeks=weeks)) if late else self._first_day()
        self._at(joins, self._enrolment(mobile, fate))
        has_card = chance.random() < 0.85 or fate.loses_card
        if has_card:
            self._at(joins + timedelta(minutes=2), partial(self._card, who))
        self._at(joins + timedelta(minutes=3), self._sale(who))
        for _ in range(min(MAX_PURCHASES, int(chance.paretovariate(0.9)))):
            later = self._opening_hours(joins + timedelta(days=1))
            self._at(later, self._sale(who))
        if has_card and (chance.random() < 0.04 or fate.loses_card):
            lost = self._opening_hours(joins + timedelta(days=3))
            self._at(lost, partial(self._lose_card, who))
        if chance.random() < 0.03:
            self._at(
                self._opening_hours(joins + timedelta(days=1)), partial(self._adjust, who, chance.randrange(5, 40))
            )
        if fate.note:
            self._at(joins + timedelta(minutes=5), partial(self._shop.note, who, fate.note, staff=1))
        if fate.owes:
            self._at(self._end - timedelta(hours=5), partial(self._run_up_debt, who))

    def _first_day(self) -> datetime:
        return self._clock.moment + timedelta(minutes=30 + self._chance.randrange(600))

    def _enrolment(self, mobile: str, fate: "_Fate") -> Deed:
        chance = self._chance
        name = f"{chance.choice(GIVEN_NAMES)} {chance.choice(FAMILY_NAMES)}"
        born = Birthday(chance.randint(1, 12), chance.randint(1, 29), chance.randint(1335, 1386))
        consents = tuple(
            Consent(channel, given=True)
            for channel, share in ((Channel.SMS, 0.8), (Channel.EMAIL, 0.1), (Channel.CALL, 0.3))
            if chance.random() < share
        )
        birthday = born if chance.random() < 0.6 else None
        if fate.has_birthday:
            soon = JalaliDate.of(tehran_date(self._end) + BIRTHDAY_IN)
            birthday = Birthday(soon.month, min(soon.day, 29), born.year)
        by = 1 + (chance.random() < 0.2)
        return partial(self._shop.enrol, mobile, name=name, birthday=birthday, consents=consents, staff=by)

    def _sale(self, who: Who) -> Deed:
        """A purchase; members take points off now and then, and sometimes a part comes back days later."""
        chance = self._chance
        lines = self._basket() if chance.random() < 0.5 else ()
        typed = STEP_RIAL * max(5, int(chance.lognormvariate(5.4, 0.8)))
        amount = sum(line.price_rial for line in lines) or typed
        spends = chance.random() < 0.12 and who is not NOBODY
        back_after = timedelta(days=chance.randint(1, 5)) if chance.random() < 0.02 else None
        comes_back = partial(self._take_back, amount, lines)

        def deed() -> None:
            sale = Sale(who=who, amount_rial=amount, lines=lines, redeem="max" if spends else None)
            receipt = self._shop.sell(sale, staff=1).receipt.number
            self._purchases += 1
            if back_after is not None:
                self._at(self._clock.moment + back_after, partial(comes_back, receipt))

        return deed

    def _take_back(self, amount: int, lines: tuple[ReceiptLine, ...], receipt: str) -> None:
        if lines:
            self._shop.take_back(receipt, lines={lines[0].sku: lines[0].quantity}, staff=2)
        else:
            self._shop.take_back(receipt, amount_rial=amount // 3 // STEP_RIAL * STEP_RIAL or amount, staff=2)

    def _basket(self) -> tuple[ReceiptLine, ...]:
        chosen = self._chance.sample(GOODS, self._chance.randint(1, 4))
        return tuple(self._goods(sku, price) for sku, price in chosen)

    def _goods(self, sku: str, price: int) -> ReceiptLine:
        weighed = sku in WEIGHED
        quantity = 50 * self._chance.randint(4, 60) if weighed else 1_000 * self._chance.randint(1, 3)
        return ReceiptLine(sku, Thousandths(quantity), Rial(quantity * price // 1_000))

    def _card(self, who: Who) -> None:
        self._shop.issue_card(who, staff=1)

    def _lose_card(self, who: Who) -> None:
        try:
            self._shop.block_card.of_member(who, staff=1)
        except Refusal as refusal:
            if refusal.code != "no_card_to_block":
                raise
            return
        self._clock.moment += timedelta(minutes=3)
        self._card(who)

    def _adjust(self, who: Who, points: int) -> None:
        self._shop.adjust(who, points, ADJUSTMENT, staff=2)

    def _run_up_debt(self, who: Who) -> None:
        """Buys, spends everything, brings the goods back: the account owes."""
        bought = self._shop.sell(Sale(who=who, amount_rial=24_000_000), staff=1)
        self._clock.moment += timedelta(minutes=10)
        self._shop.redeem(who, self._shop.look_up(who).balance.spendable, staff=1)
        self._clock.moment += timedelta(minutes=10)
        self._shop.take_back(bought.receipt.number, staff=2)
