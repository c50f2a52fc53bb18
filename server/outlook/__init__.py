"""The pane's side of the server: what it serves to Outlook, and the API that the pane speaks.

It joins what the capabilities below know about a recipient; it decides nothing itself.
"""
