"""Qt gives no reference to None away that it does not own; a binding that does ends the program after minutes."""

import subprocess
import sys

import pytest

CALLS = 1_000
SLACK = 50

PROGRAM = f"""
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["t", "-platform", "offscreen"])
widget = QWidget()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    widget.update()
print(sys.getrefcount(None) - before)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None does not count its references from Python 3.12 on")
def test_void_calls_do_not_use_none_up():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert abs(int(done.stdout)) < SLACK
