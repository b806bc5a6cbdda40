"""Short words for what a cashier does all day."""

from contextlib import contextmanager

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop

from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptLine
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.units import Rial, Thousandths
from vafa.domain.who import Who, by_mobile
from vafa.services.asking import Sale
from vafa.store.slips import Posting

SARA, OMID, NIMA = (by_mobile(mobile) for mobile in MOBILES[:3])


def sell(little: LittleShop, who: Who = SARA, rial: int = 1_000_000, **more: object) -> Posting:
    """A sale; what a `Sale` has belongs to the sale, everything else to the act."""
    asked = {name: more.pop(name) for name in Sale.__struct_fields__ if name in more}
    return little.shop.sell(Sale(who=who, amount_rial=rial, **asked), **more)


def number_of(posting: Posting) -> str:
    return posting.receipt.number


def account(little: LittleShop, who: Who = SARA) -> tuple[int, int, int]:
    """Spendable, pending, debt."""
    balance = little.shop.look_up(who).balance
    return balance.spendable, balance.pending, balance.debt


def publish(little: LittleShop, **programme: object) -> Programme:
    return little.shop.publish(write_programme(Programme(**programme))).programme


def line(sku: str, price_rial: int, pieces: int = 1) -> ReceiptLine:
    return ReceiptLine(sku, Thousandths(pieces * 1_000), Rial(price_rial))


def acts(little: LittleShop) -> int:
    return little.store.journal.count()


@contextmanager
def refused(code: str, **figures: object):
    """The block is refused with this code and at least these figures."""
    with pytest.raises(Refusal) as caught:
        yield caught
    told = caught.value.figures
    assert (caught.value.code, {name: told.get(name) for name in figures}) == (code, figures)


@contextmanager
def nothing_written(little: LittleShop):
    before = acts(little), little.store.head_label()
    yield
    assert (acts(little), little.store.head_label()) == before
