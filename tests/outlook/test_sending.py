"""The mail that we send where Outlook would not take the question."""

from datetime import timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest
from sqlalchemy import select

from server import clock
from server.delivery.model import Message
from server.delivery.model import State as Carried
from server.invitations.model import Invitation
from server.tenancy.transaction import reading, transaction
from server.tenancy.viewer import service
from tests.asking import CARLA, Asked, ask
from tests.builders import House, colleague
from tests.people import Pane

MAIL = {"subject": "Your opinion, please", "text": "Hi Carla & all,\n\nthank you\nfor <everything>."}


@pytest.fixture
def asked(house: House, survey: UUID) -> Asked:
    """Alice's question, which is in no mail yet."""
    return ask(house.alice, survey, inserted=False)


def send(pane: Pane, asked: Asked, **changed: str) -> tuple[int, dict[str, str]]:
    answer = pane.post(f"/api/outlook/invitations/{asked.id}/send", {**MAIL, **changed})
    return answer.status_code, answer.json


def only_invitation(house: House) -> Invitation:
    with reading(service(house.north)) as session:
        return session.scalars(select(Invitation)).one()


def outbox(house: House) -> list[EmailMessage]:
    with reading(service(house.north)) as session:
        contents = [message.content for message in session.scalars(select(Message))]
    return [message_from_string(content, policy=default) for content in contents]


def test_the_mail_is_the_persons_with_the_question_below(alice: Pane, house: House, asked: Asked) -> None:
    assert send(alice, asked) == (202, {"state": "queued"})
    [mail] = outbox(house)
    assert mail["From"] == f"Alice <{house.alice.email}>"
    assert mail["To"] == f"Carla Customer <{CARLA}>"
    assert mail["Subject"] == "Your opinion, please"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text and html
    written, _, question = text.get_content().replace("\r\n", "\n").partition("\n\nHow likely")
    assert written == MAIL["text"]
    assert f"https://rapport.example{asked.path}" in question
    body = html.get_content().replace("\r\n", "\n")
    assert "<p>Hi Carla &amp; all,</p>\n<p>thank you<br>\nfor &lt;everything&gt;.</p>" in body
    assert f'href="https://rapport.example{asked.path}?s=0"' in body


def test_a_sent_question_counts_as_asked(alice: Pane, house: House, asked: Asked, survey: UUID) -> None:
    send(alice, asked)
    with reading(service(house.north)) as session:
        invitation = session.scalars(select(Invitation)).one()
        assert (invitation.state, invitation.message_id) == ("sent", session.scalar(select(Message.id)))
    late = alice.post(f"/api/outlook/invitations/{asked.id}/withdrawn", {})
    assert late.status_code == 409
    again = {"request_id": "press-2", "survey_id": str(survey), "language": "en", "email": CARLA}
    assert "Asked on " in alice.post("/api/outlook/invitations", again).json["detail"]


def test_a_mail_that_was_refused_is_no_ask(alice: Pane, house: House, asked: Asked, survey: UUID) -> None:
    send(alice, asked)
    with transaction(service(house.north)) as session:
        session.scalars(select(Message)).one().state = Carried.FAILED
    again = {"request_id": "press-2", "survey_id": str(survey), "language": "en", "email": CARLA}
    assert alice.post("/api/outlook/invitations", again).status_code == 201


def test_a_repeat_sends_nothing_more(alice: Pane, house: House, asked: Asked) -> None:
    assert send(alice, asked)[0] == 202
    first = only_invitation(house).asked_at
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert send(alice, asked, text="changed")[0] == 202
    assert only_invitation(house).asked_at == first
    assert len(outbox(house)) == 1
    assert alice.post(f"/api/outlook/invitations/{asked.id}/inserted", {"way": "top"}).status_code == 204
    assert only_invitation(house).state == "sent"


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"subject": "  "}, "A mail needs a subject and a text."),
        ({"text": "\n"}, "A mail needs a subject and a text."),
        ({"subject": "one\r\nBcc: everybody@acme.example"}, "The subject of a mail is one line of text."),
        ({"subject": "x" * 256}, "subject: "),
        ({"text": "x" * 100_001}, "text: "),
    ],
)
def test_a_mail_that_cannot_be_sent_is_explained_and_nothing_is_half_done(
    alice: Pane, house: House, asked: Asked, changed: dict[str, str], detail: str
) -> None:
    status, problem = send(alice, asked, **changed)
    assert (status, problem["detail"][: len(detail)]) == (422, detail)
    assert outbox(house) == []
    assert only_invitation(house).state == "created"


def test_what_was_withdrawn_or_answered_is_not_sent(alice: Pane, house: House, asked: Asked) -> None:
    with transaction(service(house.north)) as session:
        session.scalars(select(Invitation)).one().answered_at = clock.now()
    assert send(alice, asked)[0] == 409
    with transaction(service(house.north)) as session:
        session.scalars(select(Invitation)).one().answered_at = None
    alice.post(f"/api/outlook/invitations/{asked.id}/withdrawn", {})
    assert send(alice, asked)[0] == 409
    assert outbox(house) == []


@pytest.mark.parametrize("stranger", ["colleague", "charlie"])
def test_a_stranger_is_told_that_it_does_not_exist(
    house: House, pane: Pane, asked: Asked, stranger: str
) -> None:
    pane.sign_in(house.charlie if stranger == "charlie" else colleague(house))
    assert send(pane, asked)[0] == 404
    assert outbox(house) == []
