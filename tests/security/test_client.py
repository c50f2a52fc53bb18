"""From which network a request comes."""

import pytest
from flask import Flask, request

from server.security.throttling.client import network, network_of, trust_proxies


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:51234", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_what_is_counted_as_one(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as


@pytest.mark.parametrize(
    ("proxies", "counted_as"), [(0, "203.0.113.1"), (1, "198.51.100.9"), (2, "192.0.2.7"), (3, "10.9.9.9")]
)
def test_only_as_many_proxies_are_believed_as_there_are(proxies: int, counted_as: str) -> None:
    app = Flask(__name__)
    trust_proxies(app, proxies)

    @app.get("/")
    def whence() -> str:
        return f"{network()} {request.host} {request.scheme}"

    headers = {
        "X-Forwarded-For": "10.9.9.9, 192.0.2.7, 198.51.100.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
    }
    answer = app.test_client().get("/", headers=headers, environ_base={"REMOTE_ADDR": "203.0.113.1"})
    assert answer.text == f"{counted_as} localhost http"
