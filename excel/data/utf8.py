"""Texts of Polars as the bytes that they are, without copying them."""

from collections.abc import Sequence

import nanoarrow
import polars as pl

# A string array of Arrow has the validity, the views, the buffers with the texts, and the buffers' sizes.
_TEXTS = slice(2, -1)


def utf8(texts: pl.Series) -> Sequence[memoryview]:
    """All texts, one behind the other, in a few pieces.

    For texts just put together, which Polars lays down in their order; only those of up to 12 bytes lie
    elsewhere, and where there are such, all are copied.
    """
    arrays = [array.view() for array in nanoarrow.c_array_stream(texts)]
    pieces = [
        memoryview(array.buffer(number)) for array in arrays for number in range(array.n_buffers)[_TEXTS]
    ]
    if sum(piece.nbytes for piece in pieces) == texts.str.len_bytes().sum():
        return pieces
    return [memoryview(texts.str.join("").cast(pl.Binary).item())]
