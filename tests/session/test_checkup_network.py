"""Checks of the way out, with a network of the test's own."""

import ssl

import pytest

from headroom_cli.session import checkup_network as network
from tests.session.patients import choosing, healthy, only, verdicts


class Line:
    """A network in which some places take connections; it notes who was asked."""

    def __init__(self, *open_ones):
        self.open_ones, self.asked = open_ones, []

    def __call__(self, place, _patience):
        self.asked.append(place)
        if place[0] not in self.open_ones:
            raise ConnectionRefusedError(111, "Connection refused")
        return self

    def close(self):
        """Nothing to let go of."""


def online(home, **environment):
    """Someone who allows connections, and whose requests all go to one provider."""
    api = "https://api.example"
    who = choosing(healthy(home, **environment), anthropic_api_url=api, openai_api_url=api, gemini_api_url=api)
    return type(who)(settings=who.settings, environment=who.environment, folder=home, online=True)


@pytest.mark.parametrize(
    ("env", "verdict"),
    [
        ({}, "ok"),
        ({"NO_PROXY": "x"}, "ok"),
        ({"https_proxy": "http://me:secret@proxy:3128"}, "ok"),
        ({"HTTPS_PROXY": "https://proxy:3128"}, "problem"),
        ({"HTTP_PROXY": "socks5://proxy:1080"}, "problem"),
        ({"HTTP_PROXY": "proxy:3128"}, "problem"),
        ({"ALL_PROXY": "http://proxy:3128"}, "note"),
    ],
)
def test_only_http_proxies_named_for_a_scheme_are_of_use_and_their_credentials_are_not_said(tmp_path, env, verdict):
    finding = only(network.way_out(healthy(tmp_path, **env)))
    assert finding.verdict == verdict
    assert "secret" not in finding.text


def test_certificates_that_can_be_read_are_well(tmp_path):
    assert only(network.certificates(healthy(tmp_path))).text == "those of the system"
    assert verdicts(network.certificates(healthy(tmp_path, SSL_CERT_DIR=str(tmp_path)))) == ["ok"]
    if pem := ssl.get_default_verify_paths().cafile:
        assert verdicts(network.certificates(healthy(tmp_path, NODE_EXTRA_CA_CERTS=pem))) == ["ok"]


@pytest.mark.parametrize("name", ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_certificates_that_cannot_be_read_are_a_problem_by_name(tmp_path, name):
    (tmp_path / "empty.pem").touch()
    for path in ("missing.pem", "empty.pem"):
        finding = only(network.certificates(healthy(tmp_path, **{name: str(tmp_path / path)})))
        assert finding.verdict == "problem"
        assert finding.text.startswith(f"{name}: ")


def test_nothing_leaves_the_machine_unasked(tmp_path):
    line = Line()
    finding = only(network.providers(healthy(tmp_path), line))
    assert (finding.verdict, line.asked) == ("ok", [])
    assert "https://api.anthropic.com" in finding.text


def test_a_provider_on_this_machine_that_is_gone_is_a_problem_at_once(tmp_path):
    for url in ("http://localhost:8787/v1", "http://127.0.0.1:8787", "http://[::1]:8787"):
        line = Line()
        gone, *_ = network.providers(choosing(healthy(tmp_path), anthropic_api_url=url), line)
        assert gone.verdict == "problem"
        assert gone.text.endswith("cannot be reached: Connection refused")
        assert [port for _, port in line.asked] == [8787]


def test_online_every_place_is_tried_once(tmp_path):
    line = Line("api.example")
    assert only(network.providers(online(tmp_path), line)).text == "https://api.example takes connections"
    assert line.asked == [("api.example", 443)]
    assert verdicts(network.providers(online(tmp_path), Line())) == ["problem"]


@pytest.mark.parametrize(
    ("exceptions", "hop"),
    [
        ("", ("proxy", 3128)),
        ("example.com,other", ("proxy", 3128)),
        ("xample", ("proxy", 3128)),
        ("example", ("api.example", 443)),
        ("localhost, .example", ("api.example", 443)),
        ("*", ("api.example", 443)),
    ],
)
def test_a_provider_is_tried_by_the_persons_proxy_unless_it_is_excepted(tmp_path, exceptions, hop):
    line = Line("proxy", "api.example")
    who = online(tmp_path, HTTPS_PROXY="http://me:secret@proxy:3128", NO_PROXY=exceptions)
    finding = only(network.providers(who, line))
    assert (finding.verdict, line.asked) == ("ok", [hop])
    assert "secret" not in finding.text
