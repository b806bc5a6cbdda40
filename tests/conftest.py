"""What holds for every test: the user's own folders are out of reach, and an unexpected log line is a failure."""

import logging

import pytest


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
