"""What is no manifest at all."""

from tests.manifest.edits import BASE, Spoilt, edited

_BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'


UNREADABLE = {
    "empty": Spoilt("", "not-xml", "no element found"),
    "cut off": Spoilt(BASE[:2000], "not-xml", "well-formed"),
    "plain text": Spoilt("Dear Outlook", "not-xml", "well-formed"),
    "unknown prefix": Spoilt(edited("<bt:Sets>", "<tb:Sets>"), "not-xml", "mismatched tag"),
    "an undeclared prefix": Spoilt(edited(' xmlns:bt="', ' xmlns:tb="'), "not-xml", "prefix bt"),
    "an entity bomb": Spoilt(edited("<OfficeApp", _BOMB + "<OfficeApp"), "doctype", "remove it"),
    "an undeclared entity": Spoilt(edited("Acme A/S", "&acme;"), "not-xml", "undefined entity"),
    "another encoding named": Spoilt(edited("'UTF-8'", "'ISO-8859-1'"), "not-utf-8", "save it as UTF-8"),
    "too large": Spoilt(BASE + " " * 256 * 1024, "too-large", "262,144"),
    "too deep": Spoilt("<a>" * 5000 + "</a>" * 5000, "not-xml", "depth"),
    "another document": Spoilt("<html/>", "not-a-mail-add-in", "must begin with an <OfficeApp>"),
    "the older format": Spoilt(
        edited("appforoffice/1.1", "appforoffice/1.0"), "not-a-mail-add-in", "must begin with an <OfficeApp>"
    ),
    "a task pane add-in": Spoilt(
        edited('"MailApp"', '"TaskPaneApp"'), "not-a-mail-add-in", 'xsi:type="MailApp"'
    ),
    "no kind of add-in": Spoilt(edited(' xsi:type="MailApp"', ""), "not-a-mail-add-in", 'xsi:type="MailApp"'),
}
