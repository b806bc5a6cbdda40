"""The settings of a till, without a window: on a real shop and a printer on a real wire."""

import pytest
from tests.fakes.escpos_printer import FakePrinter, Faults
from tests.fakes.instant_runner import InstantRunner
from tests.fakes.little_shop import LittleShop

from vafa.devices.network_printer import NetworkPrinter
from vafa.domain.errors import Trouble
from vafa.services.office.try_printer import TryPrinter
from vafa.ui.settings_presenter import (
    SHOWN_SCANS,
    CameraChoice,
    Scan,
    ScanKind,
    SettingsPresenter,
    SettingsServices,
    Trial,
)


class Desk:
    """A presenter over a real shop, and what it told."""

    def __init__(self, little: LittleShop, printer: FakePrinter | None = None) -> None:
        def try_printer(address, language, dots):
            assert address == "10.0.0.9"
            assert printer is not None
            TryPrinter(little.store)(NetworkPrinter(printer.host, printer.port, 0.5), language, dots)

        self.runner = InstantRunner()
        self.looks, self.devices = [], []
        services = SettingsServices(
            little.shop.read_shop, little.shop.choose_devices, try_printer, lambda text: ScanKind(text)
        )
        self.presenter = SettingsPresenter(
            self.runner,
            services,
            little.shop.read_shop(),
            lambda _: None,
            self.looks.append,
            self.devices.append,
        )

    @property
    def state(self):
        return self.presenter.state


@pytest.fixture
def little(tmp_path):
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.shop.describe(name="مهرگان")
        yield little


def test_what_is_chosen_is_kept_and_told_once(little: LittleShop):
    desk = Desk(little)
    desk.presenter.choose_look(language="en")
    desk.presenter.choose_look(theme="dark", text_percent=130)
    desk.presenter.choose_look(theme="dark")
    assert [(told.language, told.theme, told.text_percent) for told in desk.looks] == [
        ("en", "system", 100),
        ("en", "dark", 130),
    ]
    view = little.shop.read_shop()
    assert (view.language, view.theme, view.text_percent) == ("en", "dark", 130)


def test_a_printer_is_kept_and_proved(little: LittleShop):
    with FakePrinter() as printer:
        desk = Desk(little, printer)
        desk.presenter.choose_printer(" 10.0.0.9 ", 384)
        assert little.shop.read_shop().printer == "10.0.0.9"
        desk.presenter.try_printer()
    assert desk.state.trial is Trial.DONE
    (job,) = printer.jobs
    assert job.picture.width == 384
    assert [told.printer for told in desk.devices] == ["10.0.0.9"]


def test_a_printer_in_trouble_says_which(little: LittleShop):
    with FakePrinter(Faults(cover_open=True)) as printer:
        desk = Desk(little, printer)
        desk.presenter.choose_printer("10.0.0.9", 576)
        desk.presenter.try_printer()
    assert desk.state.trial is Trial.FAILED
    assert desk.state.no is not None
    assert desk.state.no.code == "printer_cover_open"


def test_without_a_printer_nothing_is_tried(little: LittleShop):
    desk = Desk(little)
    desk.presenter.try_printer()
    assert desk.runner.asked == []


def test_a_full_disk_is_said(little: LittleShop):
    desk = Desk(little)
    desk.runner.fail("act", Trouble("disk_full"))
    desk.presenter.choose_look(theme="dark")
    assert desk.state.no is not None
    assert desk.state.no.code == "disk_full"
    assert desk.state.theme == "dark"


def test_scans_are_named_and_bounded(little: LittleShop):
    desk = Desk(little)
    for kind in ("card", "receipt", "other", "card", "other"):
        desk.presenter.scanned(kind)
    desk.presenter.garbage(10_000_000)
    assert len(desk.state.scans) == SHOWN_SCANS
    assert desk.state.scans[:2] == (Scan(ScanKind.GARBAGE, 10_000_000), Scan(ScanKind.OTHER, 5))


def test_opening_the_page_reads_what_others_changed(little: LittleShop):
    desk = Desk(little)
    little.shop.choose_devices(printer="10.0.0.7")
    little.shop.describe(branch="شعبهٔ ونک")
    desk.presenter.opened((CameraChoice("1", "USB"),))
    assert (desk.state.printer, desk.state.face.branch) == ("10.0.0.7", "شعبهٔ ونک")
    desk.presenter.choose_camera("1")
    desk.presenter.camera_saw()
    assert desk.state.camera_sees
    assert little.shop.read_shop().camera == "1"
