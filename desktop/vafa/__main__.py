"""Where the product starts. Nothing is imported before it is known what is wanted."""

import os
import sys
from collections.abc import Sequence
from typing import Literal

LANGUAGES: tuple[Literal["fa", "en"], ...] = ("fa", "en")
WINDOW_OPTIONS = ("--shop", "--lang")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the product with the arguments of a command line (this process's own by default); returns the exit code.

    Without a command it opens the window.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = window_options(given)
    if options is None:
        from vafa.commands.command_line import run

        return run(given)
    from pathlib import Path

    from vafa import paths
    from vafa.ui.start import main as open_window

    folder, asked = options.get("--shop"), options.get("--lang", os.environ.get("VAFA_LANG", ""))
    return open_window(
        paths.default_shop() if folder is None else Path(folder),
        next((language for language in LANGUAGES if language == asked), None),
    )


def window_options(given: Sequence[str]) -> dict[str, str] | None:
    """The options, when nothing else stands on the command line; None when it names a command, or is misused."""
    options: dict[str, str] = {}
    words = iter(given)
    for word in words:
        name, joined, value = word.partition("=")
        if name not in WINDOW_OPTIONS or name in options:
            return None
        options[name] = value if joined else next(words, "")
    if "" in options.values() or options.get("--lang", LANGUAGES[0]) not in LANGUAGES:
        return None
    return options


if __name__ == "__main__":
    sys.exit(main())
