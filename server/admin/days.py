"""Days as forms send them, and the moments that they mean. All days are days in UTC."""

from datetime import UTC, date, datetime, time, timedelta

from server.errors import invalid


def end_of(text: str) -> datetime:
    """The moment at which this day is over: what lasts *until* a day lasts through it.

    Raises:
        Problem: 422 when it is no day.
    """
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise invalid(f"{text!r} is no day. Write it like 2026-11-23.") from error


def last_whole_day(moment: datetime) -> date:
    """The last day that is over by then."""
    return (moment - timedelta(days=1)).date()
