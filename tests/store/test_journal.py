"""The journal stays as it is, and what this version cannot read waits for one that can."""

from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest
from tests.fakes.little_shop import MOBILES, LittleShop

from vafa.domain import acts
from vafa.domain.acts import PointsAdjusted
from vafa.domain.errors import Refusal
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale


class GiftGiven(PointsAdjusted, frozen=True, kw_only=True):
    """An act of a version to come."""

    occasion: str


class Odd(acts.Body, frozen=True, kw_only=True):
    """What another program might write under a kind of ours."""

    amount: str


class Versions:
    """Moves between the version of today and those to come."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def knows(self, kind: str, v: int, shape: type[acts.Body]) -> None:
        kinds = {**acts.KINDS, kind: (v, shape)}
        self._patch.setattr(acts, "KINDS", MappingProxyType(kinds))
        self._patch.setattr(acts, "KIND_OF", MappingProxyType({body: name for name, (_, body) in kinds.items()}))
        self._patch.setitem(acts._decoders, kind, msgspec.msgpack.Decoder(shape))

    def today(self) -> None:
        self._patch.undo()


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> Versions:
    return Versions(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        little.sell(0, 2_000_000)
        little.sell(1, 2_000_000)
    return tmp_path


def give(folder: Path, body: acts.Body) -> None:
    """An act of another version for the first member, as if it had just come from another till."""
    with LittleShop(folder) as little, little.store.act() as act:
        member = little.store.members.by_mobile(MOBILES[0])
        assert member
        act.post(body, member=member.id)


def test_it_cannot_be_changed(folder):
    with LittleShop(folder) as little:
        before = little.store.database.rows("SELECT * FROM journal")
        for statement in (
            "UPDATE journal SET moment_ms = 0",
            "DELETE FROM journal",
            "REPLACE INTO journal SELECT * FROM journal",
        ):
            with pytest.raises(RuntimeError, match="append-only"):
                little.store.database.run(statement)
        assert little.store.database.rows("SELECT * FROM journal") == before


class TestUnread:
    def test_an_act_of_a_newer_version_waits_and_redeeming_with_it(self, folder, versions):
        versions.knows("gift_given", 1, GiftGiven)
        give(folder, GiftGiven(points=50, occasion="nowruz"))
        versions.today()
        with LittleShop(folder) as little:
            little.shop.rebuild()  # as the older version would have taken it in
            shop, first = little.shop, by_mobile(MOBILES[0])
            assert little.points(0) == 20
            assert little.store.database.rows("SELECT kind, v FROM unread") == [("gift_given", 1)]
            for spend in (
                lambda: shop.redeem(first, 5),
                lambda: shop.sell(Sale(who=first, amount_rial=500_000, redeem=5)),
            ):
                with pytest.raises(Refusal, match="needs_update"):
                    spend()
            assert little.sell(0) == "F-3", "earning goes on"
            assert shop.redeem(by_mobile(MOBILES[1]), 5).receipt.number == "F-4", "and others redeem"
            assert shop.verify().sound
        versions.knows("gift_given", 1, GiftGiven)
        with LittleShop(folder) as little:
            assert little.points(0) == 80
            assert little.store.database.rows("SELECT * FROM unread") == []
            assert little.shop.redeem(by_mobile(MOBILES[0]), 75).receipt.number == "F-5"
            assert little.shop.verify().sound

    def test_a_newer_form_of_a_known_kind_waits_too(self, folder, versions):
        versions.knows("points_adjusted", 2, PointsAdjusted)
        give(folder, PointsAdjusted(points=50))
        versions.today()
        with LittleShop(folder) as little:
            little.shop.rebuild()
            assert little.points(0) == 20
            assert little.shop.verify().sound
        with LittleShop(folder) as little:
            assert little.points(0) == 20, "opening it again changes nothing"

    def test_a_body_that_does_not_fit_waits_and_does_not_stop_the_opening(self, folder, versions, monkeypatch):
        versions.knows("points_adjusted", 1, Odd)
        give(folder, Odd(amount="many"))
        versions.today()
        with LittleShop(folder) as little:
            little.shop.rebuild()
            assert little.store.database.value("SELECT count(*) FROM unread") == 1
        monkeypatch.setattr("vafa.store.opening.rebuild", lambda database: pytest.fail("there is nothing new to read"))
        with LittleShop(folder) as little:
            assert little.points(0) == 20


def test_an_older_form_is_read_through_its_upcasters(folder, versions, monkeypatch):
    give(folder, PointsAdjusted(points=7))
    versions.knows("points_adjusted", 3, GiftGiven)
    monkeypatch.setitem(acts.UPCASTS, ("points_adjusted", 1), lambda fields: {**fields, "reason": "yalda"})
    monkeypatch.setitem(
        acts.UPCASTS, ("points_adjusted", 2), lambda fields: {**fields, "occasion": fields.pop("reason")}
    )
    with LittleShop(folder) as little:
        bodies = [act.body for act in little.store.journal.acts("points_adjusted")]
        little.shop.rebuild()
        assert little.points(0) == 27
        assert little.shop.verify().sound
    assert bodies == [GiftGiven(points=7, occasion="yalda", standing=bodies[0].standing)]


@pytest.mark.parametrize("v", [-1, 0, 2, 2**40])
@pytest.mark.parametrize("kind", ["points_adjusted", "gift_given", ""])
def test_a_version_that_there_never_was_is_not_read(kind, v):
    assert acts.read_body(kind, v, b"\x80") is None


def test_letters_that_are_none_are_damage_and_no_accident():
    for data in (b"\x81\xa3\xff\xfe\xfdok", b"\x82\xa4mark\xa2\xc3\x28"):
        with pytest.raises(msgspec.DecodeError):
            acts.read_body("purchase_posted", 1, data)
