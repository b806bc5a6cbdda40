"""A warning in the log fails the test that made it, whether it came before, in or after the test."""

import pytest
from tests.house.tree import ROOT

pytest_plugins = ["pytester"]

TEST = """
import logging
import pytest

@pytest.fixture
def around():
    {before}
    yield
    {after}

def test_it(around, caplog):
    {inside}
"""
WARN = "logging.getLogger('x').warning('loud')"
QUIET = {"before": "pass", "inside": "pass", "after": "pass"}


@pytest.fixture(autouse=True)
def _without_other_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading what windows need takes longer than the test."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester: pytest.Pytester, **parts: str) -> dict[str, int]:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(TEST.format(**QUIET | parts))
    return pytester.runpytest_subprocess("-p", "no:cacheprovider").parseoutcomes()


@pytest.mark.parametrize("phase", QUIET)
def test_a_warning_is_an_error(pytester: pytest.Pytester, phase: str) -> None:
    assert run(pytester, **{phase: WARN}) == {"passed": 1, "errors": 1}


def test_one_that_was_looked_at_is_none(pytester: pytest.Pytester) -> None:
    assert run(pytester, inside=f"{WARN}; caplog.clear()") == {"passed": 1}
    assert run(pytester) == {"passed": 1}
