"""Hits go where there are very many, never all of a file, and what matters goes last."""

from headroom_cli.compressors._search.rows import read
from headroom_cli.compressors._search.thin import thin
from headroom_cli.model import Block


def left(rows, most=100, question="", **arguments):
    """The rows that stay as they were told, the notes, what is gone."""
    block = Block(text="", span=(0, 0), kind="result", question=question, arguments=arguments)
    done = thin(read(rows), block, most)
    return done and ([row.told for row in done.results.rows], dict(done.notes), done.omitted)


def hits(file, count, text="use(it)"):
    return [f"{file}:{n}:{text}" for n in range(1, count + 1)]


def test_few_rows_stay():
    assert left(hits("a.py", 80)) is None
    assert left(hits("a.py", 70) + hits("b.py", 50)) is None
    assert left(["no hit"] * 300) is None


def test_a_large_file_leaves_room_for_the_small_ones():
    told, notes, omitted = left(hits("a.py", 300) + hits("b.py", 20))
    assert len(told) == 100
    assert notes == {"a.py": " [80 of 300 hits]"}
    assert omitted == "220 of 320 hits"


def test_of_a_file_that_nobody_wrote_the_first_hit_stays():
    told, notes, _ = left(hits("a.py", 60) + hits("dist/app.min.js", 60))
    assert len(told) == 61
    assert notes == {"dist/app.min.js": " [1 of 60 hits]"}
    assert left(hits("a.py", 60) + hits("dist/app.min.js", 60), path="dist/app.min.js") is None


def test_definitions_stay_before_uses():
    rows = [*hits("a.py", 200), "a.py:201:def it():", "a.py:202:    async def that():", "b.py:1:x"]
    told, _, _ = left(rows)
    assert {"201:def it():", "202:    async def that():", "1:x"} <= set(told)


def test_what_the_question_names_stays():
    rows = [*hits("a.py", 200), "a.py:201:use(that_one)", *hits("src/wanted.py", 150)]
    told, notes, _ = left(rows, question="Where is that_one, and what of wanted.py?")
    assert "201:use(that_one)" in told
    assert "src/wanted.py" not in notes


def test_findings_of_a_linter_stay():
    assert left(hits("a.py", 200, "1: E501 too long")) is None
    assert left(hits("a.py", 200, " error: incompatible types [assignment]")) is None


def test_a_line_of_endless_width_goes_unless_it_is_the_first_of_its_file():
    wide = "x" * 400
    told, notes, _ = left([*hits("a.py", 90), f"a.py:91:{wide}", f"b.py:1:{wide}"])
    assert notes == {"a.py": " [90 of 91 hits]"}
    assert f"1:{wide}" in told


def test_what_stood_around_a_hit_goes_with_it_and_what_was_parted_stays_parted():
    rows = [row for n in range(2, 402, 4) for row in (f"a.py-{n - 1}-x", f"a.py:{n}:hit", f"a.py-{n + 1}-y", "--")]
    told, _, omitted = left(rows, most=3)
    assert omitted == "97 of 100 hits"
    assert told == ["1-x", "2:hit", "3-y", "--", "5-x", "6:hit", "7-y", "--", "9-x", "10:hit", "11-y"]


def test_rows_of_no_file_stay():
    told, _, _ = left(["started", *hits("a.py", 200), "done"])
    assert (told[0], told[-1]) == ("started", "done")
