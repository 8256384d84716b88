"""OpenAI's requests find their way."""

from headroom_cli.dialects.openai import PLUGIN


def test_its_paths_are_known():
    assert PLUGIN.home("/v1/chat/completions", {})
    assert PLUGIN.home("/v1/responses", {"authorization": "Bearer k"})
    assert not PLUGIN.home("/v1/messages", {})
