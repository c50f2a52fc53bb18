"""The data that is measured with: survey responses in 20 columns, always the same for a number of rows.

Two ids, a date and a date-time, eight texts of few values, six small integers, a decimal, and a comment on
30 % of the rows, with characters that XML must escape. No value is one that a cell can't hold, since some
writers change or refuse those.
"""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl

_SEGMENTS = ("Enterprise", "Mid-market", "Small business", "Public & non-profit")
_COUNTRIES = ("Netherlands", "Germany", "Denmark", "Ireland", "France", "Spain", "Sweden", "Norway", "Poland")
_MANAGERS = [f"Manager {number:02} <team {number % 5}>" for number in range(40)]
_ACCOUNTS = [f"Account {number:04} & Sons" for number in range(2_000)]
_TOUCHPOINTS = ("Delivery", "Support", "Sales", "Invoice", "Onboarding", "Renewal")
_CHANNELS = ("Outlook", "E-mail", "SMS", "Link")
_LANGUAGES = ("en", "de", "nl", "da", "fr")
_DAYS = 1_000
# Rows of a group: so many are in memory when the file is read in batches.
_GROUP_ROWS = 50_000
_ROW = pl.int_range(pl.len(), dtype=pl.Int64)


def frame(rows: int) -> pl.DataFrame:
    """The responses; texts of few values are plain strings, as a query would give them."""
    numbered = pl.DataFrame({"Response id": pl.int_range(1, rows + 1, eager=True)})
    texts = numbered.with_columns(
        pl.concat_str(pl.lit("INV-"), _ROW.cast(pl.String).str.zfill(8)).alias("Invitation"),
        (pl.lit(date(2024, 1, 1)) + pl.duration(days=_drawn("day", _DAYS))).alias("Date"),
        (pl.lit(datetime(2024, 1, 1)) + pl.duration(seconds=_drawn("second", _DAYS * 86_400))).alias("At"),
        _one_of("Segment", _SEGMENTS),
        _one_of("Country", _COUNTRIES),
        _one_of("Account manager", _MANAGERS),
        _one_of("Account", _ACCOUNTS),
        _one_of("Touchpoint", _TOUCHPOINTS),
        _one_of("Channel", _CHANNELS),
        _one_of("Language", _LANGUAGES),
        _drawn("score", 11).alias("Score"),
    )
    value = (_drawn("value", 1_000_000) / 100).round(2).alias("Order value")
    return texts.with_columns(*_of_score(), value, _comment())


def parquet(rows: int, path: Path) -> None:
    """The same responses in a file that can be read in batches."""
    frame(rows).write_parquet(path, row_group_size=_GROUP_ROWS)


def _of_score() -> list[pl.Expr]:
    score = pl.col("Score")
    promoter, detractor = score > 8, score < 7
    category = pl.when(promoter).then(pl.lit("Promoter")).when(detractor).then(pl.lit("Detractor"))
    return [
        category.otherwise(pl.lit("Passive")).alias("Category"),
        promoter.cast(pl.Int64).alias("Promoters"),
        score.is_between(7, 8).cast(pl.Int64).alias("Passives"),
        detractor.cast(pl.Int64).alias("Detractors"),
        pl.lit(1, pl.Int64).alias("Responses"),
        (100 * (promoter.cast(pl.Int64) - detractor.cast(pl.Int64))).alias("NPS points"),
    ]


def _drawn(what: str, below: int) -> pl.Expr:
    """For each row a number from 0 on, below a bound, drawn evenly; others for each thing it is drawn for."""
    return (_ROW.hash(sum(what.encode())) % below).cast(pl.Int64)


def _one_of(name: str, values: Sequence[str]) -> pl.Expr:
    return pl.lit(pl.Series(values)).gather(_drawn(name, len(values))).alias(name)


def _comment() -> pl.Expr:
    """About 80 characters; hardly one twice."""
    days = _drawn("days", 17)
    text = pl.format(
        "Answer {}: we like the <service> & the people, but {} took {} days too long.",
        _ROW,
        _one_of("blamed", _TOUCHPOINTS).str.to_lowercase(),
        days,
    )
    return pl.when(_drawn("commented", 10) < 3).then(text).alias("Comment")


if __name__ == "__main__":
    parquet(int(sys.argv[1]), Path(sys.argv[2]))
    print("null")
