from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, acts, nothing_written, refused

from vafa.domain.acts import MemberNoted
from vafa.domain.roles import Role

GLUTEN = "نان بدون گلوتن می‌خواهد"


def note(little: LittleShop) -> str:
    return little.shop.look_up(SARA).note


def test_a_note_is_seen_replaced_and_taken_away(little: LittleShop):
    done = little.shop.note(SARA, f"  {GLUTEN}\n")
    assert (done.note, done.member.name) == (GLUTEN, "Sara 0")
    assert note(little) == little.shop.look_up.glance(SARA).note == GLUTEN
    assert little.shop.look_up(OMID).note == ""
    little.shop.note(SARA, "سلام")
    assert note(little) == "سلام"
    little.shop.note(SARA, "")
    assert note(little) == ""


def test_the_text_stands_beside_the_journal_and_who_wrote_it_inside(little: LittleShop):
    little.shop.hire("Mina", Role.CASHIER)
    little.shop.note(SARA, GLUTEN, staff=1)
    *_, act = little.store.journal.acts("member_noted")
    assert isinstance(act.body, MemberNoted)
    assert act.body.personal is not None
    assert GLUTEN.encode() in act.payload
    data = little.store.database.value("SELECT envelope FROM journal WHERE kind = 'member_noted'")
    assert GLUTEN.encode() not in data
    assert act.envelope.staff == little.store.people.by_number(1).id


def test_the_same_note_again_is_not_journalled(little: LittleShop):
    little.shop.note(SARA, GLUTEN)
    with nothing_written(little):
        assert little.shop.note(SARA, GLUTEN).note == GLUTEN
        assert little.shop.note(OMID, "").note == ""


def test_a_retry_changes_nothing(little: LittleShop):
    little.shop.note(SARA, "one", key="k")
    little.shop.note(SARA, "two")
    with nothing_written(little):
        assert little.shop.note(SARA, "one", key="k").note == "two"
        with refused("key_reused"):
            little.shop.note(SARA, "three", key="k")
        with refused("key_reused"):
            little.shop.note(OMID, "one", key="k")


def test_it_survives_a_rebuild_and_not_an_erasure(little: LittleShop):
    little.shop.note(SARA, "only here GLUTEN")
    little.shop.note(OMID, "another")
    little.shop.rebuild()
    assert note(little) == "only here GLUTEN"
    little.shop.erase(SARA)
    assert b"only here GLUTEN" not in little.file_bytes()
    little.shop.rebuild()
    assert little.shop.look_up(OMID).note == "another"
    assert little.store.database.rows("SELECT note FROM member WHERE erased = 1") == [("",)]


def test_what_is_too_long_or_about_nobody_is_refused(little: LittleShop):
    before = acts(little)
    with refused("text_too_long", field="note", limit=120):
        little.shop.note(SARA, "x" * 121)
    little.shop.erase(OMID)
    with refused("member_unknown"):
        little.shop.note(OMID, "x")
    with refused("staff_unknown"):
        little.shop.note(SARA, "x", staff=9)
    assert acts(little) == before + 1
    assert note(little) == ""
