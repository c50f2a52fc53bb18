"""With which keys programs come, and from which networks anybody may.

People are known here by their ids alone.
"""
