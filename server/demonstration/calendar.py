"""When the people of the demonstration are at work."""

from datetime import date


def is_workday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def activity(day: date) -> float:
    """How much goes on, against a usual day: little in the summer and between the years."""
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3):
        return 0.1
    if (7, 12) <= (day.month, day.day) <= (8, 16):
        return 0.35
    return 1.0
