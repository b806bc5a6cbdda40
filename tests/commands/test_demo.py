"""A made-up shop is believable, sound, and the same for the same seed and date."""

import shutil

import pytest
from tests.fakes.little_shop import LittleShop

from vafa.__main__ import main
from vafa.domain.who import by_mobile

UNTIL = ("--until", "1405/08/01", "--members", "12")


@pytest.fixture(scope="module")
def demo_shop(tmp_path_factory):
    """The folder of a small demo, to be copied: making one takes longer than a test."""
    folder = tmp_path_factory.mktemp("demo") / "shop"
    assert main(["demo", *UNTIL, "--shop", str(folder)]) == 0
    return folder


@pytest.fixture
def made(vafa, demo_shop, tmp_path):
    """A small demo in the shop's folder."""
    shutil.copytree(demo_shop, tmp_path / "shop")
    return vafa


def test_same_seed_and_date_same_shop(made, vafa, tmp_path):
    with LittleShop(tmp_path / "shop") as little:
        one = little.store.head_label()
    two = vafa("demo", *UNTIL, "--shop", "two", "--json").json
    other = vafa("demo", *UNTIL, "--seed", "2", "--shop", "other", "--json").json
    assert one == two["head"]
    assert one != other["head"]


def test_it_is_sound_and_open_for_business(made):
    assert made("verify", "--json").json["members"] == 12
    hit = made("show", "--name", "09", "--json").json["hits"][0]
    assert made("sell", "--mobile", hit["mobile"], "--amount", "500000", "--redeem", "max").code == 0


def test_somebody_owes_and_a_card_was_replaced(made):
    members = made("show", "--name", "09", "--json").json["hits"]
    accounts = [made("show", "--mobile", member["mobile"], "--json").json for member in members]
    assert any(account["debt"] for account in accounts)
    assert any(account["cards"] for account in accounts)
    assert len({account["name"] for account in accounts}) > 6


def test_it_has_what_a_cashier_may_meet_and_tells_its_pin(made, tmp_path):
    with LittleShop(tmp_path / "shop") as little:
        shop = little.shop
        assert shop.read_shop().demo_pin == "1234"
        assert shop.sign_in(1, shop.read_shop().demo_pin)
        waiting = shop.recall.all()
        assert [bool(one.name) for one in waiting] == [True, False]
        seen = [shop.look_up(by_mobile(hit.member.mobile)) for hit in shop.find_hits("09", 50).hits]
        assert any(one.note for one in seen)
        assert (8, 4) in {(one.birthday.month, one.birthday.day) for one in seen if one.birthday}
        assert any(card.blocked and card.replaced_by for one in seen for card in one.cards)
        assert shop.read_day().receipts == 0


def test_it_never_touches_a_shop_that_is_there(made):
    assert made("demo", *UNTIL, "--json").json["code"] == "shop_exists"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--until", "1500/01/01"), "day_in_future"),
        (("--until", "1404/12/30"), "date_invalid"),
        (("--members", "0"), "too_many_members"),
        (("--members", "many"), "not_a_number"),
        (("--papers", "."), "papers_not_ours"),
    ],
)
def test_what_cannot_be_is_refused(vafa, tmp_path, options, code):
    (tmp_path / "mine.txt").touch()
    assert vafa("demo", *options, "--json").json["code"] == code
    assert not (tmp_path / "shop").exists()


def test_papers_are_made_twice(vafa, tmp_path):
    for _ in range(2):
        said = vafa("demo", *UNTIL, "--papers", "papers", "--json").json
        assert {path.name for path in (tmp_path / "papers").iterdir()} == {
            "made-by-vafa-demo",
            "shop",
            *(file.removeprefix("papers/") for file in said["files"]),
        }
    assert vafa("verify", "--shop", "papers/shop", "--json").json["sound"] is True
    assert len(said["files"]) == 12
