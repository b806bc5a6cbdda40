"""A shop's first minute: its name and its manager's PIN, in one step."""

import pytest
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import acts, nothing_written, refused

from vafa.domain.acts import ShopDescribed, StaffAdded
from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit


def test_one_step_makes_a_shop_that_can_be_signed_in_to(little: LittleShop, clock: HandClock):
    before = acts(little)
    founded = little.shop.found(" فروشگاه مهرگان ", "مینا رستگار", "۴۸۲۱", branch="ونک", till="۲")
    assert (founded.state.face.name, founded.state.face.branch, founded.state.face.till) == (
        "فروشگاه مهرگان",
        "ونک",
        "۲",
    )
    assert (founded.person.number, founded.person.role, founded.person.name) == (1, Role.MANAGER, "مینا رستگار")
    assert acts(little) == before + 2
    assert [type(act.body) for act in list(little.store.journal.acts())[-2:]] == [ShopDescribed, StaffAdded]
    assert {act.envelope.staff for act in list(little.store.journal.acts())[-2:]} == {founded.person.id}
    assert little.shop.sign_in(1, "4821").person == founded.person
    assert little.shop.read_shop().state == founded.state
    little.shop.rebuild()
    assert little.shop.sign_in(1, "4821").person == founded.person


def test_what_the_shop_said_of_itself_before_stays(little: LittleShop):
    little.shop.describe(name="Old", phone="021", unit=DisplayUnit.RIAL)
    state = little.shop.found("New", "Mina", "4821").state
    assert (state.face.name, state.face.phone, state.unit) == ("New", "021", DisplayUnit.RIAL)


def test_a_shop_is_founded_once(little: LittleShop):
    little.shop.found("Bazar", "Mina", "4821")
    with nothing_written(little), refused("already_founded"):
        little.shop.found("Bazar", "Mina", "4821")


@pytest.mark.parametrize(
    ("shop", "manager", "pin", "code"),
    [
        (" ", "Mina", "4821", "name_invalid"),
        ("Bazar", "\u200c", "4821", "name_invalid"),
        ("Bazar", "x" * 81, "4821", "name_invalid"),
        ("Bazar", "Mina", "482", "pin_invalid"),
        ("Bazar", "Mina", "۱۱۱۱", "pin_too_simple"),
        ("Bazar", "Mina", "87654321", "pin_too_simple"),
    ],
)
def test_what_founds_no_shop(little: LittleShop, shop: str, manager: str, pin: str, code: str):
    with nothing_written(little), refused(code):
        little.shop.found(shop, manager, pin)
    assert little.shop.list_staff() == []


def test_the_founders_pin_is_kept_nowhere(little: LittleShop):
    little.shop.found("Bazar", "Mina", "83610275")
    little.store.forget_deleted()
    assert b"83610275" not in little.file_bytes()
