"""`python -m excel check FILE`: is a workbook sound?"""

import argparse
import sys
from pathlib import Path

from excel.check import check


def main(arguments: list[str] | None = None) -> int:
    """Run a command and answer its exit status: 0 sound, 1 findings, 2 it could not be done."""
    options = _parser().parse_args(arguments)
    try:
        findings = check(options.file)
    except OSError as problem:
        print(f"{options.file} can't be read: {problem.strerror}.", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    if not findings:
        print(f"{options.file}: nothing found.")
    return 1 if findings else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m excel", description="Workbooks whose PivotTables show their numbers at once."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="name what Excel would stumble over in a workbook")
    checking.add_argument("file", type=Path, metavar="FILE", help="an .xlsx file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
