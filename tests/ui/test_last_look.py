"""The look of last time comes back, and nothing that lies in its place can stop the window."""

import pytest

from vafa import paths
from vafa.ui.last_look import FILE_NAME, recall_look, remember_look
from vafa.ui.parts.look import Look


def test_what_was_remembered_is_recalled():
    chosen = Look("en", "dark", 115, calm=True)
    remember_look(chosen)
    assert recall_look() == chosen
    assert recall_look("fa") == Look("fa", "dark", 115, calm=True)
    (paths.cache() / FILE_NAME).unlink()
    assert recall_look() == Look()


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[]", b'{"text_percent": 400}', b'{"theme": "pink"}', b"\xff"])
def test_nonsense_is_the_ordinary_look(content):
    paths.cache().mkdir(parents=True, exist_ok=True)
    (paths.cache() / FILE_NAME).write_bytes(content)
    assert recall_look() == Look()
    (paths.cache() / FILE_NAME).unlink()
