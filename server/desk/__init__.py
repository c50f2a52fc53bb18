"""The desk: a page that looks like a mail program and plays Outlook's part for the real add-in.

Open only where the configuration says so. Nothing of the product may need it.
"""
