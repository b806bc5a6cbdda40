"""Panels of later steps are made and painted before anybody waits for them."""

from tests.ui.counter.page_stage import shown, staged
from tests.ui.counter.state_samples import STATES
from tests.ui.window_waiting import until

from vafa.ui.parts import painted_once
from vafa.ui.parts.look import Look


def test_what_a_panel_is_made_of_is_drawn_before_it_is_shown(qapp, monkeypatch):
    drawn = []
    keep = painted_once._keep
    monkeypatch.setattr(painted_once, "_keep", lambda key, made: (drawn.append(key), keep(key, made)))
    painted_once._pictures.clear()
    painted_once._kept_pixels = 0
    with staged(qapp, Look()) as page:
        shown(page, STATES["idle"])
        first = len(drawn)
        page._making.start()
        until(lambda: not page._making.isActive())
        prepared = len(drawn)
        shown(page, STATES["sale"])
    assert prepared > first + 40
    assert len(drawn) - prepared < 50, "letters, names and figures; not the grounds, keys and icons"
