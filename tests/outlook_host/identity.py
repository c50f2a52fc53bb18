"""What the simulated Outlook answers when the pane asks for Microsoft's token."""

from dataclasses import dataclass
from typing import Literal

Way = Literal[
    "nested silent",
    "nested silent with claims",
    "nested prompt",
    "nested prompt with claims",
    "office silent",
    "office silent with claims",
    "office prompt",
    "office prompt with claims",
]


@dataclass(frozen=True)
class TokenAnswer:
    """A token; or why there is none: a broker's status for nested ways, Office's number for the others."""

    token: str = ""
    status: str = "PERSISTENT_ERROR"
    code: int = 13007
