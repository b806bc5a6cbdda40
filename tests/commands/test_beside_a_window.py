"""The command line beside an open window: everything goes on, but what replaces or rewrites the whole file."""

import os

from tests.fakes.little_shop import LittleShop


def test_commands_beside_a_window(vafa, tmp_path):
    assert vafa("enrol", "--mobile", "09121234567").code == 0
    assert vafa("backup", "copy.vafa").code == 0
    with LittleShop(tmp_path / "shop") as window:
        window.shop.occupy()
        for command in (("restore", "copy.vafa"), ("rebuild",)):
            said = vafa(*command, "--json")
            assert (said.code, said.json["code"], said.json["pid"]) == (2, "window_open", os.getpid())
            assert said.json["advice"]
        before = window.shop.stamp()
        assert vafa("sell", "--mobile", "09121234567", "--amount", "500000").code == 0
        assert vafa("verify").code == 0
        assert vafa("backup", "copy.vafa").code == 0
        assert window.shop.stamp() != before
        assert window.shop.read_day().receipts == 1
    assert vafa("rebuild").code == 0
    assert vafa("restore", "copy.vafa").code == 0
