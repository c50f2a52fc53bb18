"""Manifests that a schema refuses: structure, order, types and lengths."""

from tests.manifest import fragments
from tests.manifest.edits import BASE, Spoilt, before_end_of_desktop, cut, edited, edited_in_newer

_EVENTS = before_end_of_desktop(
    fragments.ON_SEND, edited_in_newer("<DesktopFormFactor>", fragments.RUNTIMES + "<DesktopFormFactor>")
)

OF_FORM = {
    "a bad GUID": Spoilt(edited("<Id>7c0de4a1", "<Id>zc0de4a1"), "malformed", "<Id> must be a GUID"),
    "a five-part version": Spoilt(
        edited(">1.2.0.0<", ">1.2.0.0.1<"), "malformed", "<Version> must be one to four"
    ),
    "no version": Spoilt(cut("<Version>", "</Version>"), "order", "<AlternateId> or <Version>"),
    "version before id": Spoilt(
        edited("<Id>", "<Version>1.0</Version><Id>", cut("<Version>", "</Version>")),
        "order",
        "<Version> can't stand here; the next must be <Id>",
    ),
    "an unknown element": Spoilt(
        edited("<Permissions>", "<Licence/><Permissions>"), "order", "<Licence> can't"
    ),
    "a long name": Spoilt(
        edited('<DisplayName DefaultValue="', '<DisplayName DefaultValue="' + "x" * 126),
        "too-long",
        "DefaultValue of <DisplayName> has 133 characters; Outlook takes at most 125",
    ),
    "a long description": Spoilt(
        edited('<Description DefaultValue="', '<Description DefaultValue="' + "x" * 250),
        "too-long",
        "at most 250",
    ),
    "a long label": Spoilt(
        edited('id="Group.Label" DefaultValue="', 'id="Group.Label" DefaultValue="' + "x" * 125),
        "too-long",
        "DefaultValue of <String>",
    ),
    "a long translation": Spoilt(
        edited('Locale="da-DK" Value="', 'Locale="da-DK" Value="' + "x" * 250),
        "too-long",
        "Value of <Override>",
    ),
    "a long resid": Spoilt(
        BASE.replace("Pane.Url", "P" * 33), "too-long", "resid of <SourceLocation> has 33"
    ),
    "an empty provider": Spoilt(edited("Acme A/S", ""), "empty", "<ProviderName> must not be empty"),
    "a bad locale": Spoilt(edited(">en-US<", ">English<"), "malformed", "such as en-US, not “English”"),
    "a bad locale of a translation": Spoilt(edited('"da-DK"', '"dansk"'), "malformed", "such as da-DK"),
    "an unknown permission": Spoilt(
        edited("ReadWriteItem", "ReadWrite"),
        "not-a-choice",
        "ReadWriteItem or ReadWriteMailbox, not “ReadWrite”",
    ),
    "a pane too high": Spoilt(edited(">250<", ">451<"), "out-of-range", "at most 450, not “451”"),
    "a pane too low": Spoilt(edited(">250<", ">31<"), "out-of-range", "at least 32"),
    "a height in words": Spoilt(edited(">250<", ">high<"), "malformed", "a whole number from 32 to 450"),
    "a boolean in words": Spoilt(
        edited("Pinning>true", "Pinning>yes"), "malformed", "true or false, not “yes”"
    ),
    "pinning in the older commands": Spoilt(
        edited("</Action>", "<SupportsPinning>true</SupportsPinning></Action>"), "order", "<SupportsPinning>"
    ),
    "pinning before the page": Spoilt(
        edited(
            '<Action xsi:type="ShowTaskpane">',
            '<Action xsi:type="ShowTaskpane"><SupportsPinning>true</SupportsPinning>',
            cut("<SupportsPinning>", "</SupportsPinning>"),
        ),
        "order",
        "the next must be <SourceLocation>",
    ),
    "shared folders after the buttons": Spoilt(
        before_end_of_desktop(fragments.SHARED, cut(fragments.SHARED, "\n")),
        "order",
        "<SupportsSharedFolders>",
    ),
    "an unknown kind of button": Spoilt(
        edited('"Button"', '"Knob"'), "kind-unknown", "<Control> has an xsi:type"
    ),
    "a kind from elsewhere": Spoilt(
        edited('"ShowTaskpane"', '"Button"'), "kind-unknown", "<Action> has an xsi:type"
    ),
    "a kind with an unknown prefix": Spoilt(
        edited('"Button"', '"x:Button"'), "kind-unknown", "<Control> has"
    ),
    "a button of no kind": Spoilt(
        edited(' xsi:type="Button"', ""), "kind-missing", "<Control> needs an xsi:type"
    ),
    "a button without id": Spoilt(
        edited(' id="Read.Button"', ""), "attribute-missing", "lacks the attribute id"
    ),
    "an unknown attribute": Spoilt(
        edited('Mode="Or"', 'Mode="Or" Not="1"'), "attribute-unknown", "attribute Not"
    ),
    "no host": Spoilt(edited('<Host Name="Mailbox"/>', ""), "element-missing", "<Hosts> lacks <Host>"),
    "a host for documents": Spoilt(
        edited('Host Name="Mailbox"', 'Host Name="Document"'), "not-a-choice", "Mailbox"
    ),
    "text between elements": Spoilt(
        edited("<Hosts>", "<Hosts>Outlook"), "content-not-allowed", "<Hosts> can't hold"
    ),
    "text in an empty element": Spoilt(
        edited('<Host Name="Mailbox"/>', '<Host Name="Mailbox">Outlook</Host>'),
        "content-not-allowed",
        "<Host>",
    ),
    "a forgotten prefix": Spoilt(
        edited("<bt:Images>", "<Images>").replace("</bt:Images>", "</Images>", 1),
        "namespace",
        "<Images> is in",
    ),
    "no requirements": Spoilt(cut("<Requirements>", "</Requirements>"), "order", "must be <Requirements>"),
    "no forms": Spoilt(cut("<FormSettings>", "</FormSettings>"), "order", "must be <FormSettings>"),
    "no rule": Spoilt(cut('<Rule xsi:type="RuleC', "</Rule>"), "order", "must be <Rule>"),
    "a rule without a form": Spoilt(
        edited(' FormType="Read"', ""), "attribute-missing", "attribute FormType"
    ),
    "a Mailbox version of one number": Spoilt(
        edited('MinVersion="1.5"', 'MinVersion="1"'), "malformed", "MinVersion of <Set> must be two numbers"
    ),
    "an unknown send mode": Spoilt(edited('"PromptUser"', '"Ask"', _EVENTS), "not-a-choice", "PromptUser or"),
    "an action without a page": Spoilt(
        edited('<SourceLocation resid="Pane.Url"/>', ""), "element-missing", "<Action> lacks <SourceLocation>"
    ),
    "a phone icon in too few sizes": Spoilt(
        edited(
            '<bt:Image size="48" scale="3" resid="Icon.32"/>',
            "",
            edited_in_newer("</DesktopFormFactor>", "</DesktopFormFactor>" + fragments.PHONE),
        ),
        "icon-size-missing",
        "48 at scale 3",
    ),
}
