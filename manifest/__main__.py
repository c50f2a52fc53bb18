"""`python -m manifest`: the manifest from a shell."""

import argparse
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from manifest import SettingsProblem, build, check, read

_FINE, _FOUND, _UNUSABLE = 0, 1, 2

_DESCRIPTION = """\
Build or check the manifest that tells Outlook about the Rapport add-in.

Exit status: 0 all is well (warnings may be printed), 1 the manifest has errors,
2 the command or a file can't be used.
"""

_BUILD_DESCRIPTION = """\
Build OUT.xml from SETTINGS.toml and check it. OUT.xml appears whole or not at all.

A settings file:

  add_in_id = "3f2b8c1e-5d47-4a90-8e16-0c9d7b52a4f3"  # make your own once, then keep it
  host = "https://rapport.example"                    # where Rapport runs
  provider_name = "Example A/S"                       # your organisation
  support_url = "https://rapport.example/help"

and where you want something else than these:

  version = "1.0.0.0"           # raise it whenever you upload again
  display_name = "Rapport"
  default_language = "en"       # en, da, nl, de, fr or es
  pinning = true                # the pane may stay open from mail to mail
  client_id = "..."             # the application id, when people sign in with Microsoft

  [texts.da]                    # any of display_name, description, group, read_button,
  read_button = "Kundescore"    # read_tip, compose_button, compose_tip, per language
"""

_CHECK_DESCRIPTION = """\
Check a manifest for everything that makes Outlook refuse it, without asking the network.
Each finding is one line: FILE:LINE: error or warning: sentence [code].
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        if chosen.command == "build":
            return _build(chosen.settings, chosen.out)
        return _check(chosen.file)
    except SettingsProblem as problem:
        for sentence in problem.sentences:
            print(sentence, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
    return _UNUSABLE


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m manifest", description=_DESCRIPTION, formatter_class=plain
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="build|check")
    building = commands.add_parser(
        "build", help="settings become a manifest", description=_BUILD_DESCRIPTION, formatter_class=plain
    )
    building.add_argument("settings", type=Path, metavar="SETTINGS.toml")
    building.add_argument("out", type=Path, metavar="OUT.xml")
    checking = commands.add_parser(
        "check", help="say what Outlook would refuse", description=_CHECK_DESCRIPTION, formatter_class=plain
    )
    checking.add_argument("file", type=Path, metavar="FILE")
    return parser


def _build(settings: Path, out: Path) -> int:
    xml = build(read(settings))
    status = _report(xml, out)
    if status == _FINE:
        _write_whole(out, xml)
        print(f"{out} is ready.")
    return status


def _check(file: Path) -> int:
    status = _report(file.read_bytes(), file)
    if status == _FINE:
        print(f"{file} has no errors.")
    return status


def _report(xml: bytes, file: Path) -> int:
    findings = check(xml)
    for finding in findings:
        print(f"{file}:{finding.line}: {finding.severity}: {_printable(finding.sentence)} [{finding.code}]")
    return _FOUND if any(finding.severity == "error" for finding in findings) else _FINE


def _printable(text: str) -> str:
    """The text without what would move the cursor or colour the terminal: anybody may have written it."""
    return "".join(character if character.isprintable() else " " for character in text)


def _write_whole(path: Path, content: bytes) -> None:
    """Writes beside the file and renames, so that a full disk leaves what was there before.

    Raises: OSError, with the name of the file that was wanted.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
