"""What invited people see and send: the answer page, visits, responses.

A visit proves nothing, since mail scanners open links; only the form's POST makes a response.
"""
