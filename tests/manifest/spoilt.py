"""Every good manifest that was given one fault."""

from tests.manifest.spoilt_form import OF_FORM
from tests.manifest.spoilt_meaning import OF_MEANING
from tests.manifest.spoilt_unreadable import UNREADABLE

__all__ = ["SPOILT", "UNREADABLE"]

SPOILT = UNREADABLE | OF_FORM | OF_MEANING
