"""The organisation's own settings: its beginning, its people, the roll-out of the add-in,
what operators may do, and the audit trail."""
