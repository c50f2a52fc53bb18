"""The organisation's own settings: its beginning, its people, and the roll-out of the add-in."""
