"""Claims challenges: how an API at Microsoft says that a token doesn't show enough.

The program asks Microsoft again and names the claims; Microsoft asks the person for what is missing, and the
next token shows it (learn.microsoft.com/entra/identity-platform/claims-challenge). What we ask for ourselves
is an authentication context, which a tenant's admin ties to a second factor by Conditional Access
(learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context).
"""

import base64
import json
from typing import Literal

from server.errors import Problem


class MoreClaims(Problem):
    """A token has to show more; `context` is the authentication context that is missing, if it is that."""

    def __init__(self, detail: str, claims: str, authority: str, context: str | None = None) -> None:
        challenge = base64.b64encode(claims.encode()).decode()
        super().__init__(
            401,
            "Microsoft has to ask you for more",
            detail,
            headers={
                "WWW-Authenticate": (
                    f'Bearer realm="", authorization_uri="{authority}/oauth2/v2.0/authorize", '
                    f'error="insufficient_claims", claims="{challenge}"'
                )
            },
        )
        self.context = context


def of_context(context: str, token: Literal["access_token", "id_token"]) -> str:
    """The claims that ask for an authentication context, as Microsoft's JSON."""
    return json.dumps({token: {"acrs": {"essential": True, "value": context}}}, separators=(",", ":"))
