"""The report's workbook, part by part, is the one that was looked at and found good."""

from tests.reporting.golden import FOLDER, golden_parts


def test_every_part_is_as_it_was() -> None:
    kept = {str(path.relative_to(FOLDER)): path.read_text() for path in FOLDER.rglob("*") if path.is_file()}
    written = golden_parts()
    assert sorted(written) == sorted(kept)
    for name, xml in kept.items():
        assert written[name].splitlines() == xml.splitlines(), name
