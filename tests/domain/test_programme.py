from datetime import date

import pytest
from msgspec import structs

from vafa.domain.errors import Refusal
from vafa.domain.evaluation import MemberFacts, evaluate
from vafa.domain.programme import (
    MAX_DOCUMENT_BYTES,
    EarnRule,
    Expiry,
    ExpiryMode,
    MoneyOff,
    Multiplier,
    PointsPerAmount,
    Programme,
    Vat,
    check_programme,
    read_programme,
    write_programme,
)
from vafa.domain.purchase import MAX_AMOUNT_RIAL, purchase_of
from vafa.domain.units import Points, Rial


def test_an_empty_document_is_the_programme_of_a_fresh_shop():
    assert read_programme(b"{}") == Programme()


def test_a_document_comes_back_as_it_was_written():
    programme = Programme(
        version=7,
        earn=(EarnRule("base", PointsPerAmount(Points(2), Rial(70_000))), EarnRule("silver", Multiplier(5, 4))),
        excluded_skus=("gift-card",),
        vat=Vat.EXCLUDED,
        vat_percent=9,
        points_paid_earns=True,
        money_off=MoneyOff(Rial(500)),
        expiry=Expiry(ExpiryMode.FIXED, on=date(2027, 3, 20)),
        pending_days=3,
        refund_grace_days=14,
    )
    assert read_programme(write_programme(programme)) == programme


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "programme_unreadable"),
        (b"[]", "programme_unreadable"),
        (b"\xff", "programme_unreadable"),
        (b'{"surprise": 1}', "programme_unreadable"),
        (b'{"earn": [{"id": "a", "effect": {"type": "gold"}}]}', "programme_unreadable"),
        (b'{"format": 2, "surprise": 1}', "programme_newer"),
        (b" " * (MAX_DOCUMENT_BYTES + 1), "programme_too_large"),
        (b"[" * 100_000, "programme_unreadable"),
    ],
)
def test_a_document_that_cannot_be_read_says_so(document: bytes, code: str):
    with pytest.raises(Refusal) as caught:
        read_programme(document)
    assert caught.value.code == code


_HUGE = 10**30


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"version": 0}, "version"),
        ({"money_off": MoneyOff(Rial(0))}, "money_off.rial_per_point"),
        ({"money_off": MoneyOff(Rial(_HUGE))}, "money_off.rial_per_point"),
        ({"refund_grace_days": 0}, "refund_grace_days"),
        ({"refund_grace_days": 5_000_000}, "refund_grace_days"),
        ({"pending_days": -1}, "pending_days"),
        ({"pending_days": 3_651}, "pending_days"),
        ({"vat_percent": -1}, "vat_percent"),
        ({"vat_percent": 101}, "vat_percent"),
        ({"earn": (EarnRule("a", PointsPerAmount()), EarnRule("a", Multiplier(2)))}, "earn[1].id"),
        ({"earn": (EarnRule("", PointsPerAmount()),)}, "earn[0].id"),
        ({"earn": (EarnRule("a", PointsPerAmount(Points(0))),)}, "earn[0].effect"),
        ({"earn": (EarnRule("a", PointsPerAmount(Points(1), Rial(0))),)}, "earn[0].effect"),
        ({"earn": (EarnRule("a", PointsPerAmount(Points(_HUGE), Rial(_HUGE))),)}, "earn[0].effect"),
        ({"earn": (EarnRule("a", Multiplier(1, 0)),)}, "earn[0].effect"),
        ({"earn": (EarnRule("a", PointsPerAmount(Points(1_001), Rial(1))),)}, "earn"),
        ({"earn": tuple(EarnRule(str(i), Multiplier(2)) for i in range(501))}, "earn"),
        ({"expiry": Expiry(ExpiryMode.DAYS)}, "expiry.days"),
        ({"expiry": Expiry(ExpiryMode.DAYS, days=0)}, "expiry.days"),
        ({"expiry": Expiry(ExpiryMode.DAYS, days=5_000_000)}, "expiry.days"),
        ({"expiry": Expiry(ExpiryMode.NEVER, days=5)}, "expiry.days"),
        ({"expiry": Expiry(ExpiryMode.FIXED)}, "expiry.on"),
        ({"expiry": Expiry(ExpiryMode.FIXED, on=date(9999, 12, 31))}, "expiry.on"),
        ({"expiry": Expiry(ExpiryMode.MONTH_END, on=date(2027, 1, 1))}, "expiry.on"),
    ],
)
def test_a_programme_that_could_not_run_is_refused_with_the_place(change: dict[str, object], place: str):
    with pytest.raises(Refusal) as caught:
        check_programme(structs.replace(Programme(), **change))
    assert (caught.value.code, caught.value.figures["place"]) == ("programme_invalid", place)
    assert caught.value.figures["mend"]


def test_the_most_generous_programme_and_the_largest_bill_fit_into_the_ledger():
    programme = Programme(earn=(EarnRule("a", PointsPerAmount(Points(500), Rial(1))), EarnRule("b", Multiplier(1))))
    check_programme(programme)
    award = evaluate(programme, MemberFacts(b"m" * 16), purchase_of(MAX_AMOUNT_RIAL), Rial(0))
    assert 0 < award.points < 2**60
