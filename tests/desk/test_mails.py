"""Mails at the desk: written, carried, opened, saved, answered."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from flask import Flask

from server import worker
from tests.builders import House
from tests.desk.mails import deliver, fields, look, post, reply, send
from tests.people import Browser


def test_a_mail_is_under_way_until_the_worker_has_carried_it(
    app: Flask, house: House, browser: Browser
) -> None:
    browser.sign_in(house.alice)
    [mail] = send(browser)
    before = look(browser)
    assert [(one["id"], one["state"]) for one in before["sent"]] == [(str(mail), "waiting")]
    assert before["customers"] == []
    worker.step(app)
    after = look(browser)
    assert after["sent"][0]["state"] == "sent"
    [arrived] = after["customers"]
    assert arrived["recipients"] == [{"name": "Carla Customer", "email": "carla@acme.example"}]
    assert arrived["sender"] == {"name": "Alice", "email": house.alice.email}
    assert (arrived["subject"], arrived["preview"][:5]) == ("Your delivery", "Hello")


def test_each_recipient_gets_a_copy_and_the_sender_sees_one_mail(
    app: Flask, house: House, browser: Browser
) -> None:
    browser.sign_in(house.alice)
    to = ["Carla Customer <carla@acme.example>", "zoe@zenith.example"]
    assert len(send(browser, to=to, cc=["CARLA@acme.example", house.bob.email])) == 3
    worker.step(app)
    found = look(browser)
    assert len(found["sent"]) == 1
    assert [one["email"] for one in found["sent"][0]["recipients"]] == [
        "carla@acme.example",
        "zoe@zenith.example",
        house.bob.email,
    ]
    # Bob is a colleague: his copy is in no customer's inbox.
    with_customers = {one["recipients"][0]["email"] for one in found["customers"]}
    assert with_customers == {"carla@acme.example", "zoe@zenith.example"}


def test_pressing_send_twice_sends_one_mail(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    assert send(browser) == send(browser)
    assert len(look(browser)["sent"]) == 1


def test_the_saved_file_is_a_mime_message_with_both_parts(app: Flask, house: House, browser: Browser) -> None:
    mail = deliver(browser.sign_in(house.alice), app, subject="Ordre nr. 7 æøå")
    answer = browser.get(f"/desk/mails/{mail}.eml")
    assert answer.mimetype == "message/rfc822"
    assert answer.headers["Content-Disposition"] == "attachment; filename=Ordre_nr._7_a.eml"
    saved = cast(EmailMessage, message_from_bytes(answer.data, policy=default))
    assert saved.defects == []
    assert saved["Subject"] == "Ordre nr. 7 æøå"
    assert str(saved["To"]) == "Carla Customer <carla@acme.example>"
    plain, rich = saved.get_body(("plain",)), saved.get_body(("html",))
    assert plain is not None and "9 <https://rapport.example/r/abc?s=9>" in plain.get_content()
    assert rich is not None and '<a href="https://rapport.example/r/abc?s=9">9</a>' in rich.get_content()


def test_a_mail_opens_with_what_its_headers_say(app: Flask, house: House, browser: Browser) -> None:
    mail = deliver(browser.sign_in(house.alice), app, cc=["Bert Buyer <bert@brixton.example>"])
    opened = look(browser, f"/{mail}")
    assert opened["to"] == [{"name": "Carla Customer", "email": "carla@acme.example"}]
    assert opened["cc"] == [{"name": "Bert Buyer", "email": "bert@brixton.example"}]
    assert opened["rich"] is True


def test_the_body_of_a_mail_runs_no_script_and_opens_links_elsewhere(
    app: Flask, house: House, browser: Browser
) -> None:
    mail = deliver(browser.sign_in(house.alice), app, html="<p>Hi</p><script>alert(1)</script>")
    answer = browser.get(f"/desk/mails/{mail}/body")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert '<base target="_blank">' in answer.text


def test_a_plain_mail_shows_its_text_as_text(app: Flask, house: House, browser: Browser) -> None:
    draft = fields(text="1 < 2 & <b>bold</b>")
    del draft["html"]
    browser.sign_in(house.alice)
    [mail] = send(browser, draft)
    assert look(browser, f"/{mail}")["rich"] is False
    assert look(browser, f"/{mail}")["text"] == "1 < 2 & <b>bold</b>\n"
    assert "1 &lt; 2 &amp; &lt;b&gt;" in browser.get(f"/desk/mails/{mail}/body").text


def test_a_mail_that_cannot_be_sent_says_why(house: House, browser: Browser) -> None:
    browser.sign_in(house.alice)
    for changes, words in (
        ({"to": []}, "Say in To who is to receive this mail."),
        ({"to": ["Carla"]}, "Carla is not a mail address"),
        ({"to": [f"c{number}@acme.example" for number in range(21)]}, "at most"),
        ({"subject": "Hi\r\nBcc: eve@evil.example"}, "one line"),
        ({"request_id": ""}, "lost its number"),
    ):
        answer = post(browser, "/desk/mails", fields(**changes))
        assert (answer.status_code, words in answer.json["detail"]) == (422, True), answer.text
    assert look(browser)["sent"] == []


def test_a_reply_in_the_customers_part_arrives_in_the_senders_inbox(
    app: Flask, house: House, browser: Browser
) -> None:
    mail = deliver(browser.sign_in(house.alice), app)
    assert reply(browser, mail).status_code == 202
    worker.step(app)
    found = look(browser)
    [answer] = found["inbox"]
    assert answer["sender"] == {"name": "Carla Customer", "email": "carla@acme.example"}
    assert answer["subject"] == "Re: Your delivery"
    assert len(found["customers"]) == len(found["sent"]) == 1


def test_nobody_answers_a_colleagues_mail(app: Flask, house: House, browser: Browser) -> None:
    mail = deliver(browser.sign_in(house.alice), app)
    bob = Browser(app.test_client()).sign_in(house.bob)
    assert look(bob, f"/{mail}")["subject"] == "Your delivery"
    assert reply(bob, mail).status_code == 409


def test_an_empty_reply_is_refused(app: Flask, house: House, browser: Browser) -> None:
    mail = deliver(browser.sign_in(house.alice), app)
    assert reply(browser, mail, text=" ").status_code == 422
