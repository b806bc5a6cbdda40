"""Where the product starts. Nothing is imported before it is known what is wanted."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the product with the arguments of a command line (this process's own by default); returns the exit code."""
    from vafa.commands.command_line import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
