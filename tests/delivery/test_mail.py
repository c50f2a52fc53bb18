"""Mails as they are composed: read back by Python's parser without a defect, and closed to tricks."""

from collections.abc import Iterator
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import cast

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.config import read
from server.delivery.mail import compose, read_mailbox
from server.errors import Problem
from server.keyfile import create_key

ONE_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=500)


@pytest.fixture(scope="module", autouse=True)
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An application that knows its address; composing needs no database."""
    home = tmp_path_factory.mktemp("home")
    create_key(home / "keys" / "master.key")
    app = Flask(__name__)
    app.config["RAPPORT"] = read({"RAPPORT_HOME": str(home), "RAPPORT_ADDRESS": "https://rapport.example"})
    with app.app_context():
        yield


def parsed(content: str) -> EmailMessage:
    """The mail as a mail program reads it; every part must be without defect."""
    assert content.isascii()
    assert "\n" not in content.replace("\r\n", "")
    mail = cast(EmailMessage, message_from_string(content, policy=default))
    for part in mail.walk():
        assert part.defects == []
        assert all(not value.defects for value in part.values())
    return mail


def words(mail: EmailMessage, kind: str) -> str:
    """The part of this kind, with plain line ends."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_both_parts_and_all_headers_come_back() -> None:
    content = compose(
        "Søren Kjær-Hansen, 山田",
        "soren@nordlys.example",
        "Žofie Müller <zofie@acme.example>",
        "Hvordan går det? Ærligt …",
        "Grüße\n",
        "<p>Grüße</p>\n",
        also_to=["bert@brixton.example"],
        cc=["Chef, Oberster <chef@acme.example>"],
    )
    mail = parsed(content)
    assert mail["From"].addresses[0].display_name == "Søren Kjær-Hansen, 山田"
    assert [(one.display_name, one.addr_spec) for one in mail["To"].addresses] == [
        ("Žofie Müller", "zofie@acme.example"),
        ("", "bert@brixton.example"),
    ]
    assert mail["Cc"].addresses[0].display_name == "Chef, Oberster"
    assert mail["Subject"] == "Hvordan går det? Ærligt …"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert words(mail, "plain") == "Grüße\n"
    assert words(mail, "html") == "<p>Grüße</p>\n"


def test_a_mail_without_html_is_plain_text() -> None:
    mail = parsed(compose("Alice", "alice@north.example", "carla@acme.example", "Hi", "Hello\n"))
    assert mail.get_content_type() == "text/plain"
    assert "Cc" not in mail


def test_the_message_id_is_new_and_of_our_own_host_and_the_date_is_now() -> None:
    first, second = (
        parsed(compose("A", "alice@north.example", "carla@acme.example", "Hi", "Hello")) for _ in range(2)
    )
    assert first["Message-ID"].endswith("@rapport.example>")
    assert first["Message-ID"] != second["Message-ID"]
    assert abs((parsedate_to_datetime(first["Date"]) - clock.now()).total_seconds()) < 60


@pytest.mark.parametrize(
    "trick", ["\r\nBcc: eve@evil.example", "\nX: y", "\rX: y", "\u2028X: y", "\x85X: y", "\0"]
)
def test_a_header_cannot_be_smuggled_in(trick: str) -> None:
    fields = {
        "sender_name": "Alice",
        "sender_address": "alice@north.example",
        "recipient": "Carla <carla@acme.example>",
        "subject": "Hi",
    }
    tricked = {
        "sender_name": f"Alice{trick}",
        "sender_address": f"alice@north.example{trick}",
        "recipient": f"Carla{trick} <carla@acme.example>",
        "subject": f"Hi{trick}",
    }
    for name, value in tricked.items():
        with pytest.raises(Problem):
            compose(**{**fields, name: value}, text="Hello")
    with pytest.raises(Problem):
        compose(**fields, text="Hello", cc=[f"Eve <eve@evil.example{trick}>"])


def test_a_list_of_addresses_is_not_one_address() -> None:
    for written in (
        "a@acme.example, b@acme.example",
        "A <a@acme.example>, B <b@acme.example",
        "",
        "nobody",
        "<>",
    ):
        with pytest.raises(Problem):
            read_mailbox(written)


def test_a_domain_in_foreign_letters_is_written_as_the_net_knows_it() -> None:
    assert read_mailbox("jörg <info@müller.example>") == ("jörg", "info@xn--mller-kva.example")


@given(name=ONE_LINE, subject=ONE_LINE, text=TEXT, html=TEXT)
def test_whatever_people_type_comes_back(name: str, subject: str, text: str, html: str) -> None:
    recipient = f"{name.replace('<', '')} <carla@acme.example>"
    mail = parsed(compose(name, "alice@north.example", recipient, subject, text, html))
    assert mail["From"].addresses[0].addr_spec == "alice@north.example"
    assert [one.addr_spec for one in mail["To"].addresses] == ["carla@acme.example"]
    assert set(mail.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    assert words(mail, "plain").rstrip("\n") == text.rstrip("\n")
    assert words(mail, "html").rstrip("\n") == html.rstrip("\n")
