"""Who is speaking and whose rows they may touch: organisations, people, sign-in, row rights.

`row_rights.py` holds the one declaration a table makes; `transaction.py` opens the only sessions there are.
What people measure, ask or answer must not be known here.
"""
