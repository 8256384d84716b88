"""The retrieve tool over a store, asked through MCP."""

import json

from headroom_cli.ccr import marker
from headroom_cli.errors import StoreError
from headroom_cli.session.retrieval import answering, mcp_server
from headroom_cli.stores import open_store

TEXT = "\n".join(f"line {n}" for n in range(1, 50))
KEY = marker.key(TEXT)


def call(store, noted, **arguments) -> dict:
    params = {"name": "headroom_retrieve", "arguments": arguments}
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
    return json.loads(mcp_server(answering(store, lambda hit, tokens: noted.append((hit, tokens)))).handle(message))[
        "result"
    ]


def test_an_original_comes_back_byte_for_byte_and_is_noted():
    store, noted = open_store("memory:"), []
    store.put(KEY, TEXT)
    assert call(store, noted, key=KEY)["content"] == [{"type": "text", "text": TEXT}]
    assert noted[0][0] is True
    assert noted[0][1] > 100


def test_a_miss_says_what_to_do_instead_and_is_noted():
    noted = []
    answer = call(open_store("memory:"), noted, key=KEY)
    assert answer["isError"] is True
    assert "again" in answer["content"][0]["text"]
    assert noted[0][0] is False


def test_a_store_that_fails_is_told_to_the_model():
    class Broken:
        def get(self, key):
            raise StoreError(f"the store of {key} fails", "Run it again.")

    answer = call(Broken(), [], key=KEY)
    assert answer["isError"] is True
    assert "fails" in answer["content"][0]["text"]
