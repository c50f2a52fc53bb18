"""Where Chromium is, and how the tests start it."""

import shutil

# A page of a public address frames a server on loopback in the simulated Outlook, and the certificates of
# servers are self-made: both are allowed in the whole browser. Root gets no sandbox.
LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--ignore-certificate-errors",
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
]


def chromium_path() -> str:
    """The program.

    Raises:
        AssertionError: when there is none.
    """
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "Chromium is missing: `make test` installs it, or says what to install."
    return found
