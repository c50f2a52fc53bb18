"""Outlook's description of the add-in: settings become a manifest, and any manifest can be checked.

An admin gives the manifest to Microsoft 365 or Exchange, and Outlook learns from it which buttons to show
and which of our pages they open. It is the older, XML kind: the only one that Outlook 2016, Outlook for Mac
and Exchange on own servers read. `build` makes it, `check` says in sentences what Outlook would refuse in
it; the same stands behind `python -m manifest` and the admin's page. Nothing here knows an organisation, a
database or the web, and nothing here asks the network whether an address answers.
"""

from manifest.build import build
from manifest.check import check
from manifest.finding import Finding
from manifest.settings import Settings, SettingsProblem
from manifest.settings_file import read
from manifest.texts import LOCALES, Texts, built_in

__all__ = ["LOCALES", "Finding", "Settings", "SettingsProblem", "Texts", "build", "built_in", "check", "read"]
