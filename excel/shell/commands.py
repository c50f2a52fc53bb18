"""The commands `build` and `check`.

Click reads the arguments, because files and options may stand in any order here, with any number of files in
front of two others; argparse loses its way in that.

Exit statuses: 0 fine; 1 the check found something; 2 it could not be done, and a sentence on stderr says why.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import polars as pl

from excel import check as checking
from excel.problems import DataProblem, LayoutProblem
from excel.shell.layout_file import layout_in
from excel.shell.sources import Asked, book_of
from excel.shell.telling import Progress, outcome
from excel.write import write

_IMPOSSIBLE = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Excel workbooks whose PivotTables show their numbers at once."""


@commands.command()
@click.argument("data", nargs=-1, metavar="[DATA]...")
@click.argument("layout", metavar="LAYOUT.toml", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--delimiter", metavar="CHARACTER", help='Between the values of CSV: "," or ";" or tab, say.')
@click.option("--encoding", metavar="NAME", help="Of CSV, when it isn't UTF-8: cp1252 or utf-16, say.")
@click.option("--decimal-comma", is_flag=True, default=None, help="Numbers in CSV read 1234,5.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def build(
    data: tuple[str, ...],
    layout: Path,
    out: Path,
    delimiter: str | None,
    encoding: str | None,
    decimal_comma: bool | None,
    quiet: bool,
) -> None:
    """Build the workbook OUT.xlsx from data, as LAYOUT.toml describes it.

    DATA is a CSV or Parquet file with the rows of the layout's one Table; several are given as TABLE=FILE. A
    Table whose file the layout names needs none here.

    docs/excel-layout.md describes the layout, and how CSV is read. An OUT.xlsx that is there already is
    replaced, but only once all is well. The last line says how much was written, and what had to be changed
    for Excel's limits. Exit status 0: written; 2: it can't be done, and nothing is left behind.

    \b
    Examples:
      python -m excel build answers.csv survey.toml survey.xlsx
      python -m excel build Answers=a.parquet Orders=o.csv both.toml both.xlsx
    """
    tab = "\t" if delimiter in ("tab", "\\t") else delimiter
    with _refusing():
        _build(data, layout, out, Asked(tab, encoding, decimal_comma), quiet)


@commands.command()
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def check(file: Path, quiet: bool) -> None:
    """Name what Excel would stumble over in FILE.xlsx.

    Looked at are the package, the pivot caches against their Tables, the PivotTables against their caches,
    and each label and number against the records; each only when what it builds on is sound, so that a
    workbook may show new findings once the first are mended. Exit status 0: nothing found; 1: findings;
    2: the file can't be read.
    """
    with _refusing(), Progress(sys.stderr, quiet) as progress:
        findings = checking.check(file, progress.tell)
    for finding in findings:
        click.echo(finding)
    if findings:
        raise click.exceptions.Exit(1)
    click.echo(f"{click.format_filename(file)}: nothing found.")


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever can be foreseen to go wrong ends the command with a sentence."""
    try:
        yield
    except LayoutProblem as problem:
        _refuse(problem.sentences)
    except DataProblem as problem:
        _refuse([str(problem)])
    except OSError as problem:
        _refuse([f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem}."])
    except pl.exceptions.PolarsError as problem:
        why = str(problem).partition("\n")[0].removesuffix(".")
        _refuse([f"The data can't be read to its end: {why}."])


def _refuse(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
    raise click.exceptions.Exit(_IMPOSSIBLE)


def _build(data: Sequence[str], layout: Path, out: Path, asked: Asked, quiet: bool) -> None:
    if out.suffix.lower() != ".xlsx":
        raise LayoutProblem([f"{out} should be called something.xlsx: the workbook is written there."])
    with Progress(sys.stderr, quiet) as progress, TemporaryDirectory() as room:
        book = book_of(layout_in(layout), layout.parent, data, asked, Path(room), progress.tell)
        try:
            report = write(book, out, progress.count)
        except OSError as problem:
            # Only the workbook is opened by its name here, and first under a passing one.
            raise OSError(problem.errno, problem.strerror, problem.filename and str(out)) from None
    click.echo(outcome(out, report))
