"""The pages of the fake sign-in window: one button in place of an identity provider, then the hand-over."""

import json
from html import escape
from typing import Any


def start_page(nonce: str) -> str:
    """Where the window begins."""
    return (
        '<!DOCTYPE html><html lang="en"><title>Sign in</title><h1>Sign in</h1>'
        '<form method="post" action="/dialog/finish">'
        f'<input type="hidden" name="nonce" value="{escape(nonce)}"><button>Continue as Anna</button></form>'
    )


def done_page(message: dict[str, Any]) -> str:
    """Where the window ends; `message` is what the pane must get."""
    return (
        '<!DOCTYPE html><html lang="en"><title>Signed in</title>'
        f'<meta name="rapport-message" content="{escape(json.dumps(message))}">'
        '<body><p id="what-now">This window closes by itself.</p>'
        '<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>'
        '<script src="/addin/dialog.js"></script>'
    )
