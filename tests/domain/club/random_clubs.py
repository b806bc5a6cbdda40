"""Made-up clubs for laws: programmes with everything that may stand in them, and a day's (or a year's) events."""

from typing import Any

from hypothesis import strategies as st
from tests.domain.club.played_stories import story

from vafa.domain.club.checking import ruleset_of
from vafa.domain.club.play import _answer
from vafa.domain.club.state import Club
from vafa.domain.club.story import read_story
from vafa.domain.club.telling import Result

CATALOGUE = {
    "tea": {"category": "food/hot", "price_rial": 333_000, "cost_rial": 210_000},
    "rice": {"category": "food", "price_rial": 1_270_000},
    "oil": {"category": "food", "price_rial": 810_100, "cost_rial": 790_000},
    "pot": {"category": "home", "price_rial": 2_450_000, "cost_rial": 1_000_000},
    "smoke": {"category": "tobacco", "price_rial": 150_000},
}
LOTS = [{"points": 30, "expires_on": "1405/10/05"}, {"points": 20}]
LOTS_POINTS = 50
MEMBERS = [
    {"id": "sara", "lots": LOTS, "wallet_rial": 900_000},
    {"id": "ali", "lots": LOTS, "referrer": "sara"},
    {"id": "reza", "lots": LOTS},
]
NAMES = ["sara", "ali", "reza"]
CARDS = [{"number": "77", "rial": 1_500_000}]

_MONTH, _ROLLING = {"kind": "month"}, {"kind": "rolling", "days": 30}
_windows = st.sampled_from([{}, _MONTH, _ROLLING, {"kind": "day"}])
_limit = st.one_of(
    st.fixed_dictionaries(
        {
            "of": st.just("points"),
            "most": st.integers(1, 60),
            "per": st.sampled_from(["member", "shop"]),
            "window": _windows,
        }
    ),
    st.fixed_dictionaries(
        {
            "of": st.just("uses"),
            "most": st.integers(1, 3),
            "per": st.sampled_from(["member", "shop"]),
            "window": _windows,
        }
    ),
    st.fixed_dictionaries({"of": st.just("points"), "most": st.integers(1, 60), "per": st.just("purchase")}),
)
_money_limit = st.fixed_dictionaries(
    {
        "of": st.just("rial"),
        "most": st.integers(1, 400_000),
        "per": st.sampled_from(["member", "shop"]),
        "window": _windows,
    }
)
_scope = st.sampled_from([{}, {}, {"products": ["tea", "oil"]}, {"categories": ["food"]}, {"except_products": ["pot"]}])
_when = st.sampled_from(
    [
        {},
        {},
        {"tiers": ["b", "c"]},
        {"min_amount_rial": 1_000_000},
        {"tenders": ["wallet", "gift_card"]},
        {"min_quantity": 2_000},
    ]
)
_number = st.integers(1, 9)
_earning = st.one_of(
    st.builds(
        lambda n, d: {"type": "points_per_amount", "points": n, "per_rial": d},
        _number,
        st.sampled_from([70_000, 33_333]),
    ),
    st.builds(lambda n: {"type": "points_per_unit", "points": n}, _number),
    st.builds(lambda n: {"type": "points_fixed", "points": n}, st.integers(1, 40)),
    st.builds(
        lambda n, d: {"type": "multiplier", "numerator": n, "denominator": d}, st.integers(4, 9), st.integers(1, 4)
    ),
)
_taking = st.one_of(
    st.builds(lambda n: {"type": "percent_off", "percent": n}, st.integers(1, 60)),
    st.builds(
        lambda n, cap: {"type": "percent_off", "percent": n, "cap_rial": cap},
        st.integers(1, 60),
        st.integers(1, 300_000),
    ),
    st.builds(lambda rial: {"type": "amount_off", "rial": rial}, st.integers(1, 2_000_000)),
    st.just({"type": "free_item", "sku": "tea"}),
    st.just({"type": "buy_get", "buy": 1, "get": 1, "percent": 50}),
)


@st.composite
def _rule(draw: st.DrawFn, number: int) -> dict[str, Any]:
    takes = draw(st.booleans())
    rule = {
        "id": f"r{number}",
        "give": draw(_taking if takes else _earning),
        "scope": draw(_scope),
        "when": draw(_when),
    }
    if not takes:
        rule["on"] = draw(st.sampled_from(["purchase", "purchase", "first_purchase", "visit"]))
        rule["adds"] = draw(st.booleans())
        rule["for_tier"] = draw(st.booleans())
    rule["limits"] = draw(st.lists(_money_limit if takes else _limit, max_size=1))
    rule["budget"] = draw(st.sampled_from(["", "", "purse"]))
    return rule


