"""Gemini's requests find their way."""

from headroom_cli.dialects.gemini import PLUGIN


def test_its_paths_and_its_key_are_known():
    assert PLUGIN.home("/v1beta/models/x:streamGenerateContent", {})
    assert PLUGIN.home("/", {"x-goog-api-key": "k"})
    assert not PLUGIN.home("/v1/messages", {})
