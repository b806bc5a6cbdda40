"""The first start, without a window: on a real, empty shop."""

import pytest
from tests.fakes.instant_runner import InstantRunner
from tests.fakes.little_shop import LittleShop

from vafa.domain.roles import Role
from vafa.ui.first_start_presenter import Field, FirstStartPresenter


@pytest.fixture
def empty(tmp_path):
    with LittleShop(tmp_path / "shop", create=True) as little:
        yield little


def presenter_of(little: LittleShop, done: list[str]) -> FirstStartPresenter:
    return FirstStartPresenter(InstantRunner(), little.shop.found, lambda _: None, lambda: done.append("done"))


def test_one_step_founds_the_shop(empty: LittleShop):
    done: list[str] = []
    presenter_of(empty, done).go("فروشگاه مهرگان", "سارا محبی", "۲۵۸۰", "2580")
    assert done == ["done"]
    (hired,) = empty.shop.list_staff()
    assert (hired.person.name, hired.person.role, hired.has_pin) == ("سارا محبی", Role.MANAGER, True)
    assert empty.shop.read_shop().state.face.name == "فروشگاه مهرگان"
    assert empty.shop.sign_in(hired.person.number, "2580").person == hired.person


@pytest.mark.parametrize(
    ("shop", "manager", "pin", "again", "code", "wrong"),
    [
        ("", "سارا", "2580", "2580", "name_invalid", Field.SHOP),
        ("مهرگان", " ", "2580", "2580", "name_invalid", Field.MANAGER),
        ("مهرگان", "س" * 500, "2580", "2580", "name_invalid", Field.MANAGER),
        ("مهرگان", "سارا", "25", "25", "pin_invalid", Field.PIN),
        ("مهرگان", "سارا", "1234", "1234", "pin_too_simple", Field.PIN),
        ("مهرگان", "سارا", "2580", "2581", "pins_differ", Field.PIN_AGAIN),
    ],
)
def test_what_is_wrong_is_said_at_its_field(empty: LittleShop, shop, manager, pin, again, code, wrong):
    done: list[str] = []
    presenter = presenter_of(empty, done)
    presenter.go(shop, manager, pin, again)
    assert presenter.state.no is not None
    assert (presenter.state.no.code, presenter.state.wrong, presenter.state.founding) == (code, wrong, False)
    assert not done
    assert not empty.shop.list_staff()
