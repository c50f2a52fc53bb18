"""Changing the master key while servers run.

The file holds both keys first. Then everything that the old one wrapped is wrapped by the new one. Then the
old one goes. Whenever that is interrupted, everything can be opened, and the next call goes on.
"""

from collections.abc import Callable

from server.config import Config
from server.database import wrap_database_key_anew
from server.keyfile import exclusively
from server.safekeeping.books import books
from server.tenancy.transaction import storage, transaction
from server.tenancy.viewer import Reason, everything


def rotate(config: Config, say: Callable[[str], None]) -> None:
    """Make a new master key, or go on with one whose making was interrupted.

    Raises:
        ConfigProblem: when a file can't be written; nothing is lost then.
    """
    masters = config.master_key
    with exclusively(masters.file.with_name(f"{masters.file.name}.rotation")):
        masters.refresh()
        if masters.being_rotated:
            say("A change of the master key was interrupted. It goes on.")
        else:
            masters.add()
            say(f"A new master key stands first in {masters.file}.")
        _wrap_everything(config, say)
        masters.keep_the_newest()
        say("The old master key is gone. Copy the new one to where you keep it, apart from the backups.")


def _wrap_everything(config: Config, say: Callable[[str], None]) -> None:
    with transaction(everything(Reason.KEYS)) as session:
        count = storage().keys.wrap_anew(session)
    say(f"Wrapped {count:,} keys in the database anew.")
    if config.database_url is None:
        wrap_database_key_anew(config.home / "rapport.db", config.master_key)
        say("Wrapped the key of the database file anew.")
    for book in books(config):
        if count := book.wrap_anew():
            say(f"Wrapped {count:,} keys in {book.file} anew.")
