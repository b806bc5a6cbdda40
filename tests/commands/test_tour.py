"""The tour works in the real windows and leaves what it promises; the window's options stand alone."""

import pytest

from vafa.__main__ import window_options
from vafa.commands import tour_drive, tour_story
from vafa.commands.tour_story import LOOKS, STEPS

A_FEW = {name: LOOKS[name] for name in (next(iter(LOOKS)), "en-dark-1920")}
"""Every language, theme and size once; that the counter fits in all the others is tested where the counter is."""


@pytest.mark.slow
def test_the_tour_leaves_pictures_and_papers(vafa, tmp_path, monkeypatch):
    from PIL import Image

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for module in (tour_story, tour_drive):
        monkeypatch.setattr(module, "LOOKS", A_FEW)
    said = vafa("tour", "tour", "--json")
    assert said.code == 0, said.err
    answer = said.json
    assert answer["screen"] == "offscreen"
    assert answer["steps"] == len(STEPS)
    assert len(answer["pictures"]) == sum(len(A_FEW) if step.main else 1 for step in STEPS)
    for file in answer["pictures"]:
        with Image.open(tmp_path / file) as picture:
            wanted = (1366, 768) if "-1366.png" in file else (1920, 1080)
            assert picture.size == wanted
            assert len(picture.getcolors(picture.width * picture.height)) > 50
    assert all((tmp_path / file).is_file() for file in answer["papers"])
    assert not (tmp_path / "tour" / "shop" / "reports").exists()


def test_a_folder_of_others_is_left_alone(vafa, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").touch()
    assert vafa("tour", "mine", "--json").json["code"] == "papers_not_ours"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([], {}),
        (["--shop", "x"], {"--shop": "x"}),
        (["--shop=x", "--lang", "en"], {"--shop": "x", "--lang": "en"}),
        (["--shop"], None),
        (["--shop", ""], None),
        (["--shop", "a", "--shop", "b"], None),
        (["--lang", "xx"], None),
        (["--help"], None),
        (["sell", "--shop", "x"], None),
        (["--json"], None),
    ],
)
def test_options_without_a_command_are_the_window_s(given, options):
    assert window_options(given) == options
