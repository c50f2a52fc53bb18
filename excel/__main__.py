"""`python -m excel build …` and `python -m excel check …`."""

import sys

import click

from excel.shell.commands import commands

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command and answer its exit status.

    0 fine, 1 the check found something, 2 it could not be done, 130 stopped by Ctrl-C.
    arguments: None takes those of the process.
    """
    try:
        return commands.main(arguments, prog_name="python -m excel", standalone_mode=False) or 0
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except click.Abort:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
