"""The open purchase survives a kill, and is posted once."""

from pathlib import Path

import msgspec
import pytest
from tests.fakes.little_shop import LittleShop
from tests.services.desk import NIMA, OMID, SARA, line, nothing_written, refused
from tests.simulation import till_process
from tests.simulation.till_process import Till

from vafa.domain.who import NOBODY, by_card, by_mobile
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft

DRAFT = Draft(Sale(who=SARA, amount_rial=900_000, lines=(line("tea", 1_000_000),), redeem="max"), "k-1", 7)


def test_what_is_open_comes_back_as_it_was_and_moves_nothing(little: LittleShop):
    with nothing_written(little):
        assert little.shop.draft_sale.read() is None
        little.shop.draft_sale.save(Draft(Sale(who=NOBODY, amount_rial=0), "k-0"))
        little.shop.draft_sale.save(DRAFT)
        assert little.shop.draft_sale.read() == DRAFT
        little.shop.draft_sale.drop()
        assert little.shop.draft_sale.read() is None


def test_it_is_there_after_opening_again(tmp_path):
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
        little.shop.draft_sale.save(DRAFT)
    with LittleShop(tmp_path) as little:
        assert little.shop.draft_sale.read() == DRAFT


@pytest.mark.parametrize(
    ("older", "parked"),
    [
        (Draft(Sale(who=SARA, amount_rial=900_000), "k-1"), [900_000]),
        (Draft(Sale(who=SARA, amount_rial=900_000), "k-2"), []),
        (DRAFT, []),
    ],
)
def test_a_purchase_that_nobody_has_been_told_of_is_parked_not_lost(
    little: LittleShop, older: Draft, parked: list[int]
):
    little.shop.draft_sale.save(older)
    newer = Draft(Sale(who=NOBODY, amount_rial=5_000), "k-2")
    for _ in range(2):
        little.shop.draft_sale.save(newer, unread=True)
    assert little.shop.draft_sale.read() == newer
    assert [one.amount_rial for one in little.shop.recall.all()] == parked


def test_keys_are_never_the_same(little: LittleShop):
    assert len({little.shop.draft_sale.fresh_key() for _ in range(50)}) == 50


def test_an_erasure_takes_it_along_however_the_member_was_named(little: LittleShop):
    drafts = little.shop.draft_sale
    card = by_card(little.shop.issue_card(NIMA).code)
    drafts.save(Draft(Sale(who=card, amount_rial=5), "k"))
    little.shop.erase(SARA)
    assert drafts.read() is not None
    little.shop.erase(NIMA)
    assert drafts.read() is None
    drafts.save(Draft(Sale(who=OMID, amount_rial=5), "k"))
    little.shop.erase(OMID)
    assert drafts.read() is None
    with refused("member_unknown"):
        drafts.save(Draft(Sale(who=OMID, amount_rial=5), "k"))
    assert OMID.mobile.encode() not in little.file_bytes()


def test_a_restored_shop_knows_no_open_purchase(little: LittleShop, tmp_path):
    little.shop.draft_sale.save(DRAFT)
    copy = little.shop.back_up(tmp_path / "copy.vafa").file
    little.shop.sell(DRAFT.sale, key=DRAFT.key)
    little.shop.restore(copy)
    assert little.shop.draft_sale.read() is None


@pytest.mark.parametrize("data", [b"", b"\xc1", msgspec.msgpack.encode((None, b"\xc1")), b"\x93\x01\x02\x03"])
def test_one_that_cannot_be_read_is_none(little: LittleShop, data: bytes):
    little.store.database.run("INSERT INTO draft VALUES (1, ?, 0)", (data,))
    assert little.shop.draft_sale.read() is None
    little.shop.erase(SARA)
    little.shop.draft_sale.save(Draft(Sale(amount_rial=5), "k"))
    assert little.shop.draft_sale.read() is not None


def kill_around_finishing(folder: Path, kills: int) -> tuple[int, int]:
    """Kills a till that saves, sells and drops; returns how often the sale was posted, and how often still open."""
    posted = opened = 0
    for i in range(kills):
        till = Till(till_process.finish_drafts, folder)
        assert till.hears() == "open"
        for _ in range(i % 4):
            till.hears()
        till.hears((i * 37 % 101) / 20_000)
        told = till.kill()[1:]
        with LittleShop(folder) as little:
            draft = little.shop.draft_sale.read()
            keys = {key for word, key in told if word == "saved"}
            done = {key for key in keys if little.shop.recall.finished(key) is not None}
            assert {key for word, key in told if word == "posted"} <= done
            left = {draft.key} - done if draft is not None else set()
            if draft is not None and little.shop.recall.finished(draft.key) is None:
                opened += 1
                again = little.shop.sell(draft.sale, key=draft.key)
                assert little.shop.sell(draft.sale, key=draft.key).event_id == again.event_id
            elif draft is not None:
                posted += 1
            assert keys - done <= left, "never none: what was saved is posted or still open"
            little.shop.draft_sale.drop()
            amounts = little.store.database.rows("SELECT amount_rial, count(*) FROM receipt GROUP BY 1")
            assert all(count == 1 for _, count in amounts), "never both"
    with LittleShop(folder) as little:
        assert little.shop.verify().faults == []
    return posted, opened


@pytest.fixture
def folder(tmp_path):
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol()
    return tmp_path / "shop"


def test_killed_around_finishing_there_is_one_posting_or_the_open_purchase(folder):
    posted, opened = kill_around_finishing(folder, 8)
    assert posted + opened > 0


@pytest.mark.slow
def test_killed_eighty_times_around_finishing(folder):
    posted, opened = kill_around_finishing(folder, 80)
    assert posted > 3
    assert opened > 3


def test_the_mobile_of_nobody_is_not_kept(little: LittleShop):
    with refused("member_unknown"):
        little.shop.draft_sale.save(Draft(Sale(who=by_mobile("09351112233"), amount_rial=5), "k"))
