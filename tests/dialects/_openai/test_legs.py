"""What OpenAI's two dialects have in common of retrieval within an answer."""

import pytest

from headroom_cli.dialects._openai.legs import offered, summed


@pytest.mark.parametrize("rest", [b"", b',"n":1', b',"n":null'])
def test_a_tool_is_put_before_all_others(rest):
    raw = b'{"tools": [ {"name":"a"}]%s}' % rest
    assert offered(raw, {"name": "t"}) == raw.replace(b"[", b'[{"name":"t"},')


@pytest.mark.parametrize("raw", [b"{}", b'{"tools":[]}', b'{"tools":7}', b'{"tools":[1],"n":2}'])
def test_where_there_are_no_tools_or_several_answers_are_wanted_it_stays(raw):
    assert offered(raw, {"name": "t"}) is raw


def test_the_figures_are_those_of_the_last_leg_and_what_others_said():
    assert summed({"out_tokens": 3, "total_tokens": 8}, "out", 4) == {
        "usage.out_tokens": "7",
        "usage.total_tokens": "12",
    }
    assert summed(None, "out", 4) == {}
