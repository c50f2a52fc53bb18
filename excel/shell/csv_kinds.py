"""What the columns of a CSV file hold: found out over all rows, or checked against what the layout says."""

from collections.abc import Mapping, Sequence

import polars as pl

from excel.book import Kind
from excel.problems import DataProblem
from excel.shell.csv_file import CsvFile
from excel.shell.csv_values import INFERRED, WRITTEN, is_empty, named, parsed, surely

_SAMPLE = 1_000
_LONGEST = 60
# No header is called so: they are stripped of blanks.
_ROW = " row "
_Guess = tuple[str, Kind]


def kinds_of(file: CsvFile, given: Mapping[str, Kind | None]) -> dict[str, Kind]:
    """The kind of each column.

    given: the columns that matter, and their kinds where they are settled; None finds it out.
    Raises: DataProblem when a value isn't of the kind that was given; it names the line of the first one in
        each column.
    """
    _refuse_strangers(file, {column: kind for column, kind in given.items() if kind is not None})
    found = _found_out(file, [column for column, kind in given.items() if kind is None])
    return {column: kind or found.get(column, "text") for column, kind in given.items()}


def values(file: CsvFile, kinds: Mapping[str, Kind]) -> pl.LazyFrame:
    """The rows with the values that the texts stand for; the columns in the order of the kinds."""
    return file.scan().select(parsed(column, kind, file.decimal_comma) for column, kind in kinds.items())


def _refuse_strangers(file: CsvFile, kinds: Mapping[str, Kind]) -> None:
    fits = {one: _fits(*one, file.decimal_comma).all() for one in kinds.items() if one[1] != "text"}
    holds = _answers(file.scan(), fits)
    if strangers := [one for one in fits if not holds[one]]:
        raise DataProblem(" ".join(_first_stranger(file, *one) for one in strangers))


def _fits(column: str, kind: Kind, decimal_comma: bool) -> pl.Expr:
    return is_empty(column) | parsed(column, kind, decimal_comma).is_not_null()


def _first_stranger(file: CsvFile, column: str, kind: Kind) -> str:
    strangers = file.scan().with_row_index(_ROW).filter(~_fits(column, kind, file.decimal_comma))
    row, text = strangers.select(named(_ROW), named(column)).head(1).collect(engine="streaming").row(0)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"{file.name}: line {file.line_of(row)}, column {column!r}: {shown!r} is not {WRITTEN[kind]}."


def _found_out(file: CsvFile, columns: Sequence[str]) -> dict[str, Kind]:
    """The narrowest kind that all values of each column surely are; none for text and for no values."""
    found: dict[str, Kind] = {}
    left = _by_first_rows(file, columns)
    while left:
        # Nearly always the first guess is right, and one pass over the file enough.
        tests = {(column, kinds[0]): _is_throughout(column, kinds[0], file) for column, kinds in left.items()}
        holds = _answers(file.scan(), tests)
        found.update(one for one, answer in holds.items() if answer)
        wrong = [column for (column, _), answer in holds.items() if answer is False]
        left = {column: left[column][1:] for column in wrong if left[column][1:]}
    return found


def _by_first_rows(file: CsvFile, columns: Sequence[str]) -> dict[str, list[Kind]]:
    """What each column can be by its first rows, the narrowest first."""
    guesses = [(column, kind) for column in columns for kind in INFERRED]
    sample = file.scan().head(_SAMPLE).collect().lazy()
    holds = _answers(sample, {one: surely(*one, file.decimal_comma).all() for one in guesses})
    left = {column: [kind for kind in INFERRED if holds[column, kind]] for column in columns}
    return {column: kinds for column, kinds in left.items() if kinds}


def _is_throughout(column: str, kind: Kind, file: CsvFile) -> pl.Expr:
    """Whether all values are of the kind; None where there are no values."""
    sure = surely(column, kind, file.decimal_comma)
    return pl.when(sure.is_not_null().any()).then(sure.all())


def _answers(rows: pl.LazyFrame, questions: Mapping[_Guess, pl.Expr]) -> dict[_Guess, bool | None]:
    """The answer to each question, all from one pass over the rows."""
    if not questions:
        return {}
    numbered = (question.alias(str(number)) for number, question in enumerate(questions.values()))
    (answers,) = rows.select(numbered).collect(engine="streaming").rows()
    return dict(zip(questions, answers, strict=True))
