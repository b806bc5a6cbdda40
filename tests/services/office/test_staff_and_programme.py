"""Who may do what, and which programme runs."""

import pytest
from tests.fakes.little_shop import LittleShop
from tests.services.desk import NIMA, OMID, SARA, nothing_written, number_of, publish, refused, sell

from vafa.domain.roles import Role
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PointsFixed, PointsPerAmount
from vafa.domain.rulebook.plans import Rule, Tier, TierPlan, Trigger
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.services.asking import Sale


@pytest.fixture
def team(little: LittleShop) -> dict[Role, int]:
    return {role: little.shop.hire(f"Ava {role}", role).person.number for role in Role}


def test_a_cashier_does_the_work_of_the_counter(little: LittleShop, team: dict[Role, int]):
    by = team[Role.CASHIER]
    first = sell(little, rial=10_000_000, staff=by)
    little.shop.undo(number_of(sell(little, staff=by)), staff=by)
    little.shop.reassign(number_of(first), OMID, "x", staff=by)
    little.shop.redeem(OMID, 5, staff=by)
    little.shop.take_back(number_of(first), staff=by)
    little.shop.enrol("09351234567", staff=by)
    little.shop.issue_card(NIMA, staff=by)
    little.shop.block_card.of_member(NIMA, staff=by)
    little.shop.park(Sale(amount_rial=5), staff=by)
    staff_ids = {act.envelope.staff for act in list(little.store.journal.acts())[-8:]}
    assert staff_ids == {little.store.people.by_number(by).id}


def test_what_a_role_may_not_is_refused_before_anything_is_written(little: LittleShop, team: dict[Role, int]):
    cashier, supervisor, manager = (team[role] for role in Role)
    shop = little.shop
    with nothing_written(little):
        with refused("not_allowed", role="cashier", needs="supervisor"):
            shop.adjust(SARA, 5, "x", staff=cashier)
        for by in (cashier, supervisor):
            with refused("not_allowed", needs="manager"):
                shop.erase(SARA, staff=by)
            with refused("not_allowed", needs="manager"):
                shop.hire("X", Role.MANAGER, staff=by)
            with refused("not_allowed", needs="manager"):
                shop.publish(b"{}", staff=by)
            with refused("not_allowed", needs="manager"):
                shop.describe(name="X", staff=by)
        with refused("staff_unknown", number=99):
            sell(little, staff=99)
    shop.adjust(SARA, 5, "x", staff=supervisor)
    shop.publish(b"{}", staff=manager)
    shop.erase(SARA, staff=manager)


def test_a_pin_is_digits_and_is_kept_as_a_verifier_only(little: LittleShop):
    hired = little.shop.hire("Ava", Role.CASHIER, "۸۳۶۱۰۲۷")
    assert hired.has_pin
    little.shop.reset_pin(hired.person.number, "9275463")
    little.store.forget_deleted()
    assert not {pin for pin in (b"8361027", b"9275463") if pin in little.file_bytes()}
    for pin in ("", "123", "123456789", "12a4"):
        with nothing_written(little), refused("pin_invalid"):
            little.shop.reset_pin(hired.person.number, pin)
    with refused("staff_unknown"):
        little.shop.reset_pin(77, "1234")


def test_a_programme_that_could_not_run_leaves_the_running_one(little: LittleShop):
    running = publish(little, vat_percent=9)
    with nothing_written(little):
        with refused("programme_unreadable", place="money_off.rial_per_point", mend="at_least"):
            little.shop.publish(b'{"money_off": {"rial_per_point": 0}}')
        with refused("programme_invalid", place="tiers.tiers[0].at_least"):
            tiers = TierPlan(tiers=(Tier("silver", 5),))
            little.shop.publish(write_programme(Programme(tiers=tiers)))
        with refused("programme_unreadable"):
            little.shop.publish(b"{")
    assert little.shop.read_shop().programme == running
    assert publish(little).version == running.version + 1
    assert little.shop.publish(write_programme(Programme(version=70))).programme.version == running.version + 2


def test_what_a_shop_cannot_set_off_yet_is_said_when_it_is_published(little):
    form = Rule(id="form", trigger=Trigger.FORM_COMPLETED, about="taste", give=PointsFixed(5))
    rice = Rule(id="rice", give=PointsPerAmount(), scope=Scope(categories=("rice",)))
    products = Rule(id="tea", give=PointsPerAmount(), scope=Scope(products=("tea",)))
    programme = Programme(
        rules=(Rule(id="base", give=PointsPerAmount()), form, rice, products),
        forms=("taste",),
        excluded_categories=("tobacco",),
    )
    warnings = little.shop.publish(write_programme(programme)).warnings
    assert [(told.place, told.names) for told in warnings if told.mend == "not_served"] == [
        ("rules[1].on", {"trigger": "form_completed"})
    ]
    assert [told.place for told in warnings if told.mend == "no_categories"] == [
        "rules[2].scope",
        "excluded_categories",
    ]
