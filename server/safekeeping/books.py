"""The files with keys that lie outside of the database."""

from server.config import Config
from server.security import sealed_log
from server.security.key_book import KeyBook


def of_archives(config: Config) -> KeyBook:
    """The keys of all archives, and of the organisations in them."""
    return KeyBook(config.backup_keys, config.master_key)


def books(config: Config) -> list[KeyBook]:
    """All of them."""
    logs = [sealed_log.book(config.log.file, config.master_key)] if config.log else []
    return [of_archives(config), *logs]
