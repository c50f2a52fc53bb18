"""What a provider is to the outbox: two calls, and one way to fail."""

from collections.abc import Callable
from dataclasses import dataclass

from server.delivery.model import Message


class DeliveryFailed(Exception):
    """The provider didn't take a message. `permanent`: asking again would end the same way.

    `reason` is kept beside the message and written to logs: it holds no address and no text of the mail.
    """

    def __init__(self, reason: str, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@dataclass(frozen=True)
class Provider:
    """Carries messages out of the outbox; called outside of every transaction.

    `send` hands one message over. Raises `DeliveryFailed` only when the provider certainly hasn't taken it;
    any other exception leaves its fate unknown. `look_up` says whether the provider has ever taken this
    message, and raises `DeliveryFailed` when it can't tell now.
    """

    send: Callable[[Message], None]
    look_up: Callable[[Message], bool]
