"""Takes note of what a whole column contains, for the flags of a pivot cache's field."""

import polars as pl

from excel.data.columns import CellColumn
from excel.data.contents import LONG_TEXT, Contents


def noted(cells: CellColumn) -> Contents:
    """What a batch of a column contains."""
    contents, values = Contents(), cells.values
    if not cells.filled.all():
        contents.blank = True
    if cells.texts is not None:
        contents.add(cells.texts.drop_nulls().unique())
    if values.null_count() == len(values):
        return contents
    if values.dtype == pl.String:
        _note_texts(contents, values)
    elif values.dtype == pl.Boolean:
        contents.boolean = True
    else:
        contents.add(pl.Series([values.min(), values.max()], dtype=values.dtype))
        if values.dtype.is_float():
            contents.fraction = bool((values != values.floor()).any())
    return contents


def _note_texts(contents: Contents, texts: pl.Series) -> None:
    contents.text = True
    # Counted in bytes no text is shorter than in UTF-16 units.
    long = texts.filter(texts.str.len_bytes() > LONG_TEXT)
    if len(long):
        contents.add(long)
