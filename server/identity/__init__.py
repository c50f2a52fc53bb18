"""Who is speaking: people, their second factors and sign-ins, and the operators whom admins approve.

Whose rows they may see is decided in `tenancy`. What people measure, ask or answer must not be known here.
"""
