"""Pictures of a workbook, as LibreOffice prints it: `python -m tests.excel.pictures FILE.xlsx FOLDER`."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOTS_AN_INCH = 80
# Each sheet is one page, however large.
_PDF = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
PATIENCE_SECONDS = 120


def pictures(workbook: Path, folder: Path) -> list[Path]:
    """A PNG of each sheet, in order; named after the workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as empty:
        profile = f"-env:UserInstallation={Path(empty, 'profile').as_uri()}"
        printing = ["soffice", "--headless", profile, "--convert-to", _PDF, "--outdir", empty, str(workbook)]
        subprocess.run(printing, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
        pages = [str(Path(empty, workbook.stem + ".pdf")), str(folder / workbook.stem)]
        subprocess.run(["pdftoppm", "-png", "-r", str(DOTS_AN_INCH), *pages], check=True)
    return sorted(folder.glob(f"{workbook.stem}-*.png"))


if __name__ == "__main__":
    for picture in pictures(Path(sys.argv[1]), Path(sys.argv[2])):
        print(picture)
