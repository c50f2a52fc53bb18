"""Whole columns made to fit into cells, by the rules of `excel.data.fitting`.

Nearly all values fit as they are, so each rule first asks whether any value of a batch needs it at all.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import polars as pl

from excel.book import Kind, Raw
from excel.data.contents import Content
from excel.data.fitting import (
    FIRST_DATE,
    LARGEST_NUMBER,
    LONG_INTEGER,
    LONGEST_TEXT,
    Reason,
    fit,
)

# How the values of each kind are held while they are on their way.
DTYPES: dict[Kind, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime("us"),
    "time": pl.Time(),
    "duration": pl.Float64(),
}
# Of all texts of a batch, with U+0000 between them: without classes of characters it is found quickest.
_PECULIAR = "_x|\0[ \t\n\r]|[ \t\n\r]\0"


@dataclass(frozen=True)
class CellColumn:
    """A batch of a column as cells hold it.

    values: of the kind's type; null is an empty cell, or one that `texts` has.
    texts: of values that became text; None where none did.
    changes: how many values differ from those given, and why.
    """

    values: pl.Series
    texts: pl.Series | None = None
    changes: Counter[Reason] = field(default_factory=Counter)

    @cached_property
    def looks_escaped(self) -> bool:
        """Whether a text reads like one of Excel's escapes, such as "_x0041_"."""
        return self._any_text("_x[0-9A-Fa-f]{4}_")

    @cached_property
    def blank_ends(self) -> bool:
        """Whether a text begins or ends with white space."""
        return self._any_text(r"^[ \t\n\r]|[ \t\n\r]$")

    def _any_text(self, pattern: str) -> bool:
        texts = self._texts
        return texts is not None and self._peculiar and bool(texts.str.contains(pattern).any())

    @cached_property
    def _peculiar(self) -> bool:
        """Whether any text may be one of the above: a quick look at all of them at once."""
        if self._texts is None:
            return False
        joined = self._texts.str.join("\0")
        return bool((joined.str.contains(_PECULIAR) | (joined != joined.str.strip_chars())).any())

    @property
    def _texts(self) -> pl.Series | None:
        return self.values if self.values.dtype == pl.String else self.texts

    @cached_property
    def filled(self) -> pl.Series:
        """For each cell whether it is not empty."""
        filled = self.values.is_not_null()
        return filled if self.texts is None else filled | self.texts.is_not_null()


def nulls(dtype: pl.DataType, size: int) -> pl.Series:
    """So many empty values."""
    return pl.Series([None], dtype=dtype).new_from_index(0, size)


def fitted(kind: Kind, given: pl.Series) -> CellColumn:
    """A column of a frame; its type must be one that the kind accepts."""
    return _FITS[kind](given)


def fitted_values(kind: Kind, given: Sequence[Raw]) -> CellColumn:
    """Values of Python one by one, where a frame's column can't hold what they are; the kind must accept
    each."""
    changes: Counter[Reason] = Counter()
    own: list[Content] = []
    texts: list[str | None] = []
    for value in given:
        content, reasons = fit(kind, value)
        changes.update(reasons)
        apart = kind != "text" and isinstance(content, str)
        texts.append(content if apart and isinstance(content, str) else None)
        own.append(None if apart else content)
    values = pl.Series(own, dtype=DTYPES[kind], strict=True)
    return CellColumn(values, _if_any(pl.Series(texts, dtype=pl.String)), changes)


def _if_any(texts: pl.Series) -> pl.Series | None:
    return None if texts.null_count() == len(texts) else texts


def _fit_texts(given: pl.Series) -> CellColumn:
    texts = given.cast(pl.String)
    sizes = texts.str.len_bytes()
    if sizes.min() == 0:
        texts = texts.set(sizes == 0, None)
    # Counted in bytes no text is shorter than in UTF-16 units: most batches need no closer look.
    longest = sizes.max()
    if not isinstance(longest, int) or longest <= LONGEST_TEXT:
        return CellColumn(texts)
    return fitted_values("text", texts.to_list())


def _fit_integers(given: pl.Series) -> CellColumn:
    values, texts, changes = _long_integers(given)
    return CellColumn(values.cast(pl.Int64), texts, changes)


def _long_integers(given: pl.Series) -> tuple[pl.Series, pl.Series | None, Counter[Reason]]:
    """Integers of more digits than Excel keeps, as text, apart from the others."""
    smallest = given.min()
    if not (_is_long(smallest) or _is_long(given.max())):
        return given, None, Counter()
    long = given >= LONG_INTEGER
    if isinstance(smallest, int) and smallest <= -LONG_INTEGER:
        long = long | (given <= -LONG_INTEGER)
    long = long.fill_null(False)
    texts = given.cast(pl.String).set(~long, None)
    return given.set(long, None), texts, Counter({Reason.LONG_INTEGER: int(long.sum())})


def _is_long(bound: object) -> bool:
    return isinstance(bound, int) and abs(bound) >= LONG_INTEGER


def _fit_decimals(given: pl.Series) -> CellColumn:
    if given.dtype.is_integer():
        values, texts, changes = _long_integers(given)
        return CellColumn(values.cast(pl.Float64), texts, changes)
    if isinstance(given.dtype, pl.Decimal):
        return fitted_values("decimal", given.to_list())
    # A float of 32 bits means its shortest digits: 0.1, and not 0.10000000149.
    doubles = given.cast(pl.String).cast(pl.Float64) if given.dtype == pl.Float32 else given
    # Asked this way round, what is not a number fails too.
    good = (doubles.abs() <= LARGEST_NUMBER) & doubles.is_not_nan()
    bad = int((~good).sum())
    changes = Counter({Reason.NOT_A_NUMBER: bad}) if bad else Counter()
    if (doubles == 0).any():
        # Some of them may be -0, which a cell would show.
        doubles = doubles.set(doubles == 0, 0.0)
    return CellColumn(doubles.set(~good, None) if bad else doubles, None, changes)


def _fit_plain(given: pl.Series) -> CellColumn:
    return CellColumn(given)


def _fit_days(given: pl.Series) -> CellColumn:
    return _without_early(given, pl.lit(FIRST_DATE))


def _fit_moments(given: pl.Series) -> CellColumn:
    first = datetime(FIRST_DATE.year, FIRST_DATE.month, FIRST_DATE.day)
    return _without_early(given.cast(pl.Datetime("us")), pl.lit(first))


def _without_early(given: pl.Series, first: pl.Expr) -> CellColumn:
    early = pl.select((pl.lit(given) < first).fill_null(False)).to_series()
    if not early.any():
        return CellColumn(given)
    old = fitted_values("date" if given.dtype == pl.Date else "datetime", given.set(~early, None).to_list())
    return CellColumn(given.set(early, None), old.texts, old.changes)


def _fit_durations(given: pl.Series) -> CellColumn:
    microseconds = given.cast(pl.Duration("us")).cast(pl.Int64)
    return CellColumn(microseconds / 86_400_000_000)


_FITS: dict[Kind, Callable[[pl.Series], CellColumn]] = {
    "text": _fit_texts,
    "integer": _fit_integers,
    "decimal": _fit_decimals,
    "boolean": _fit_plain,
    "date": _fit_days,
    "datetime": _fit_moments,
    "time": _fit_plain,
    "duration": _fit_durations,
}
