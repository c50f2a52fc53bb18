"""Our schema beside Microsoft's, over the manifests of the tests.

Run by hand: `python -m tests.manifest.compare_with_microsoft FOLDER`, where FOLDER holds
OfficeAppManifestV1_1.xsd and the schemas that it imports. With `--every-change`, also over every manifest
that differs from a good one in a single place (tens of thousands; some minutes). Exit status 1 when our
schema accepts what Microsoft's refuses, or when anything of ours refuses a good manifest; 2 when the schemas
can't be read.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from manifest import Finding, check
from manifest.source import parse
from manifest.structure import SCHEMA
from tests.manifest.good import GOOD
from tests.manifest.single_changes import single_changes
from tests.manifest.spoilt import SPOILT

_ENTRANCE = "OfficeAppManifestV1_1.xsd"


@dataclass(frozen=True)
class Verdict:
    """What three judges say of one manifest; None of a schema where there is no XML to judge."""

    name: str
    good: bool
    microsoft: bool | None
    ours: bool | None
    checks: bool

    @property
    def wrong(self) -> bool:
        """Whether our schema is too mild, or a good manifest is refused."""
        too_mild = self.ours is True and self.microsoft is False
        return too_mild or (self.good and not (self.ours and self.checks))


def judge(name: str, xml: bytes, good: bool, microsoft: etree.XMLSchema, ours: etree.XMLSchema) -> Verdict:
    """One manifest before Microsoft's schema, our schema, and all of our checks."""
    app = parse(xml)
    fine = not any(finding.severity == "error" for finding in check(xml))
    if isinstance(app, Finding):
        return Verdict(name, good, None, None, fine)
    return Verdict(name, good, microsoft.validate(app), ours.validate(app), fine)


def main(folder: Path, every_change: bool) -> int:
    """Prints the table and the differences, and returns the exit status."""
    try:
        microsoft = etree.XMLSchema(etree.parse(str(folder / _ENTRANCE)))
    except (OSError, etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        print(f"{folder / _ENTRANCE} can't be read: {error}", file=sys.stderr)
        return 2
    ours = etree.XMLSchema(etree.parse(str(SCHEMA)))
    verdicts = [judge(name, xml, True, microsoft, ours) for name, xml in GOOD.items()]
    verdicts += [judge(name, spoilt.xml, False, microsoft, ours) for name, spoilt in SPOILT.items()]
    _print_table(verdicts)
    too_mild = _compare_every_change(microsoft, ours) if every_change else 0
    return 1 if too_mild or any(verdict.wrong for verdict in verdicts) else 0


def _print_table(verdicts: list[Verdict]) -> None:
    words = {True: "accepts", False: "refuses", None: "-"}
    print(f"{'manifest':<42}{'Microsoft':<12}{'our schema':<12}{'all our checks':<16}")
    for verdict in verdicts:
        remark = "WRONG" if verdict.wrong else "" if verdict.microsoft == verdict.ours else "differs"
        judged = f"{words[verdict.microsoft]:<12}{words[verdict.ours]:<12}{words[verdict.checks]:<16}"
        print(f"{verdict.name:<42}{judged}{remark}".rstrip())
    judged_by_both = [verdict for verdict in verdicts if verdict.microsoft is not None]
    agreed = sum(verdict.microsoft == verdict.ours for verdict in judged_by_both)
    stricter = [verdict.name for verdict in judged_by_both if verdict.microsoft and not verdict.ours]
    milder = [verdict.name for verdict in judged_by_both if verdict.ours and not verdict.microsoft]
    print(f"\nThe two schemas agree on {agreed} of {len(judged_by_both)} manifests that are XML.")
    print(f"Only ours refuses: {', '.join(stricter) or 'none'}.")
    print(f"Only Microsoft's refuses: {', '.join(milder) or 'none'}.")


def _compare_every_change(microsoft: etree.XMLSchema, ours: etree.XMLSchema) -> int:
    """Prints how the schemas differ over single changes, and returns how often ours was too mild."""
    differing: Counter[tuple[bool, str]] = Counter()
    judged = 0
    for xml in GOOD.values():
        for change, app in single_changes(xml):
            judged += 1
            of_ours = ours.validate(app)
            if of_ours != microsoft.validate(app):
                differing[of_ours, change] += 1
    print(f"\nOver single changes, they agree on {judged - differing.total():,} of {judged:,}.")
    for (of_ours, change), times in differing.most_common():
        print(f"{times:>6} × {change}: {'ours accepts' if of_ours else 'ours refuses'}")
    return sum(times for (of_ours, _change), times in differing.items() if of_ours)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--every-change", action="store_true", help="also compare over every single change")
    arguments = parser.parse_args()
    sys.exit(main(arguments.folder, arguments.every_change))
