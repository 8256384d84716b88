"""Providers whose requests only pass."""

import json

import pytest

from headroom_cli.dialects import NotReadable
from headroom_cli.dialects.passing import Passing

DIALECT = Passing("nine", r"/v9/", "x-nine")


def test_a_request_is_known_by_path_or_header_and_never_rewritten():
    assert DIALECT.home("/v9/x", {})
    assert DIALECT.home("/", {"x-nine": "1"})
    assert not DIALECT.home("/v1/x", {})
    assert not DIALECT.speaks("POST", "/v9/x")
    assert DIALECT.canonical("/v9/x") == "/v9/x"
    assert not DIALECT.knows({"role": "user", "content": "x"})


@pytest.mark.parametrize("read", [DIALECT.outline, DIALECT.message])
def test_nothing_is_read(read):
    with pytest.raises(NotReadable):
        read(b"{}")


def test_answers_pass_and_errors_say_what_is_wrong():
    reader = DIALECT.reader(streaming=True)
    assert reader.feed(b"x") == b"x"
    assert json.loads(DIALECT.error(502, "gone"))["error"]["message"] == "gone"
