"""The trial slip goes through the real wire, and leaves no trace in the spool."""

import pytest
from tests.documents.paper_reading import codes_in
from tests.fakes.escpos_printer import FakePrinter, Faults
from tests.fakes.little_shop import LittleShop

from vafa.devices.network_printer import NetworkPrinter
from vafa.documents.trial_slip import DIGITS
from vafa.domain.errors import Trouble
from vafa.services.office.try_printer import TryPrinter
from vafa.wording.catalogue import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width_dots", [576, 384])
def test_the_trial_comes_out_and_its_code_can_be_read(little: LittleShop, language, width_dots):
    little.shop.describe(name="فروشگاه مهرگان")
    with FakePrinter() as printer:
        TryPrinter(little.store)(NetworkPrinter(printer.host, printer.port), language, width_dots)
    (job,) = printer.jobs
    picture = job.picture
    assert picture.width == width_dots
    assert codes_in(picture) == [DIGITS]


def test_a_printer_without_paper_is_named_and_nothing_waits(little: LittleShop):
    with FakePrinter(Faults(paper_out=True)) as printer, pytest.raises(Trouble) as caught:
        TryPrinter(little.store)(NetworkPrinter(printer.host, printer.port, 0.3), "fa", 576)
    assert caught.value.code == "printer_no_paper"
    assert little.shop.print_slip.waiting() == []


def test_a_shop_without_a_name_prints_too(little: LittleShop):
    with FakePrinter() as printer:
        TryPrinter(little.store)(NetworkPrinter(printer.host, printer.port), "en", 384)
    assert len(printer.jobs) == 1
