"""The embedded provider: keeps the mail here. Nothing leaves the machine.

A message has arrived in this installation's own mailbox as soon as its row says *sent*; the desk shows it.
"""

from server.delivery.model import Message
from server.delivery.provider import Provider


def send(message: Message) -> None:
    """Leave the message where it is: recording it as sent is its arrival."""


def look_up(message: Message) -> bool:
    """Never taken: had it arrived, its row would say so, and nobody would ask."""
    return False


PROVIDER = Provider(send, look_up)
