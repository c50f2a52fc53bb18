"""What operators do for the safety of everybody's data: change and destroy keys, back up, restore, read logs.

Whatever works on all tables alike stands here; it knows them by their columns. What a single table means must
not be known here.
"""
