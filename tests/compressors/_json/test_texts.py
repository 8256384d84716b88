"""Long texts: the more there are, the shorter each, but for what is asked and what the row points at."""

import json

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors._json.texts import Rooms, weight
from headroom_cli.compressors._json.values import Reader

PROSE = "\n".join(
    f"Line {n} says {'abcdefghijklmnopqrstuvwxyz'[n % 26] * (n % 19 + 3)} of the roof." for n in range(60)
)


def cut(rows, row=0, key="body", asked=()):
    items = Reader().read(json.dumps(rows))[0].items
    rooms = Rooms(Reader().read(json.dumps(rows))[0], frozenset(asked))
    return rooms.cut(key, rows[row][key], items[row].values)


def many(n, text=PROSE):
    return [{"number": i, "body": f"{text}\nThe end of {i}"} for i in range(n)]


def test_a_few_texts_stay_whole():
    assert cut(many(3)) == many(3)[0]["body"]


def test_many_texts_share_their_room_and_keep_their_ends():
    said = cut(many(12))
    assert len(said) < 900
    assert said.startswith("Line 0 says aaa of the roof.\nLine 1 says bbbb")
    assert said.endswith("The end of 0")
    assert said.count(" lines\n") == 1


def test_the_longest_texts_give_way_first():
    rows = [{"body": f"{n} " + "short. " * 50} for n in range(10)] + [{"body": PROSE * 4}]
    assert cut(rows) == rows[0]["body"]
    assert len(cut(rows, row=10)) < 4500


@given(st.integers(5, 20), st.integers(0, 10))
def test_lines_shown_and_lines_counted_are_all_lines(count, row):
    rows = many(count)
    said = cut(rows, row=row % count).split("\n")
    hidden = sum(int(line[1:].split()[0]) for line in said if line.startswith("…"))
    assert hidden + sum(not line.startswith("…") for line in said) == rows[0]["body"].count("\n") + 1


def test_a_text_that_holds_a_rare_word_of_the_question_stays_whole():
    rows = many(12)
    rows[7]["body"] = rows[7]["body"].replace("Line 30", "Rain comes in at 30")
    assert cut(rows, row=7, asked=("rain", "roof")) == rows[7]["body"]
    assert cut(rows, row=6, asked=("rain", "roof")) != rows[6]["body"]


def test_lines_of_alarm_between_stay():
    rows = many(12)
    rows[7]["body"] = rows[7]["body"].replace("Line 30", "fatal: out of tiles at 30")
    assert "\nfatal: out of tiles at 30" in cut(rows, row=7)


def test_what_stands_around_the_words_that_the_row_points_at_is_what_stays():
    rows = [{"match": f"Line {n + 10} says", "body": PROSE} for n in range(12)]
    rows = [row | {"body": f"{row['body']}\n{n}"} for n, row in enumerate(rows)]
    said = cut(rows, row=3)
    assert [line.split(" says")[0] for line in said.split("\n")] == [
        "…11 lines", "Line 11", "Line 12", "Line 13", "Line 14", "Line 15", "…45 lines",
    ]  # fmt: skip


def test_a_text_without_lines_loses_its_middle():
    rows = [{"body": f"{n}" + "word " * 400} for n in range(12)]
    said = cut(rows)
    assert said.startswith("0word word")
    assert said.endswith("word ")
    assert "characters\n" in said


def test_a_diff_is_never_cut():
    rows = [{"body": f"@@ -1,3 +{n},3 @@\n" + "+a line\n-another line\n" * 100} for n in range(20)]
    assert cut(rows) == rows[0]["body"]


def test_a_log_loses_lines_that_say_what_others_said_even_if_it_is_alone():
    lines = [f"2031-01-01 10:00:{n:02} step {n} of the build is done" for n in range(60)]
    lines[30] = "2031-01-01 10:00:30 the roof fell in"
    said = cut([{"body": "\n".join(lines)}]).split("\n")
    assert said == [*lines[:2], "…28 lines", lines[30], "…28 lines", lines[59]]
    assert lines[40] in cut([{"body": "\n".join(lines)}], asked=("40",))


def test_links_weigh_nothing():
    assert weight(("abc", "https://x.org/abc", b"12", None)) == 3
