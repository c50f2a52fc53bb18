"""The demonstration: Nordwind Supply, an invented organisation with two lively years behind it.

`load.py` fills an empty database once. Who they are stands in `people.py` and `accounts.py`, what they ask in
`surveys.py`, what customers say in `comments.py`; `history.py` plays the two years from a fixed seed, so that
two machines that load at the same moment show the same numbers. Everybody here is invented, and every
address ends in `.example`. Nothing of the product may need this folder.
"""
