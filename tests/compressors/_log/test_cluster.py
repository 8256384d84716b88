"""Lines that say the same share a template; template and values are the line again."""

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._log.cluster import cluster


def put_together(said):
    first, *rest = said.template
    return first + "".join(v + part for v, part in zip(said.values, rest, strict=True))


def test_lines_that_differ_in_a_number_share_a_template():
    found = cluster([f"took {n} ms to answer the request" for n in range(100, 120)])
    assert {s.template for s in found} == {("took ", " ms to answer the request")}
    assert [s.values for s in found] == [(str(n),) for n in range(100, 120)]


def test_different_messages_of_one_shape_get_templates_of_their_own():
    lines = [f"{what} {n}" for n in range(20) for what in ("connection opened for client", "cache emptied by user")]
    assert len({s.template for s in cluster(lines)}) == 2


def test_words_of_free_text_at_the_end_are_one_value():
    lines = [f"INFO the.same.long.Logger: say {c * 2} {c * 3} {c * 4}" for c in "abcdefghijkl"]
    assert {(s.template, s.values) for s in cluster(lines)} == {
        (("INFO the.same.long.Logger: say ", ""), (f"{c * 2} {c * 3} {c * 4}",)) for c in "abcdefghijkl"
    }


def test_a_line_that_stands_alone_has_no_template():
    assert cluster(["something happened here", "and now something completely different"]) == [None, None]


def test_the_one_that_differs_from_all_its_like_has_no_template():
    lines = [f"door {'opened' if n == 31 else 'closed'} by visitor {n % 7} at gate {n}" for n in range(80)]
    assert [line for line, said in zip(lines, cluster(lines), strict=True) if not said] == [lines[31]]


def test_a_template_does_not_depend_on_earlier_calls():
    lines = [f"took {n} ms to answer the request" for n in range(20)]
    first = cluster(lines)
    cluster([f"took a break for {n} s" for n in range(20)])
    assert cluster(lines) == first


@given(
    st.lists(
        st.sampled_from(['a "b c" d', "k=1 v", "k=2 v", "  x  y", "one two three 4", '"', "", "a\nb 1"]), max_size=60
    )
)
def test_template_and_values_are_the_line(lines):
    for line, said in zip(lines, cluster(lines), strict=True):
        assert said is None or put_together(said) == line
