"""The ways in without a window of ours, their order, and what each of them leads to when it fails."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha384

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from server.security import headers
from tests.addin.fake_rapport import ADDIN, PERSON, SECOND_FACTOR, FakeRapport
from tests.addin.people import METTE, open_window
from tests.addin.test_ask import insert, notice, title
from tests.addin.test_sign_in import DIALOG_ERRORS, SIGN_IN
from tests.outlook_host import MAILBOX_1_8, OutlookHost, TokenAnswer, draft
from tests.outlook_host.network import npm_file

pytestmark = [pytest.mark.browser, pytest.mark.node]

NewOutlook = Callable[..., OutlookHost]
NESTED = {**MAILBOX_1_8, "Mailbox": "1.15", "NestedAppAuth": "1.1"}
OFFICE = {**MAILBOX_1_8, "Mailbox": "1.10", "IdentityAPI": "1.3"}
BOTH = NESTED | OFFICE
SIGNED_IN = "Signed in as Anna Berg, Nordlys"
CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
INTERACTION = TokenAnswer(status="USER_INTERACTION_REQUIRED")
SOMEBODY_ELSE = {
    "person": {"name": "Bo Lind", "email": "bo@nordlys.example"},
    "organisation": {"name": "Nordlys"},
}


@pytest.fixture
def known(rapport: FakeRapport) -> FakeRapport:
    """Anna comes with the token "annas"; "weak" lacks a claim, and "strangers" is nobody's here."""
    rapport.people_at_microsoft = {
        "annas": PERSON,
        "weak": {"claims": CLAIMS},
        "strangers": {"refused": "Your admin hasn't added you to Rapport yet."},
    }
    return rapport


def paths(rapport: FakeRapport) -> list[str]:
    return [path for path, _ in rapport.received if path.startswith("/api/pane/")]


def press(pane: FrameLocator) -> None:
    pane.get_by_role("button", name="Sign in").click()


def allow_window(outlook: OutlookHost, pane: FrameLocator) -> Page:
    """Outlook asks before it opens our window; gives the window."""
    with outlook.context.expect_page() as opened:
        pane.get_by_role("button", name="Allow").click()
    outlook.complaints.clear()  # Office.js's own notice has inline handlers, which our policy does not allow
    return opened.value


def finish(window: Page) -> None:
    with window.expect_event("close"):
        window.get_by_role("button", name="Continue as Anna").click()


def test_an_old_outlook_is_not_asked_and_loads_nothing(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False)
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    assert paths(known) == []
    assert pane.locator("body").evaluate("() => typeof window.msal") == "undefined"


def test_nested_authentication_signs_in_without_a_press(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False, requirements=BOTH, tokens={"nested silent": TokenAnswer("annas")})
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert outlook.asked_for() == [("nested silent", None)]


