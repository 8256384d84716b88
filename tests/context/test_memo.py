"""The bounded memory of answers."""

from headroom_cli.context.memo import Memo


def test_the_least_recently_used_answer_goes_first():
    memo = Memo(2)
    memo.put("a", 1)
    memo.put("b", 2)
    assert memo.get("a") == 1
    memo.put("c", 3)
    assert (memo.get("a"), memo.get("b"), memo.get("c")) == (1, None, 3)


def test_put_gives_the_answer_back_and_clear_forgets_it():
    memo = Memo(2)
    assert memo.put("a", 1) == 1
    memo.clear()
    assert memo.get("a") is None


def test_heavy_answers_make_room_for_each_other_and_the_newest_stays():
    memo = Memo(9, weight=100)
    for key in "abc":
        memo.put(key, key, 40)
    assert [memo.get(key) for key in "abc"] == [None, "b", "c"]
    memo.put("b", "B", 90)
    assert [memo.get(key) for key in "abc"] == [None, "B", None]
    memo.put("huge", "h", 1000)
    assert [memo.get(key) for key in ("b", "huge")] == [None, "h"]
