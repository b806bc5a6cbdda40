import json
from pathlib import Path

import pytest
from tests.fakes.little_shop import LittleShop
from tests.services.desk import SARA, nothing_written, refused, sell

from vafa.domain.acts import Channel, Consent
from vafa.domain.who import by_mobile
from vafa.persian.jalali import Birthday

VECTORS = json.loads((Path(__file__).parents[2] / "vectors.json").read_text("utf-8"))["mobile"]


@pytest.mark.parametrize("spelling", VECTORS["same"])
def test_one_mobile_is_one_member_however_it_is_written(little: LittleShop, spelling: str):
    first = little.shop.enrol(VECTORS["canonical"], name="مریم رضایی").member
    with nothing_written(little), refused("already_member", member=first.id.hex(), name="مریم رضایی"):
        little.shop.enrol(spelling)
    assert little.shop.look_up(by_mobile(spelling)).member.id == first.id


@pytest.mark.parametrize("spelling", [*VECTORS["invalid"], "", "0912" * 50])
def test_what_is_no_mobile_is_refused(little: LittleShop, spelling: str):
    with nothing_written(little), refused("mobile_invalid"):
        little.shop.enrol(spelling)


def test_the_same_key_is_the_same_enrolment(little: LittleShop):
    asked = {"name": "Mina", "birthday": Birthday(2, 24, 1369), "consents": (Consent(Channel.SMS, True),)}
    first = little.shop.enrol("09121234567", **asked, referrer=SARA, key="e")
    with nothing_written(little):
        again = little.shop.enrol("۰۹۱۲ ۱۲۳ ۴۵۶۷", **asked, referrer=SARA, key="e")
        assert (again.member, again.repeated) == (first.member, True)
        with refused("key_reused"):
            little.shop.enrol("09121234567", name="Nina", key="e")


def test_a_name_is_one_plain_line(little: LittleShop):
    assert little.shop.enrol("09121234567", name=" مریم\n\u202eرضایی ").member.name == "مریم رضایی"
    with refused("name_invalid"):
        little.shop.enrol("09121234568", name="ن" * 81)


def test_a_referrer_has_to_be_a_member(little: LittleShop):
    with nothing_written(little), refused("member_unknown"):
        little.shop.enrol("09121234567", referrer=by_mobile("09129999999"))


def test_somebody_new_is_found_at_once(little: LittleShop):
    little.shop.enrol("09121234567", name="علي رضائي")
    for text in ("علی", "رضایی", "4567", "0912123", "ali-not"):
        found = [member.mobile for member in little.shop.seek(text)]
        assert ("09121234567" in found) == (text != "ali-not")
    assert sell(little, by_mobile("09121234567")).receipt.points_earned == 10
