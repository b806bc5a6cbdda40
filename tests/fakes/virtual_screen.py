"""A screen that nobody sees: an X server of its own for windows that must get real key events."""

import os
import select
import shutil
import subprocess
from types import TracebackType

START_WAIT_S = 20
STOP_WAIT_S = 10
_LONGEST_NUMBER_BYTES = 16


def can_show() -> bool:
    """Whether this machine has what a virtual screen needs; a test that needs one skips where it has not."""
    return all(shutil.which(program) for program in ("Xvfb", "setxkbmap", "xkbcomp"))


class VirtualScreen:
    """`with VirtualScreen() as screen:` is an X server on a display of its own, gone at the end of the block.

    `screen.display` (":7") is for Xlib, `screen.environment()` for a process whose windows belong there. There is no
    window manager: a window takes the keyboard by `activateWindow()` or by `TypingHands.focus`.
    """

    def __init__(self, width_px: int = 1366, height_px: int = 768, layout: str = "us") -> None:
        self.display = ""
        self._size = f"{width_px}x{height_px}x24"
        self._layout = layout
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "VirtualScreen":
        number_from, number_to = os.pipe()
        try:
            self._server = subprocess.Popen(
                [
                    *("Xvfb", "-displayfd", str(number_to), "-screen", "0", self._size),
                    # Without it the server starts afresh when its last client leaves, and loses the keyboard layout.
                    "-noreset",
                    *("-nolisten", "tcp", "-dpi", "96"),
                ],
                pass_fds=(number_to,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            os.close(number_to)
            self.display = f":{self._number(number_from)}"
        except BaseException:
            self._stop()
            raise
        finally:
            os.close(number_from)
        try:
            self.lay_out(self._layout)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def environment(self, **more: str) -> dict[str, str]:
        """The environment for a process whose windows appear here; `more` is added to it."""
        hidden = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XAUTHORITY")
        inherited = {name: value for name, value in os.environ.items() if name not in hidden}
        return inherited | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"} | more

    def lay_out(self, layout: str) -> None:
        """Sets the keyboard layout ("us", "ir", "fr", "us,ir"); holds for every window from now on."""
        subprocess.run(
            ["setxkbmap", "-display", self.display, "-layout", layout],
            check=True,
            capture_output=True,
            timeout=START_WAIT_S,
        )

    @staticmethod
    def _number(number_from: int) -> int:
        """The number of the display, which the server writes, with a line end, once it takes clients."""
        told = b""
        while not told.endswith(b"\n"):
            ready, _, _ = select.select([number_from], [], [], START_WAIT_S)
            part = os.read(number_from, _LONGEST_NUMBER_BYTES) if ready else b""
            if not part:
                raise RuntimeError("the virtual screen does not start")
            told += part
        return int(told)

    def _stop(self) -> None:
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(STOP_WAIT_S)
        self._server = None
