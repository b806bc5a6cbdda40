"""The two kinds of "no" that are not bugs. They carry a code and figures; wording makes the sentence."""

from collections.abc import Mapping


class Refusal(Exception):
    """The shop says no. `code` names why, `figures` hold what a sentence or a program needs to go on."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code, figures)
        self.code = code
        self.figures: Mapping[str, object] = figures

    def __str__(self) -> str:
        return self.code


class Trouble(Exception):
    """The world failed (disk, printer, damaged file). Trying again later may work; nothing was half written."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code, figures)
        self.code = code
        self.figures: Mapping[str, object] = figures

    def __str__(self) -> str:
        return self.code
