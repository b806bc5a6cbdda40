from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, number_of, refused, sell

from vafa.domain.acts import Channel, Consent
from vafa.domain.envelope import request_digest
from vafa.domain.personal import Profile
from vafa.domain.who import Who, by_card, by_mobile
from vafa.persian.jalali import Birthday
from vafa.services.asking import Sale

MOBILE, NAME = "09357776655", "شکوفه دلاوری"


def _forms(text: str) -> list[bytes]:
    return [text.encode(), text.encode("utf-16-le"), text[::-1].encode()]


def _traces(little: LittleShop) -> list[str]:
    """Which of the member's values can still be found in any file of the shop."""
    files = b"".join(file.read_bytes() for file in little.store.folder.glob("shop.vafa*"))
    words = [MOBILE, MOBILE[1:], NAME, *NAME.split(), "1369/02/24", "حساسیت"]
    return [word for word in words if any(form in files for form in _forms(word))]


def _enrol_and_live(little: LittleShop):
    who = by_mobile(MOBILE)
    consents = (Consent(Channel.SMS, True),)
    member = little.shop.enrol(MOBILE, name=NAME, birthday=Birthday(2, 24, 1369), consents=consents).member
    little.shop.issue_card(who)
    posting = sell(little, who, rial=10_000_000)
    sell(little, who, rial=50_000, redeem=20)
    little.shop.adjust(who, 5, "حساسیت به گرده")
    moved = sell(little, OMID)
    little.shop.reassign(number_of(moved), who, "حساسیت")
    little.shop.park(Sale(who=who, amount_rial=70_000))
    return member, posting


def test_nothing_that_names_the_member_is_left_in_the_files(little: LittleShop):
    _enrol_and_live(little)
    little.store.forget_deleted()
    assert MOBILE in _traces(little)
    assert NAME in _traces(little)
    little.shop.erase(by_mobile(MOBILE))
    assert _traces(little) == []
    assert little.shop.recall.all() == []


def test_nothing_is_left_of_many_either(little: LittleShop):
    """Whole pages become free, not only rows."""
    mobiles = [f"0935111{i:04d}" for i in range(80)]
    for mobile in mobiles:
        little.shop.enrol(mobile, name="نازنین " * 9)
    for mobile in mobiles:
        little.shop.erase(by_mobile(mobile))
    files = b"".join(file.read_bytes() for file in little.store.folder.glob("shop.vafa*"))
    left = [mobile for mobile in mobiles if mobile.encode() in files or mobile[::-1].encode() in files]
    assert left == []
    assert "نازنین".encode() not in files


def test_the_sums_stay_and_the_file_is_sound(little: LittleShop):
    member, posting = _enrol_and_live(little)
    entries = little.store.accounts.entries(member.id)
    little.shop.erase(by_mobile(MOBILE))
    assert little.store.accounts.entries(member.id) == entries
    receipt = little.shop.read_slip(number_of(posting))
    assert (receipt.member_name, receipt.member_mobile, receipt.points_earned) == ("", "", 100)
    assert little.shop.verify().faults == []
    little.shop.rebuild()
    assert little.shop.verify().faults == []
    assert _traces(little) == []


def test_nobody_is_found_any_more(little: LittleShop):
    code = little.shop.issue_card(SARA).code
    little.shop.erase(SARA)
    with refused("member_unknown"):
        sell(little, SARA)
    with refused("card_unknown"):
        sell(little, by_card(code))
    with refused("member_unknown"):
        little.shop.erase(SARA)
    assert little.shop.seek("Sara 0") == little.shop.seek(SARA.mobile or "") == []


def test_a_refund_of_an_erased_members_sale_goes_on(little: LittleShop):
    posting = sell(little, SARA)
    little.shop.erase(SARA)
    assert little.shop.take_back(number_of(posting)).receipt.points_clawed == 10


def test_the_mobile_is_free_for_a_new_member(little: LittleShop):
    sell(little, SARA)
    old = little.shop.look_up(SARA).member.id
    little.shop.erase(SARA)
    assert little.shop.enrol(SARA.mobile or "").member.id != old
    assert account(little, SARA) == (0, 0, 0)


def test_a_reason_about_the_first_member_goes_with_him_even_when_no_points_moved(little: LittleShop):
    who = by_mobile(little.shop.enrol(MOBILE, name=NAME).member.mobile)
    tiny = sell(little, who, rial=50_000)
    little.shop.reassign(number_of(tiny), SARA, "حساسیت")
    little.shop.erase(who)
    assert _traces(little) == []
    assert little.shop.verify().faults == []


def test_what_was_asked_under_a_key_does_not_give_the_mobile_away(little: LittleShop):
    """A digest of a mobile can be guessed back: there are too few mobiles."""
    little.shop.enrol(MOBILE, name=NAME, key="enrol")
    who = by_mobile(MOBILE)
    sell(little, who, key="sell")
    little.shop.adjust(who, 5, "حساسیت", key="adjust")
    asked = {row[0] for row in little.store.database.rows("SELECT digest FROM act_key")}
    sale = Sale(who=who, amount_rial=1_000_000)
    guesses = [
        request_digest("enrol", (Profile(MOBILE, NAME), (), Who())),
        request_digest("sell", sale),
        request_digest("adjust", (who, 5, "حساسیت")),
    ]
    assert len(asked) == 3
    assert not asked & set(guesses)


def test_a_key_still_tells_another_name_or_reason(little: LittleShop):
    little.shop.enrol(MOBILE, name=NAME, key="enrol")
    assert little.shop.enrol(MOBILE, name=NAME, key="enrol").repeated
    with refused("key_reused", key="enrol"):
        little.shop.enrol(MOBILE, name="شکوفه", key="enrol")
    little.shop.adjust(by_mobile(MOBILE), 5, "تأخیر", key="adjust")
    assert little.shop.adjust(by_mobile(MOBILE), 5, "تأخیر", key="adjust").repeated
    with refused("key_reused", key="adjust"):
        little.shop.adjust(by_mobile(MOBILE), 5, "هدیه", key="adjust")