def test_office_s_own_sign_in_comes_second(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(
        signed_in=False,
        requirements=BOTH,
        tokens={"nested silent": TokenAnswer(), "office silent": TokenAnswer("annas")},
    )
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert outlook.asked_for() == [("nested silent", None), ("office silent", None)]


def test_a_stored_session_comes_before_everything(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(requirements=BOTH, tokens={"nested silent": TokenAnswer("annas")})
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert outlook.asked_for() == []


def test_where_microsoft_is_not_set_up_outlook_is_not_asked(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    known.microsoft = None
    outlook = new_outlook(signed_in=False, requirements=BOTH, tokens={"nested silent": TokenAnswer("annas")})
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    assert outlook.asked_for() == []


def test_microsoft_s_own_window_waits_for_the_press(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(
        signed_in=False,
        requirements=NESTED,
        tokens={"nested silent": INTERACTION, "nested prompt": TokenAnswer("annas")},
    )
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    expect(notice(pane)).to_have_count(0)
    press(pane)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    asked = ["nested silent", "nested silent", "nested prompt"]
    assert [way for way, _ in outlook.asked_for()] == asked


def test_office_may_ask_the_person_only_after_the_press(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(
        signed_in=False,
        requirements=OFFICE,
        tokens={"office silent": TokenAnswer(code=13001), "office prompt": TokenAnswer("annas")},
    )
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    press(pane)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert [way for way, _ in outlook.asked_for()] == ["office silent", "office prompt"]


def test_a_person_who_stops_microsoft_s_window_is_told_what_comes_next(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    for requirements, tokens in (
        (NESTED, {"nested silent": INTERACTION, "nested prompt": TokenAnswer(status="USER_CANCEL")}),
        (OFFICE, {"office silent": TokenAnswer(code=13001), "office prompt": TokenAnswer(code=13002)}),
    ):
        outlook = new_outlook(signed_in=False, requirements=requirements, tokens=tokens)
        pane = outlook.open(draft((METTE,)))
        press(pane)
        expect(notice(pane)).to_have_text(
            "Microsoft’s sign-in was closed before it was finished. Press Sign in again, and a window of "
            "Rapport opens instead."
        )
        finish(open_window(outlook, pane))
        expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
        outlook.close()


@pytest.mark.parametrize("code", [13000, 13001, 13003, 13005, 13006, 13007, 13008, 13010, 13012, 13013])
def test_office_s_errors_lead_to_our_window(known: FakeRapport, new_outlook: NewOutlook, code: int) -> None:
    answer = TokenAnswer(code=code)
    outlook = new_outlook(
        signed_in=False, requirements=OFFICE, tokens={"office silent": answer, "office prompt": answer}
    )
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    expect(notice(pane)).to_have_count(0)
    is_cured_by_press = code in {13001, 13005, 13006, 13008, 13013}
    if is_cured_by_press:
        press(pane)
        window = allow_window(outlook, pane)
    else:
        window = open_window(outlook, pane)
    finish(window)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    asked = ["office silent", "office prompt"] if is_cured_by_press else ["office silent"]
    assert [way for way, _ in outlook.asked_for()] == asked


@pytest.mark.parametrize("status", ["NO_NETWORK", "DISABLED", "PERSISTENT_ERROR", "TRANSIENT_ERROR"])
def test_a_broker_that_fails_leads_to_our_window(
    known: FakeRapport, new_outlook: NewOutlook, status: str
) -> None:
    outlook = new_outlook(
        signed_in=False, requirements=NESTED, tokens={"nested silent": TokenAnswer(status=status)}
    )
    pane = outlook.open(draft((METTE,)))
    finish(open_window(outlook, pane))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_promise_without_a_bridge_leads_to_our_window(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False, requirements=NESTED, has_bridge=False)
    pane = outlook.open(draft((METTE,)))
    window = open_window(outlook, pane)
    assert window.url.startswith(known.origin)
    finish(window)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_script_that_cannot_be_had_leads_to_the_next_way(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(signed_in=False, requirements=BOTH, tokens={"office silent": TokenAnswer("annas")})
    outlook.context.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_script_that_was_changed_does_not_run(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(signed_in=False, requirements=BOTH, tokens={"office silent": TokenAnswer("annas")})
    outlook.context.route(
        "https://cdn.jsdelivr.net/**",
        lambda route: route.fulfill(
            body="window.msal = {}; window.wasRun = true;",
            content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert pane.locator("body").evaluate("() => typeof window.wasRun") == "undefined"
    assert "integrity" in outlook.complaints.pop()


def test_an_outlook_that_never_answers_is_left_after_a_while(
    known: FakeRapport, own_profile: BrowserContext, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(signed_in=False, requirements=OFFICE, context=own_profile)
    own_profile.clock.install()
    pane = outlook.open(draft((METTE,)))
    outlook.page.wait_for_function("() => window.outlook && outlook.askedFor().length")
    own_profile.clock.run_for(16_000)
    expect(title(pane, SIGN_IN)).to_be_visible()


def test_whom_our_server_refuses_can_be_somebody_else_in_our_window(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(
        signed_in=False, requirements=BOTH, tokens={"nested silent": TokenAnswer("strangers")}
    )
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    assert outlook.asked_for() == [("nested silent", None)]
    finish(open_window(outlook, pane))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


@pytest.mark.parametrize(("requirements", "way"), [(NESTED, "nested"), (OFFICE, "office")])
def test_claims_that_are_missing_are_asked_for_at_microsoft(
    known: FakeRapport, new_outlook: NewOutlook, requirements: dict[str, str], way: str
) -> None:
    outlook = new_outlook(
        signed_in=False,
        requirements=requirements,
        tokens={
            f"{way} silent": TokenAnswer("weak"),
            f"{way} silent with claims": TokenAnswer(status="USER_INTERACTION_REQUIRED", code=13005),
            f"{way} prompt with claims": TokenAnswer("annas"),
        },
    )
    pane = outlook.open(draft((METTE,)))
    expect(notice(pane)).to_have_text(SECOND_FACTOR)
    press(pane)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    assert outlook.asked_for()[-1] == (f"{way} prompt", CLAIMS)


def test_a_token_that_lacks_the_claims_again_leads_to_our_window(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    weak = TokenAnswer("weak")
    outlook = new_outlook(
        signed_in=False, requirements=OFFICE, tokens={"office silent": weak, "office prompt": weak}
    )
    pane = outlook.open(draft((METTE,)))
    expect(notice(pane)).to_have_text(SECOND_FACTOR)
    finish(open_window(outlook, pane))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_sign_in_that_ends_is_renewed_without_a_word(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(
        signed_in=False, requirements=NESTED, tokens={"nested silent": TokenAnswer("annas")}
    )
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    known.forget_sessions()
    insert(pane)
    expect(title(pane, "The question is in your mail")).to_be_visible()
    assert outlook.asked_for() == [("nested silent", None)]
    assert paths(known).count("/api/pane/session/microsoft") == 2
    assert len(known.tokens) == 1


def test_a_pane_opened_with_an_ended_sign_in_is_renewed(known: FakeRapport, new_outlook: NewOutlook) -> None:
    outlook = new_outlook(requirements=NESTED, tokens={"nested silent": TokenAnswer("annas")})
    known.forget_sessions()
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_renewal_as_somebody_else_is_not_taken(known: FakeRapport, new_outlook: NewOutlook) -> None:
    known.people_at_microsoft["bos"] = SOMEBODY_ELSE
    outlook = new_outlook(requirements=NESTED, tokens={"nested silent": TokenAnswer("bos")})
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    known.forget_sessions()
    insert(pane)
    expect(notice(pane)).to_have_text("Your sign-in has ended. Sign in again: what you typed is kept.")
    expect(pane.get_by_text("Bo Lind")).to_have_count(0)
    assert known.tokens == set()
    assert known.invitations == {}


def test_where_nothing_renews_the_button_says_that_the_sign_in_ended(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(requirements=OFFICE, tokens={"office silent": TokenAnswer(code=13006)})
    pane = outlook.open(draft((METTE,)))
    expect(pane.get_by_role("radio")).to_be_checked()
    known.forget_sessions()
    insert(pane)
    expect(notice(pane)).to_have_text("Your sign-in has ended. Sign in again: what you typed is kept.")


def test_who_signed_out_stays_so_until_they_press(
    known: FakeRapport, own_profile: BrowserContext, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(
        context=own_profile,
        signed_in=False,
        requirements=NESTED,
        tokens={"nested silent": TokenAnswer("annas")},
    )
    pane = outlook.open(draft((METTE,)))
    pane.get_by_role("button", name="Sign out").click()
    expect(notice(pane)).to_have_text("You are signed out.")
    outlook.page.reload()
    expect(title(pane, SIGN_IN)).to_be_visible()
    assert outlook.asked_for() == []
    press(pane)
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()
    outlook.page.reload()
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_server_that_is_away_is_not_taken_for_a_refusal(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(
        signed_in=False, requirements=NESTED, tokens={"nested silent": TokenAnswer("annas")}
    )
    outlook.context.route("**/api/pane/session/microsoft", lambda route: route.abort())
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, "Rapport could not start")).to_be_visible()
    outlook.context.unroute("**/api/pane/session/microsoft")
    pane.get_by_role("button", name="Try again").click()
    expect(pane.get_by_text(SIGNED_IN)).to_be_visible()


def test_a_blocked_window_is_said_after_the_other_ways_failed(
    known: FakeRapport, new_outlook: NewOutlook
) -> None:
    outlook = new_outlook(
        signed_in=False, requirements=OFFICE, tokens={"office silent": TokenAnswer(code=13003)}
    )
    pane = outlook.open(draft((METTE,)))
    expect(title(pane, SIGN_IN)).to_be_visible()
    pane.locator("body").evaluate("window.open = () => null")
    press(pane)
    expect(notice(pane)).to_contain_text(DIALOG_ERRORS[12011])
    outlook.complaints.clear()  # as in allow_window


def test_the_script_that_is_pinned_is_the_one_that_the_page_may_load() -> None:
    script = (ADDIN / "nested.js").read_text(encoding="utf-8")
    assert f"'{headers.MSAL_BROWSER}'" in script
    file = npm_file(headers.MSAL_BROWSER)
    assert file, "tests/package.json names another version of msal-browser"
    digest = b64encode(sha384(file.read_bytes()).digest()).decode()
    assert f"'sha384-{digest}'" in script
