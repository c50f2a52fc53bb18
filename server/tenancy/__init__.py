"""Whose rows: organisations, the eyes a transaction sees with, and row rights on both databases.

`row_rights.py` holds the one declaration a table makes; `transaction.py` opens the only sessions there are.
Which people there are must not be known here.
"""
