"""Parts in tests wear the plain look, calm, so that nothing is on its way somewhere when it is looked at."""

import pytest

from vafa.ui.parts.look import Look, load_fonts, wear


@pytest.fixture(scope="session")
def _fonts(qapp):
    qapp.setCursorFlashTime(0)
    load_fonts()


@pytest.fixture
def plain_look(_fonts):
    """Persian, light, 100 %, calm; whatever a test wears is taken off afterwards."""
    wear(Look(calm=True))
    yield
    wear(Look())
