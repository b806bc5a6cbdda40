"""All tiers at once: the same as each by itself, and who rose or fell since."""

from random import Random

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.services.desk import NIMA, OMID, SARA, nothing_written, number_of, publish, refused, sell

from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PointsPerAmount
from vafa.domain.rulebook.kinds import Measure, Window, WindowKind
from vafa.domain.rulebook.plans import Rule, Tier, TierPlan
from vafa.domain.who import by_mobile

BASE = Rule(id="base", give=PointsPerAmount())
STEPS = (Tier("bronze", 0), Tier("silver", 3_000_000), Tier("gold", 9_000_000))
TIERS = TierPlan(tiers=STEPS, window=Window(WindowKind.ROLLING, 30), holds=Window(WindowKind.ROLLING, 30), grace_days=0)


def counts(little: LittleShop) -> dict[str, int]:
    return {row.tier: row.members for row in little.shop.review_tiers().tiers}


def one_by_one(little: LittleShop) -> dict[str, int]:
    found = dict.fromkeys((tier.id for tier in STEPS), 0)
    for mobile in MOBILES:
        found[little.shop.glance(by_mobile(mobile)).tier.standing.tier] += 1
    return found


def moved(little: LittleShop) -> tuple[int, int, set[tuple[str, str, str]]]:
    report = little.shop.review_tiers()
    return report.rose, report.fell, {(one.member.mobile[-1], one.before, one.after) for one in report.moved}


def test_who_rose_and_who_fell_since_the_last_review(little: LittleShop, clock: HandClock):
    publish(little, rules=(BASE,), tiers=TIERS)
    assert counts(little) == {"bronze": 8, "silver": 0, "gold": 0}
    sold = sell(little, SARA, 4_000_000)
    sell(little, OMID, 10_000_000)
    assert moved(little) == (2, 0, {("0", "bronze", "silver"), ("1", "bronze", "gold")})
    assert moved(little) == (0, 0, set()), "nothing since"
    little.shop.take_back(number_of(sold))
    little.shop.pin_tier(NIMA, "gold", clock.now().date(), "a friend")
    assert moved(little) == (1, 1, {("0", "silver", "bronze"), ("2", "bronze", "gold")})
    clock.forward(days=40)
    assert moved(little) == (0, 2, {("1", "gold", "bronze"), ("2", "gold", "bronze")})


@pytest.mark.parametrize("measure", [Measure.SPEND, Measure.POINTS, Measure.VISITS])
def test_a_review_says_what_each_member_is_told(little: LittleShop, clock: HandClock, measure: Measure):
    scale = {Measure.SPEND: 1_000_000, Measure.POINTS: 10, Measure.VISITS: 1}[measure]
    steps = (Tier("bronze", 0), Tier("silver", 3 * scale), Tier("gold", 6 * scale))
    plan = TierPlan(
        tiers=steps,
        measure=measure,
        window=Window(WindowKind.ROLLING, 30),
        holds=Window(WindowKind.MONTH),
        grace_days=3,
    )
    publish(little, rules=(BASE,), tiers=plan)
    random, sold = Random(measure.value), []
    for _ in range(12):
        for _ in range(4):
            who = by_mobile(random.choice(MOBILES[:5]))
            sold.append(number_of(sell(little, who, random.randrange(100_000, 1_900_000))))
        if random.random() < 0.5:
            little.shop.undo(sold[-1])
        if random.random() < 0.5:
            little.shop.take_back(sold[-2])
        clock.forward(days=random.choice([1, 2, 9]))
        assert counts(little) == one_by_one(little)


def test_other_tiers_are_reviewed_anew(little: LittleShop):
    publish(little, rules=(BASE,), tiers=TIERS)
    sell(little, SARA, 4_000_000)
    counts(little)
    lower = TierPlan(tiers=(Tier("bronze", 0), Tier("silver", 3_000_000), Tier("gold", 4_000_000)))
    publish(little, rules=(BASE,), tiers=lower)
    assert moved(little) == (1, 0, {("0", "silver", "gold")})


def test_without_tiers_there_is_nothing_to_review(little: LittleShop):
    with nothing_written(little), refused("no_tiers"):
        little.shop.review_tiers()


def test_an_erased_member_is_in_no_tier(little: LittleShop):
    publish(little, rules=(BASE,), tiers=TIERS)
    sell(little, SARA, 4_000_000)
    little.shop.erase(SARA)
    assert counts(little) == {"bronze": 7, "silver": 0, "gold": 0}


def test_a_pin_needs_a_tier_a_day_a_reason_and_a_member(little: LittleShop, clock: HandClock):
    publish(little, rules=(BASE,), tiers=TIERS)
    today = clock.now().date()
    with nothing_written(little):
        with refused("tier_unknown", tier="platinum", known="bronze silver gold"):
            little.shop.pin_tier(SARA, "platinum", today, "x")
        with refused("tier_pin_past"):
            little.shop.pin_tier(SARA, "gold", today.replace(year=2025), "x")
        with refused("reason_missing"):
            little.shop.pin_tier(SARA, "gold", today, " ")
    place = little.shop.pin_tier(SARA, "gold", today, "a friend")
    assert (place.standing.tier, place.standing.held_until_day) == ("gold", today.toordinal())
    assert little.shop.glance(SARA).tier.title == "gold"
    assert little.shop.pin_tier(SARA, "", today, "no more").standing.tier == "bronze"


def test_a_built_in_programme_has_no_place_among_tiers(little: LittleShop):
    assert little.shop.read_shop().programme == Programme(version=0)
    assert little.shop.glance(SARA).tier is None
