"""Columns whose text only the application can read, on every database."""

from sqlalchemy import Dialect, LargeBinary, TypeDecorator

from server.security import keys


class SealedText(TypeDecorator[str]):
    """Text sealed by the key in hand (`keys.in_hand`); `place` is the column's name, as in `contact.email`.

    Sealed values can't be compared or sorted by the database: look up by `DataKey.index`.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in."""
        return None if value is None else keys.current().seal(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Open on the way out."""
        return None if value is None else keys.current().open(value, self.place)


class BlindIndex(TypeDecorator[bytes]):
    """The fingerprint, by the organisation's key, of what the sealed column `of` holds in the same row.

    It is computed from the text as `comparable` gives it, for the place of that column.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of


def comparable(text: str) -> str:
    """The text as it is compared: without regard to case and the blanks around it."""
    return text.strip().casefold()
