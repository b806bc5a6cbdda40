"""What services ask of the world outside the shop's file; whoever assembles the shop brings it."""

from typing import Protocol


class SlipPrinter(Protocol):
    """A printer that returns only when a slip is really on paper.

    Raises Trouble otherwise; its figure `sent` says whether some of it may be on paper already.
    """

    def print_slip(self, width_dots: int, rows: bytes) -> None: ...
