"""The audit trail: what is written down as it happens, and how tampering with it is found.

It knows ids and our own words; names of people are looked up by those who show it.
"""
