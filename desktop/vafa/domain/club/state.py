"""The club in memory: members, shop counters, sales, and the programme in force."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from msgspec import structs

from vafa.domain.account import NEVER, Entry, EntryKind, LotId
from vafa.domain.club.book import Book, add_count, together
from vafa.domain.club.happenings import BillAsked, PublishHappens
from vafa.domain.club.recorded import ASIDE, Redeemed, Returned, Sale, Stamp
from vafa.domain.club.story import MemberAtFirst, MembershipAtFirst, Story
from vafa.domain.club.telling import TierChange
from vafa.domain.engine.instant import Instant, instant_of
from vafa.domain.engine.known import Coupon, Goods, GoodsKind, MemberFacts, Surroundings
from vafa.domain.engine.lot_life import LotTerms
from vafa.domain.engine.membership_terms import MembershipTerm, active
from vafa.domain.engine.outcome import Count
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.engine.tendering import GiftCard, Kept, Load
from vafa.domain.engine.tiering import TierPin, TierStanding, advance, days_from, pinned, tier_standing
from vafa.domain.errors import Refusal
from vafa.domain.hlc import next_hlc
from vafa.domain.receipt import ReceiptKind
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.plans import TierPlan
from vafa.domain.tender import Tender
from vafa.domain.units import Rial
from vafa.persian.folding import display

_ALWAYS = frozenset({EntryKind.EARN, EntryKind.CLAW})
_ANY_TIME = LotTerms()


class Club:
    """Everything that events read and change. It refuses unknown names; it never asks whether something is allowed."""

    def __init__(self, story: Story, ruleset: Ruleset) -> None:
        self.now: datetime = story.moment.value
        self.branch = story.branch
        self.catalogue = {display(sku): article for sku, article in story.catalogue.items()}
        self._keeps_past = any(isinstance(event, PublishHappens) for event in story.events)
        self.goods = {
            sku: Goods(article.category, article.cost_rial, article.price_rial, article.kind)
            for sku, article in self.catalogue.items()
        }
        self.no_goods = frozenset(sku for sku, goods in self.goods.items() if goods.kind is not GoodsKind.GOODS)
        """Gift cards, top-ups, memberships: what they cost is no purchase of the day."""
        self.plan_of_sku = {sku: article.plan for sku, article in self.catalogue.items() if article.plan}
        self.counts: dict[str, int] = dict(story.counts)
        cards = [GiftCard(folded_code(card.number), Rial(card.rial)) for card in story.gift_cards]
        self.cards = {card.number: card for card in cards}
        self.rulesets: list[Ruleset] = []
        self._tiers = False
        self.tier_plans: list[tuple[int, TierPlan | None]] = []
        self.sales: dict[str, Sale | Redeemed | Returned] = {}
        self.last: Sale | Redeemed | Returned | None = None
        """The newest posting with a slip; acts without one, such as points by hand, do not stand between."""
        self.parked: dict[str, BillAsked] = {}
        self.merges: dict[str, tuple[str, datetime]] = {}
        self.review_from = instant_of(self.now).business_day
        self.reviewed: frozenset[TierChange] = frozenset()
        """Up to which day reviews have told everything, and what they have told of that day itself."""
        self.bills: list[Sale] = []
        self.risen: dict[str, Sale] = {}
        """The sales that gave something for a tier that they reached."""
        self.own: dict[str, Book] = {}
        self.into: dict[str, str] = {}
        self._whole: dict[str, Book] = {}
        self._alike: dict[str, list[Book]] = {}
        self._named: dict[bytes, str] = {}
        self._number: dict[str, int] = {}
        self._standings: dict[str, tuple[int, TierStanding]] = {}
        self._hlc = 0
        self._part = (0, ASIDE)
        self.coupons_made = 0
        self._begun = 0
        self._withdrawn: set[str] = set()
        self.put_in_force(ruleset, instant_of(self.now))
        for member in story.members:
            self._begin(member)
        for member in story.members:
            if member.referrer:
                self.own[member.id].referrer = self.book(member.referrer).member

    @property
    def ruleset(self) -> Ruleset:
        return self.rulesets[-1]

    def put_in_force(self, ruleset: Ruleset, instant: Instant) -> None:
        """A programme is in force from now on; what was before keeps its own."""
        self.rulesets.append(ruleset)
        self._tiers = self._tiers or ruleset.programme.tiers is not None
        self._standings.clear()
        self.tier_plans.append((instant.business_day if self.tier_plans else 0, ruleset.programme.tiers))

    # members

    def enrol(self, name: str, joined: datetime) -> Book:
        """A new member."""
        member = blake2b(name.encode(), digest_size=16).digest()
        book = Book(name, member, instant_of(joined).day)
        self.own[name] = book
        self._named[member] = name
        self._number[name] = len(self._number)
        return book

    def root(self, name: str) -> str:
        """The member that a name stands for after merges. Raises Refusal `member_unknown`."""
        if name not in self.own:
            raise Refusal("member_unknown", member=name)
        while name in self.into:
            name = self.into[name]
        return name

    def book(self, name: str) -> Book:
        """The book of a member, with that of his duplicates. Raises Refusal `member_unknown`."""
        root = self.root(name)
        return self._whole.get(root) or self.own[root]

    def recorders(self, name: str) -> list[Book]:
        """The books that have to learn of an act of a member."""
        root = self.root(name)
        return [self.own[name], self._whole[root]] if root in self._whole else [self.own[root]]

    def holder_of(self, name: str, coupon: str) -> str:
        """Which of a member's duplicates holds a coupon."""
        return next(
            (book.id for book in self.books_of(name) if book is self.own[book.id] and coupon in book.coupons), name
        )

    def books_of(self, name: str) -> list[Book]:
        """All books of a member and his duplicates."""
        root = self.root(name)
        return [*self._alike[root], self._whole[root]] if root in self._whole else [self.own[root]]

    def referrer_of(self, member: bytes) -> bytes | None:
        """Who brought a member, as the one he is after merges; nobody brings himself."""
        book = self.book(self.named(member))
        if book.referrer is None:
            return None
        referrer = self.book(self.named(book.referrer)).member
        return None if referrer == book.member else referrer

    def named(self, member: bytes) -> str:
        """The name of a member by his identity."""
        return self._named[member]

    def fold_together(self, one: str, other: str) -> None:
        """Makes the books of two members, who were merged or parted just now, anew."""
        groups: dict[str, list[Book]] = {}
        for root in dict.fromkeys((one, self.root(one), self.root(other))):
            for book in self._alike.pop(root, [self.own[root]]):
                groups.setdefault(self.root(book.id), []).append(book)
            self._whole.pop(root, None)
        for root, books in groups.items():
            others = sorted((book for book in books if book.id != root), key=lambda book: self._number[book.id])
            self._standings.pop(root, None)
            if others:
                self._whole[root] = together(self.own[root], others)
                self._alike[root] = [self.own[root], *others]

    # what the engine may know

    def facts(self, book: Book, instant: Instant) -> MemberFacts:
        """A member as rules see him now."""
        return MemberFacts(
            member=book.member,
            joined_on=book.joined_on,
            birthday=book.birthday,
            tier=self.tier(book, instant),
            segments=book.segments,
            interests=tuple(book.interests),
            memberships=self.memberships(book, instant),
            coupons=tuple([coupon for coupon in book.coupons.values() if coupon.expires_on >= instant.day]),
            days=book.days,
            counts=book.counts,
            referrer=self.referrer_of(book.member) if book.referrer else None,
        )

    def memberships(self, book: Book, instant: Instant) -> tuple[str, ...]:
        """The paid memberships that are in force, days of grace counted in."""
        return active(book.terms, instant) if book.terms else ()

    def tier(self, book: Book, instant: Instant) -> str:
        """The tier alone: as long as it is held and nothing was bought, nobody has to walk the days."""
        held = self._still_held(book, instant.business_day)
        if held is None:
            standing = self.standing(book, instant)
            return standing.tier if standing else ""
        return pinned(held, self.tier_plans[-1][1], book.pins, instant.business_day).tier

    def may_have_turned(self, book: Book, instant: Instant, day: int) -> bool:
        """False when surely nothing changed a member's tier after a day: without pins his own one is the newest."""
        if book.pins or self.tier_plans[-1][0] > day:
            return True
        own = self._still_held(book, instant.business_day) or self.standing(book, instant)
        return own is not None and own.since_day > day

    def _still_held(self, book: Book, today: int) -> TierStanding | None:
        """The tier of a member's own as it was when last looked up, if nothing can have changed it since; its measure
        is of then."""
        known = self._standings.get(book.id)
        if known is None or book.past_changed or book.fresh or not known[0] <= today <= known[1].held_until_day:
            return None
        return known[1]

    def standing(self, book: Book, instant: Instant) -> TierStanding | None:
        """Where a member stands; None when no programme has had tiers."""
        if not self._tiers:
            return None
        today, plan = instant.business_day, self.tier_plans[-1][1]
        known = self._standings.get(book.id)
        if known is not None and known[0] == today and not book.fresh and not book.past_changed:
            return pinned(known[1], plan, book.pins, today)
        if known is None or plan is None or book.past_changed or today < known[0] or book.fresh - {today}:
            own = tier_standing(self.tier_plans, book.days, (), today)
        else:
            first = days_from(known[1], plan, today)
            recent = book.days[bisect_left(book.days, first, key=lambda total: total.day) :]
            own = advance(known[1], plan, recent, today)
        self._standings[book.id] = (today, own)
        book.fresh.clear()
        book.past_changed = False
        return pinned(own, plan, book.pins, today)

    def around(self, branch: str | None) -> Surroundings:
        """The shop as the engine sees it."""
        return Surroundings(branch=self.branch if branch is None else branch, goods=self.goods, counts=self.counts)

    def past(self, known: MemberFacts | None, around: Surroundings) -> tuple[MemberFacts | None, Surroundings]:
        """What was known of a bill, kept as it was for a programme that may be tried over it later."""
        if not self._keeps_past:
            return known, around
        then = structs.replace(known, counts=dict(known.counts)) if known else None
        return then, structs.replace(around, counts=dict(around.counts))

    def kept(self, book: Book | None, *parts: Sequence[Tender | Load]) -> Kept:
        """The gift cards that these tenders and loads name, and the member's wallet."""
        numbers = [part.number for some in parts for part in some]
        cards = {number: self.cards[number] for number in numbers if number in self.cards}
        return Kept(cards, book.wallet_rial if book else None)

    # writing

    def part(self, stamp: Stamp) -> int:
        """A place of its own in the event's entries."""
        n, part = self._part
        self._part = (stamp.n, part + 1 if n == stamp.n else ASIDE)
        return self._part[1]

    def post(
        self,
        stamp: Stamp,
        name: str,
        part: int,
        kind: EntryKind,
        points: int,
        *,
        life: LotTerms = _ANY_TIME,
        of: LotId | None = None,
        grace_days: int = 0,
    ) -> None:
        """An entry in a member's ledger; an earning or a taking back of nothing stands there too, others do not."""
        if not points and kind not in _ALWAYS:
            return
        moment_ms = stamp.instant.moment_ms
        self._hlc = next_hlc(self._hlc, moment_ms)
        entry = Entry(
            member=self.own[name].member,
            hlc=self._hlc,
            event_id=stamp.event_id,
            part=part,
            kind=kind,
            points=points,
            moment_ms=moment_ms,
            spendable_from_ms=life.spendable_from_ms,
            expires_on=life.expires_on,
            of=of,
            grace_days=grace_days,
        )
        for book in self.recorders(name):
            book.purse.apply(entry)

    def count(self, name: str, counts: Sequence[Count], *, sign: int = 1) -> None:
        """Adds counts (or takes them back) to the member's counters and the shop's."""
        books = self.recorders(name) if name and counts else []
        for count in counts:
            if count.shop:
                add_count(self.counts, count.key, sign * count.amount)
            else:
                for book in books:
                    book.count(count.key, sign * count.amount)

    def posting(self, name: str) -> Sale | Redeemed | Returned:
        """A posting by its name. Raises Refusal `receipt_unknown`."""
        if name not in self.sales:
            raise Refusal("receipt_unknown", number=name)
        return self.sales[name]

    def sale(self, name: str) -> Sale:
        """A sale by its name. Raises Refusal `receipt_unknown` or `not_a_sale`."""
        posting = self.posting(name)
        if not isinstance(posting, Sale):
            kind = ReceiptKind.REFUND if isinstance(posting, Returned) else ReceiptKind.REDEMPTION
            raise Refusal("not_a_sale", number=name, kind=kind.value)
        return posting

    def refuse_taken(self, name: str) -> None:
        """Raises Refusal `event_id_taken` when another posting has this name."""
        if name in self.sales:
            raise Refusal("event_id_taken", id=name)

    def keep(self, name: str, kept: Kept) -> None:
        """Gift cards and the member's wallet as they are now."""
        self.cards.update(kept.cards)
        if name and kept.wallet_rial is not None:
            change = kept.wallet_rial - self.book(name).wallet_rial
            for book in self.recorders(name):
                book.wallet_rial += change

    def attach(self, name: str, coupon: Coupon) -> None:
        """A coupon for a member, unless its reason is gone."""
        for book in self.recorders(name) if coupon.id not in self._withdrawn else ():
            book.coupons[coupon.id] = coupon

    def withdraw(self, name: str, coupons: Sequence[str]) -> None:
        """Coupons whose reason is gone; one that is used now does not come back later."""
        self._withdrawn.update(coupons)
        self.detach(name, coupons)

    def detach(self, name: str, coupons: Sequence[str]) -> None:
        """Coupons that are used; in every book of the member and his duplicates."""
        for book in self.books_of(name) if coupons else ():
            for coupon in coupons:
                book.coupons.pop(coupon, None)

    def _begin(self, given: MemberAtFirst) -> None:
        joined = given.joined.value if given.joined else self.now
        book = self.enrol(given.id, joined)
        book.title = given.title
        book.birthday = given.birthday.value if given.birthday else None
        book.segments = given.segments
        book.interests = dict.fromkeys(given.interests)
        book.fields = dict.fromkeys(given.fields)
        book.counts = dict(given.claims)
        book.wallet_rial = given.wallet_rial
        if given.tier_pin:
            book.pin(TierPin(given.tier_pin.tier, given.tier_pin.until.value))
        for day in given.days:
            book.add_to_day(day.on.value, day.net_rial, day.points)
        book.terms = [_term_at_first(book, term, self.ruleset) for term in given.memberships]
        for coupon in given.coupons:
            last = coupon.expires_on.value if coupon.expires_on else NEVER
            issued = coupon.issued_on.value if coupon.issued_on else instant_of(self.now).day
            book.coupons[coupon.id] = Coupon(coupon.id, coupon.plan, issued, last)
        self._begin_account(given, joined)

    def _begin_account(self, given: MemberAtFirst, joined: datetime) -> None:
        lots = sorted(given.lots, key=lambda lot: lot.earned.value if lot.earned else joined)
        for lot in lots:
            # No two lots of the beginning have one name, whoever has them: their members may turn out to be one person.
            self._begun += 1
            stamp = Stamp(0, instant_of(lot.earned.value if lot.earned else joined))
            life = LotTerms(
                int(lot.spendable_from.value.timestamp() * 1_000) if lot.spendable_from else 0,
                lot.expires_on.value if lot.expires_on else NEVER,
            )
            self.post(stamp, given.id, self._begun, EntryKind.EARN, lot.points, life=life)
        if given.debt:
            self._begun += 1
            self.post(Stamp(0, instant_of(self.now)), given.id, self._begun, EntryKind.SPEND, -given.debt)


def _term_at_first(book: Book, given: MembershipAtFirst, ruleset: Ruleset) -> MembershipTerm:
    plan = ruleset.memberships[given.plan]
    return MembershipTerm(
        member=book.member,
        plan=given.plan,
        fee_rial=Rial(given.fee_rial),
        sold_on=given.first.value,
        first_day=given.first.value,
        last_day=given.last.value,
        grace_days=plan.grace_days,
        refundable=plan.refundable,
    )
