"""The XML namespaces of an add-in-only mail manifest."""

APP = "http://schemas.microsoft.com/office/appforoffice/1.1"
RESOURCES = "http://schemas.microsoft.com/office/officeappbasictypes/1.0"
OVERRIDES_1_0 = "http://schemas.microsoft.com/office/mailappversionoverrides"
OVERRIDES_1_1 = "http://schemas.microsoft.com/office/mailappversionoverrides/1.1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

TYPE = f"{{{INSTANCE}}}type"
"""The attribute by which a manifest says which kind of host, button or action an element is."""
