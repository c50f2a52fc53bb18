"""A stand-in for Microsoft's sign-in: the real OpenID provider of npm, set up to answer as Entra does.

Each tenant is mounted at https://localhost:<port>/<tenant id>/v2.0, all together at /organizations/v2.0.
People are given by the test.
"""

from tests.microsoft.provider import EVERYBODY, Account, Provider, start_provider

__all__ = ["EVERYBODY", "Account", "Provider", "start_provider"]
