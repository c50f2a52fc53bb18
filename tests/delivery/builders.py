"""Messages, and a provider that remembers."""

from uuid import UUID

from server.delivery import outbox, queries
from server.delivery.model import Message
from server.delivery.provider import DeliveryFailed, Provider
from server.tenancy.transaction import reading, transaction
from tests.builders import Somebody


def put(somebody: Somebody, request_id: str = "r1", content: str = "Subject: Hi\r\n\r\nHello") -> UUID:
    """A message in this person's name, committed."""
    with transaction(somebody.viewer) as session:
        return outbox.put(session, somebody.viewer, request_id, "carla@acme.example", content).id


def message(somebody: Somebody, message_id: UUID) -> Message:
    """The message as it is now."""
    with reading(somebody.viewer) as session:
        found = queries.message(session, message_id)
        assert found is not None
        return found


class Sink:
    """A provider that takes everything and counts it, unless it was told to go wrong."""

    def __init__(self) -> None:
        self.taken: list[UUID] = []
        self.refusal: DeliveryFailed | None = None
        self.breaks_after_taking = False
        self.provider = Provider(self._send, self._look_up)

    def _send(self, message: Message) -> None:
        if self.refusal:
            raise self.refusal
        self.taken.append(message.id)
        if self.breaks_after_taking:
            raise ConnectionResetError("the answer never came")

    def _look_up(self, message: Message) -> bool:
        if self.refusal:
            raise self.refusal
        return message.id in self.taken
