"""What holds for every test: nothing hangs on chance, the user's folders are out of reach, a loud log is a failure."""

import logging

import pytest

QUICK_EXAMPLES = 25
"""With so many examples of each law the quick suite stays quick; the complete one has all that the law asks for."""


def pytest_configure():
    """Examples are the same in every run, and a busy machine is no failure. Whoever loaded a profile means it."""
    from hypothesis import HealthCheck, settings

    if settings.get_current_profile_name() in {"default", "ci"}:
        calm = [HealthCheck.too_slow]
        settings.register_profile("house", derandomize=True, deadline=None, database=None, suppress_health_check=calm)
        settings.load_profile("house")


def pytest_collection_modifyitems(config, items):
    from hypothesis import settings

    if config.option.markexpr != "not slow" or settings.get_current_profile_name() != "house":
        return
    for law in {item.obj for item in items if getattr(item.obj, "is_hypothesis_test", False)}:
        asked = law._hypothesis_internal_use_settings
        fewer = settings(asked, max_examples=min(QUICK_EXAMPLES, asked.max_examples))
        law._hypothesis_internal_use_settings = fewer


@pytest.fixture(scope="session", autouse=True)
def _folders_of_the_user_are_out_of_reach(tmp_path_factory):
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VAFA_SHOP", raising=False)
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        yield


@pytest.fixture(autouse=True)
def _log_is_quiet(caplog):
    """A test that means to provoke a warning in the log looks at it and calls `caplog.clear()`."""
    yield
    records = [record for phase in ("setup", "call", "teardown") for record in caplog.get_records(phase)]
    assert not [record.getMessage() for record in records if record.levelno >= logging.WARNING]
