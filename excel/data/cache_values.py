"""Single values as a pivot cache holds them: in a record, or as an item of a field."""

from datetime import date, time

from excel import markup
from excel.data.contents import Content, moment, number


def cache_value(value: Content) -> str:
    """A value in a record, or as an item of its field."""
    match value:
        case None:
            return "<m/>"
        case str():
            return f'<s v="{markup.attribute(value)}"/>'
        case bool():
            return f'<b v="{value:d}"/>'
        case date() | time():
            return f'<d v="{moment(value)}"/>'
        case _:
            return f'<n v="{number(value)}"/>'
