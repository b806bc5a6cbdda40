"""The settings of this till are kept, bounded, and read even when another version wrote them."""

import pytest
from tests.fakes.little_shop import LittleShop
from tests.services.desk import refused

from vafa.store.till_settings import TEXT_PERCENTS, Theme


def test_a_fresh_till_speaks_persian_and_is_quiet(little: LittleShop):
    view = little.shop.read_shop()
    assert (view.language, view.theme, view.text_percent) == ("fa", Theme.SYSTEM, 100)
    assert (view.calm_motion, view.sounds, view.camera, view.printer, view.paper_dots) == (False, False, "", None, 576)
    assert view.demo_pin == ""


def test_what_is_said_stays_and_the_rest_too(tmp_path):
    with LittleShop(tmp_path, create=True) as little:
        little.shop.choose_devices(language="en", theme="dark", text_percent=130, calm_motion=True)
        little.shop.choose_devices(sounds=True, camera="usb-1", printer="10.0.0.9", paper_dots=384)
        little.shop.choose_devices(calm_motion=False)
    with LittleShop(tmp_path) as little:
        view = little.shop.read_shop()
        assert (view.language, view.theme, view.text_percent) == ("en", Theme.DARK, 130)
        assert (view.calm_motion, view.sounds, view.camera) == (False, True, "usb-1")
        assert (view.printer, view.paper_dots) == ("10.0.0.9", 384)
        little.shop.choose_devices(camera="")
        assert little.shop.read_shop().camera == ""


@pytest.mark.parametrize("percent", TEXT_PERCENTS)
def test_every_size_of_text_is_possible(little: LittleShop, percent: int):
    little.shop.choose_devices(text_percent=percent)
    assert little.shop.read_shop().text_percent == percent


def test_what_is_not_possible_is_refused_and_nothing_changes(little: LittleShop):
    before = little.shop.read_shop()
    for said in ({"language": "de"}, {"theme": "pink"}, {"text_percent": 101}, {"text_percent": 0}, {"language": ""}):
        with refused("setting_unknown", setting=next(iter(said))):
            little.shop.choose_devices(sounds=True, **said)
    with refused("paper_unknown", dots=100):
        little.shop.choose_devices(paper_dots=100)
    with refused("text_too_long", field="camera"):
        little.shop.choose_devices(camera="x" * 301)
    assert little.shop.read_shop() == before


@pytest.mark.parametrize("name", ["language", "theme", "text_percent", "paper_dots", "calm_motion", "sounds"])
def test_what_another_version_wrote_is_as_if_nothing_had_been_said(little: LittleShop, name: str):
    before = little.shop.read_shop()
    little.store.database.run("INSERT INTO setting VALUES (?, 'of tomorrow')", (name,))
    assert little.shop.read_shop() == before


def test_a_printer_is_made_from_its_address(little: LittleShop):
    printer = little.shop.printer_at("10.0.0.9:9101")
    assert (printer.host, printer.port) == ("10.0.0.9", 9101)
    with refused("printer_not_set"):
        little.shop.printer_at("")
    with refused("printer_address_bad"):
        little.shop.printer_at("ten o'clock")
