"""Keys and encryption, tokens, passwords, page headers: how things are kept safe, knowing no business.

Nothing here may know what an organisation, a person or a survey is.
"""
