"""Commands run in this process, as the terminal would run them."""

import json
import os
from dataclasses import dataclass
from typing import Any

import pytest

from vafa.__main__ import main


@dataclass
class Said:
    """What a command said: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object; anything else on standard output fails."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def vafa(tmp_path, monkeypatch, capfd):
    """Runs `vafa` with arguments in a folder of its own; the shop is `shop` there. `stdin` is what it reads."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAFA_SHOP", str(tmp_path / "shop"))
    monkeypatch.delenv("VAFA_LANG", raising=False)

    def run(*arguments: str, stdin: str = "") -> Said:
        capfd.readouterr()
        read, write = os.pipe()
        os.write(write, stdin.encode())
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as source:
            monkeypatch.setattr("sys.stdin", source)
            code = main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def shop(vafa):
    """A shop with one member of 100 points, without expiry."""
    assert vafa("enrol", "--mobile", "09121234567", "--name", "سارا کریمی").code == 0
    assert vafa("adjust", "--mobile", "09121234567", "--points", "100", "--reason", "آغاز").code == 0
    return vafa
