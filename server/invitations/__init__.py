"""Whom we ask: who may be asked now, personal links, and the question that is put into a mail.

What people answered must not be known here, except that they have.
"""
