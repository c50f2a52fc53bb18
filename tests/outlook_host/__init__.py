"""Outlook on the web as a test can hold it: a host page that speaks the protocol of the real office.js.

The pane under test is served by any https server, named by its origin; Office.js itself comes from the npm
package of tests/package.json. Every other address is refused, and remembered in `OutlookHost.strays`. Here
stands no knowledge of Rapport beyond the pane's path.
"""

from tests.outlook_host.host import MAILBOX_1_8, OutlookHost
from tests.outlook_host.identity import TokenAnswer, Way
from tests.outlook_host.mail import Address, Fault, Mail, draft, received
from tests.outlook_host.network import OFFICE_JS, office_js_is_installed

__all__ = [
    "MAILBOX_1_8",
    "OFFICE_JS",
    "Address",
    "Fault",
    "Mail",
    "OutlookHost",
    "TokenAnswer",
    "Way",
    "draft",
    "office_js_is_installed",
    "received",
]
