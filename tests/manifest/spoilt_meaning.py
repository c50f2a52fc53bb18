"""Manifests that only a reader with sense refuses."""

from tests.manifest import fragments
from tests.manifest.edits import BASE, Spoilt, before_end_of_desktop, cut, edited, edited_in_newer

_EVENTS = before_end_of_desktop(
    fragments.ON_SEND, edited_in_newer("<DesktopFormFactor>", fragments.RUNTIMES + "<DesktopFormFactor>")
)

OF_MEANING = {
    "an http page": Spoilt(
        BASE.replace("https://rapport.example/addin/pane", "http://rapport.example/addin/pane"),
        "address-not-https",
        "<SourceLocation> must be a whole https:// address",
    ),
    "an http icon": Spoilt(
        edited("https://rapport.example/addin/icons/icon-64", "http://rapport.example/addin/icons/icon-64"),
        "address-not-https",
        "<IconUrl>",
    ),
    "a relative page": Spoilt(
        edited('Url" DefaultValue="https://rapport.example/', 'Url" DefaultValue="/'),
        "address-not-https",
        "<Url>",
    ),
    "an http help page": Spoilt(edited("https://help", "http://help"), "address-not-https", "<SupportUrl>"),
    "an address that breaks": Spoilt(
        edited("https://help.acme.example", "https://[help"), "address-not-https", "Support"
    ),
    "a page elsewhere": Spoilt(
        edited('Url" DefaultValue="https://rapport.example', 'Url" DefaultValue="https://cdn.example'),
        "address-other-host",
        "leads to https://cdn.example, but the add-in lives at https://rapport.example",
    ),
    "a page on another port": Spoilt(
        edited(
            'Url" DefaultValue="https://rapport.example', 'Url" DefaultValue="https://rapport.example:8443'
        ),
        "address-other-host",
        "https://rapport.example:8443",
    ),
    "a translated page elsewhere": Spoilt(
        edited(
            'pane.html"/>\n      </bt:Urls>',
            'pane.html"><bt:Override Locale="da-DK" Value="https://dk.example/"/></bt:Url></bt:Urls>',
        ),
        "address-other-host",
        "https://dk.example",
    ),
    "a picture elsewhere": Spoilt(
        edited("https://rapport.example/addin/icons/icon-64", "https://cdn.example/icon-64"),
        "picture-other-host",
        "from https://cdn.example",
        "warning",
    ),
    "own origin not listed": Spoilt(
        cut("<AppDomain>https://rapport", "</AppDomain>"),
        "own-origin-not-listed",
        "contain https://rapport.example",
    ),
    "no domains": Spoilt(
        cut("<AppDomains>", "</AppDomains>"), "own-origin-not-listed", "https://rapport.example"
    ),
    "an http domain": Spoilt(
        edited("<AppDomain>https://login", "<AppDomain>http://login"),
        "app-domain-not-https",
        "must be https://",
    ),
    "no help page": Spoilt(cut("<SupportUrl", "/>"), "support-url-missing", "where people find help"),
    "no icon": Spoilt(cut("<IconUrl", "/>"), "icon-missing", "<IconUrl>"),
    "no large icon": Spoilt(cut("<HighResolutionIconUrl", "/>"), "icon-missing", "<HighResolutionIconUrl>"),
    "a dangling resid": Spoilt(
        edited('resid="Read.Label"', 'resid="Raed.Label"'),
        "resource-missing",
        "Raed.Label, which isn't defined",
    ),
    "a resource only in the older commands": Spoilt(
        cut('<bt:Url id="Pane.Url"', "/>", BASE[BASE.rindex("<bt:Urls>") :]).join(
            [BASE[: BASE.rindex("<bt:Urls>")], ""]
        ),
        "resource-missing",
        "Pane.Url",
    ),
    "an unused resource": Spoilt(
        edited("<bt:Urls>", '<bt:Urls><bt:Url id="Old" DefaultValue="https://rapport.example/old"/>'),
        "resource-unused",
        "Old is used nowhere",
        "warning",
    ),
    "a resource twice": Spoilt(
        edited("<bt:Urls>", '<bt:Urls><bt:Url id="Icon.16" DefaultValue="https://rapport.example/"/>'),
        "resource-twice",
        "Icon.16",
    ),
    "a label that is an address": Spoilt(
        edited('Label resid="Read.Label"', 'Label resid="Pane.Url"'),
        "resource-of-wrong-kind",
        "<Label> needs a short text, but Pane.Url is an address",
    ),
    "a language twice": Spoilt(
        edited('"nl-NL"', '"da-dk"'), "locale-twice", "<Description> is translated twice"
    ),
    "a small icon missing": Spoilt(
        edited('<bt:Image size="16" resid="Icon.16"/>', ""), "icon-size-missing", "16"
    ),
    "a large icon missing": Spoilt(
        edited('size="80"', 'size="64"'), "icon-size-missing", "lacks the size 80"
    ),
    "a group id twice": Spoilt(
        edited('"Compose.Group"', '"Read.Group"'), "id-twice", "Read.Group is used twice"
    ),
    "a button id twice": Spoilt(
        edited_in_newer('"Compose.Button"', '"Read.Button"'), "id-twice", "Read.Button"
    ),
    "a broken id": Spoilt(edited("<Id>", "<Id>\n"), "line-break", "<Id> must stand on one line"),
    "a broken attribute": Spoilt(
        edited("you are writing anyway", "you are\n writing anyway"),
        "line-break",
        "DefaultValue of <Description>",
    ),
    "no Mailbox set": Spoilt(edited('Set Name="Mailbox"', 'Set Name="Dialog"'), "mailbox-missing", "Mailbox"),
    "a Mailbox too new": Spoilt(
        edited('MinVersion="1.5"', 'MinVersion="1.10"'), "mailbox-too-new", "Mailbox 1.10", "warning"
    ),
    "a Mailbox too new for all": Spoilt(
        edited(
            '<Sets>\n      <Set Name="Mailbox" MinVersion="1.5"/>',
            '<Sets DefaultMinVersion="1.8"><Set Name="Mailbox"/>',
        ),
        "mailbox-too-new",
        "Mailbox 1.8",
        "warning",
    ),
    "an unknown event": Spoilt(
        edited('"OnMessageSend"', '"OnMailSent"', _EVENTS), "event-unknown", "“OnMailSent”"
    ),
    "a send mode without sending": Spoilt(
        edited('"OnMessageSend"', '"OnNewMessageCompose"', _EVENTS), "send-mode-without-send", "SendMode"
    ),
    "events without runtimes": Spoilt(
        before_end_of_desktop(fragments.ON_SEND), "runtimes-missing", "<Runtimes>"
    ),
    "runtimes on older Outlook": Spoilt(
        _EVENTS, "runtimes-on-older-outlook", "Internet Explorer 11", "warning"
    ),
    "a function without a file": Spoilt(
        edited_in_newer("</Control>", "</Control>" + fragments.MENU),
        "function-file-missing",
        "<FunctionFile>",
    ),
    "a registration for another host": Spoilt(
        edited("api://rapport.example/", "api://elsewhere.example/"),
        "resource-of-registration",
        "must be api://rapport.example/b1946ac9",
    ),
    "a registration of another application": Spoilt(
        edited("example/b1946ac9", "example/c1946ac9"), "resource-of-registration", "b1946ac9"
    ),
}
