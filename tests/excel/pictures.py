"""Pictures of a workbook, as LibreOffice prints it: `python -m tests.excel.pictures FILE.xlsx FOLDER`.

LibreOffice would draw PivotTables anew, in a form of its own; without the parts that make them PivotTables
it shows the cells that were written, as Excel does in Protected View.
"""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

DOTS_AN_INCH = 80
# Each sheet is one page, however large.
_PDF = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
PATIENCE_SECONDS = 120


_PIVOTS = re.compile(rb"<Relationship [^>]*/relationships/pivot(Table|CacheDefinition)\"[^>]*/>")


def without_pivots(workbook: Path, target: Path) -> None:
    """A copy in which no sheet leads to a PivotTable."""
    with ZipFile(workbook) as package, ZipFile(target, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/_rels/"):
                content = _PIVOTS.sub(b"", content)
            copy.writestr(name, content)


def pictures(workbook: Path, folder: Path) -> list[Path]:
    """A PNG of each sheet, in order; named after the workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as empty:
        without_pivots(workbook, Path(empty, workbook.name))
        workbook = Path(empty, workbook.name)
        profile = f"-env:UserInstallation={Path(empty, 'profile').as_uri()}"
        printing = ["soffice", "--headless", profile, "--convert-to", _PDF, "--outdir", empty, str(workbook)]
        subprocess.run(printing, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
        pages = [str(Path(empty, workbook.stem + ".pdf")), str(folder / workbook.stem)]
        subprocess.run(["pdftoppm", "-png", "-r", str(DOTS_AN_INCH), *pages], check=True)
    return sorted(folder.glob(f"{workbook.stem}-*.png"))


if __name__ == "__main__":
    for picture in pictures(Path(sys.argv[1]), Path(sys.argv[2])):
        print(picture)
