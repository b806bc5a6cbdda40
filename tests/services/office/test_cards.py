"""Issuing, blocking and replacing cards."""

from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, nothing_written, refused, sell

from vafa.domain.acts import BlockReason
from vafa.domain.card_code import code_digest, read_code
from vafa.domain.who import NOBODY, by_card, by_mobile
from vafa.services.office.issue_card import Blank, FreshCard


def issue(little: LittleShop, who=SARA) -> FreshCard:
    return little.shop.issue_card(who)


def test_a_card_works_and_its_code_is_kept_nowhere(little: LittleShop):
    card = issue(little)
    assert read_code(card.code).serial == card.serial
    assert sell(little, by_card(card.code)).receipt.points_earned == 10
    assert account(little, SARA) == (10, 0, 0)
    little.store.forget_deleted()
    assert card.code.encode() not in little.file_bytes()
    assert card.code[14:].encode() not in little.file_bytes()
    assert code_digest(card.code) in little.file_bytes()


def test_a_blocked_card_says_why_and_which_card_took_its_place(little: LittleShop, clock: HandClock):
    old = issue(little)
    sell(little, by_card(old.code))
    assert [card.serial for card in little.shop.block_card.by_serial(old.serial, BlockReason.STOLEN)] == [old.serial]
    with refused("card_blocked", serial=old.serial, reason="stolen", replaced_by=None):
        sell(little, by_card(old.code))
    clock.forward(minutes=1)
    new = issue(little)
    assert new.replaces == old.serial
    with refused("card_blocked", serial=old.serial, replaced_by=new.serial):
        little.shop.identify(old.code)
    assert account(little, by_card(new.code)) == (10, 0, 0)


def test_a_second_card_replaces_nothing(little: LittleShop):
    first, second = issue(little), issue(little)
    assert first.replaces is second.replaces is None
    assert account(little, by_card(first.code)) == account(little, by_card(second.code))


def test_each_blocked_card_is_replaced_once(little: LittleShop, clock: HandClock):
    old = issue(little)
    little.shop.block_card.by_serial(old.serial)
    clock.forward(minutes=1)
    assert issue(little).replaces == old.serial
    clock.forward(minutes=1)
    assert issue(little).replaces is None


def test_all_cards_of_a_member_are_blocked_at_once(little: LittleShop):
    cards = {issue(little).serial, issue(little).serial}
    others = issue(little, OMID)
    assert {card.serial for card in little.shop.block_card.of_member(SARA)} == cards
    assert little.shop.identify(others.code).member is not None
    with refused("no_card_to_block"):
        little.shop.block_card.of_member(SARA)


def test_a_blank_writes_nothing_and_works_only_when_issued(little: LittleShop):
    with nothing_written(little):
        blank = little.shop.issue_card.blank(SARA)
    with refused("card_unknown", serial=blank.serial):
        little.shop.identify(blank.code)
    assert little.shop.look_up(SARA).cards == []
    card = little.shop.issue_card(SARA, blank)
    assert (card.serial, card.code) == (blank.serial, blank.code)
    assert little.shop.identify(blank.code).member.mobile == SARA.mobile


def test_a_blank_is_refused_to_whom_no_card_could_be_issued(little: LittleShop):
    with refused("member_unknown"):
        little.shop.issue_card.blank(NOBODY)
    with refused("staff_unknown", number=9):
        little.shop.issue_card.blank(SARA, staff=9)


def test_what_cannot_be_blocked(little: LittleShop):
    card = issue(little)
    little.shop.block_card.by_serial(f" {card.serial[:5]} {card.serial[5:]} ")
    with nothing_written(little):
        with refused("card_already_blocked", reason="lost"):
            little.shop.block_card.by_serial(card.serial)
        with refused("card_unknown"):
            little.shop.block_card.by_serial("99999999999")
        with refused("member_unknown"):
            little.shop.block_card.of_member(NOBODY)
        with refused("member_unknown"):
            issue(little, by_mobile("09129999999"))


def test_a_blank_whose_serial_was_taken_meanwhile_is_refused(little: LittleShop):
    blank = little.shop.issue_card.blank(SARA)
    first = little.shop.issue_card(SARA, blank)
    with nothing_written(little), refused("card_serial_taken", serial=blank.serial):
        little.shop.issue_card(OMID, blank)
    assert little.shop.identify(first.code).member.mobile == SARA.mobile


def test_a_serial_drawn_twice_is_drawn_anew(little: LittleShop, monkeypatch):
    first = issue(little)
    drawn = Blank(first.serial, "1" + "01" + first.serial + "7" * 20)
    monkeypatch.setattr(little.shop.issue_card, "blank", lambda *_, **__: drawn)
    second = issue(little, OMID)
    assert second.serial != first.serial
    assert little.shop.identify(second.code).member.mobile == OMID.mobile