_FIXED_RULES = [
    {"id": "base", "give": {"type": "points_per_amount", "points": 1, "per_rial": 50_000}},
    {"id": "next", "give": {"type": "coupon", "plan": "next"}, "when": {"min_amount_rial": 1_500_000}},
    {"id": "up", "on": "tier_reached", "give": {"type": "points_fixed", "points": 5}},
    {"id": "one", "on": "referrer", "give": {"type": "points_fixed", "points": 7}},
    {"id": "two", "on": "referee", "give": {"type": "points_fixed", "points": 3}},
    {
        "id": "goal",
        "on": "period_target",
        "give": {"type": "points_fixed", "points": 11},
        "target": {"measure": "spend", "at_least": 3_000_000, "window": _MONTH},
    },
]
_CUT = {"id": "cut", "give": {"type": "multiplier", "numerator": 2, "denominator": 3}, "scope": {"products": ["tea"]}}


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, Any]:
    """A programme with tiers, multipliers, discounts, coupons, codes, limits, a budget, expiry, waiting and a guard."""
    rules = [draw(_rule(number)) for number in range(draw(st.integers(0, 4)))]
    made: dict[str, Any] = {
        "rules": [*_FIXED_RULES, *draw(st.sampled_from([[], [_CUT]])), *rules],
        "excluded": ["smoke"],
        "referral": {"min_amount_rial": 400_000},
        "coupons": [
            {"id": "next", "give": draw(_taking), "automatic": draw(st.booleans()), "life_days": 20},
            {"id": "code", "give": draw(_taking), "codes": ["YALDA"], "single_use": draw(st.booleans())},
        ],
        "rewards": [{"id": "mug", "points": 9, "give": {"type": "gift", "gift": "mug"}}],
        "tiers": {
            "tiers": [
                {"id": "a", "at_least": 0},
                {"id": "b", "at_least": 1_500_000},
                {"id": "c", "at_least": 5_000_000},
            ],
            "window": {"kind": "rolling", "days": 60},
            "holds": {"kind": "rolling", "days": 30},
            "grace_days": 5,
        },
        "budgets": [
            {"id": "purse", "rial": draw(st.integers(1_000, 900_000)), "from": "1405/01/01", "to": "1406/12/29"}
        ],
        "caps": draw(st.lists(_limit, max_size=1)),
        "vat": draw(st.sampled_from(["included", "excluded"])),
        "points_paid_earns": draw(st.booleans()),
        "money_off": {"rial_per_point": draw(st.sampled_from([1_000, 7_777])), "step_points": draw(st.integers(1, 3))},
        "expiry": draw(st.sampled_from([{"mode": "days", "days": 40}, {"mode": "never"}, {"mode": "season_end"}])),
        "pending_days": draw(st.sampled_from([0, 0, 2])),
    }
    if draw(st.booleans()):
        made["guard"] = {"most_percent": draw(st.integers(5, 90)), "on_receipts": True}
    return made


def event(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"event": st.just(kind), **fields})


_member = st.sampled_from(NAMES)
_which = st.integers(0, 9)
"""The last purchase (or merge) before the event, the one before that, and so on."""

_rial = st.integers(1, 40).map(lambda number: number * 123_457)
lines = st.lists(
    st.builds(
        lambda sku, much: {"sku": sku, "thousandths": much},
        st.sampled_from(list(CATALOGUE)),
        st.sampled_from([1_000, 2_000, 3_000, 1_250]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one["sku"],
)
purchases = st.one_of(
    event("purchase", member=_member, amount_rial=_rial),
    event(
        "purchase",
        member=_member,
        lines=lines,
        codes=st.sampled_from([[], ["YALDA"]]),
        coupons=st.sampled_from([[], [], ["next"]]),
        rewards=st.sampled_from([[], [], ["mug"]]),
        redeem=st.sampled_from([None, None, "max", 6]),
        override=st.booleans(),
    ),
)
refunds = st.one_of(
    event("refund", of=_which),
    event("refund", of=_which, amount_rial=_rial),
    event("refund", of=_which, lines=st.sampled_from([[{"sku": "tea"}], [{"sku": "rice", "thousandths": 500}]])),
)
others = st.one_of(
    event("quote", member=_member, lines=lines),
    event("redeem", member=_member, points=st.integers(1, 30)),
    event("redeem", member=_member, rewards=st.just(["mug"])),
    event("adjust", member=_member, points=st.integers(-9, 9), reason=st.just("x")),
    event("pin", member=_member, tier=st.sampled_from(["b", "c"]), until=st.just("1405/11/01")),
    event("merge", member=_member, into=_member),
    event("unmerge", of=_which),
    event("reassign", of=_which, member=_member, reason=st.just("x")),
    event("undo"),
    event("clock", days=st.integers(1, 50)),
)
events = st.lists(st.one_of(purchases, purchases, refunds, others), min_size=6, max_size=24)


def numbered(happens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events with names, and with the names that they speak of."""
    known: dict[str, list[str]] = {"purchase": [], "merge": []}
    named = []
    for place, one in enumerate(happens):
        if "of" in one:
            there = known["merge" if one["event"] == "unmerge" else "purchase"]
            one = {**one, "of": there[-1 - one["of"] % len(there)] if there else "nothing"}
        known.setdefault(one["event"], []).append(f"s{place}")
        named.append({**one, "id": f"s{place}"})
    return named


def written(programme: dict[str, Any], happens: list[dict[str, Any]]) -> bytes:
    """The story of a made-up club."""
    return story(*happens, programme=programme, members=MEMBERS, catalogue=CATALOGUE, gift_cards=CARDS)


def run(programme: dict[str, Any], happens: list[dict[str, Any]]) -> tuple[Club, list[Result]]:
    """Plays a made-up club; the club itself is left to look at."""
    told = read_story(written(programme, happens))
    club = Club(told, ruleset_of(told.programme, told.catalogue, "$.programme"))
    answers: dict[str, tuple[bytes, Result]] = {}
    return club, [_answer(club, n, one, answers) for n, one in enumerate(told.events, 1)]


def seen(club: Club) -> Any:
    """All that a club holds, but for the names of its acts."""
    books = {}
    for name, own in club.own.items():
        entries = [
            (one.kind, one.points, one.moment_ms, one.expires_on, one.spendable_from_ms) for one in own.purse.entries
        ]
        coupons = sorted((coupon.plan, coupon.expires_on) for coupon in own.coupons.values())
        books[name] = (entries, own.days, own.counts, coupons, own.wallet_rial, tuple(own.pins), tuple(own.terms))
    return books, dict(club.counts), dict(club.cards), dict(club.into), list(club.parked)
