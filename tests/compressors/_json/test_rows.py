"""Rows kept of arrays and maps: of each long one by itself, of many short ones together."""

import json

from headroom_cli.compressors._json.rows import picks
from headroom_cli.compressors._json.values import Reader, containers


def picked(value, *asked, most=40):
    """What is kept, by container, in the order of the document."""
    found = [one for one, _ in containers(Reader().read(json.dumps(value))[0])]
    kept = picks(found, frozenset(asked), most)
    return [kept[one] for one in found if one in kept]


def steady(n, **odd):
    return [{"n": i * i, "state": odd.get(f"at{i}", "passed")} for i in range(n)]


def test_a_long_array_loses_rows_and_a_short_one_none():
    (pick,) = picked({"long": steady(200), "short": steady(30)})
    assert len(pick.kept) < 30
    assert pick.summary == f"n {16}..{197**2}"


def test_a_map_loses_rows_if_its_members_are_alike():
    assert picked({f"1.{i}.0": i for i in range(90)})
    assert picked({f"1.{i}.0": {"a": i} for i in range(90)})
    assert not picked({f"key{i}": [i] for i in range(90)})


def test_the_keys_of_a_map_can_be_asked_for():
    assert 70 in picked({f"1.{i}.0": i for i in range(90)}, "1.70.0")[0].kept


def test_many_short_arrays_under_one_key_are_thinned_as_one():
    files = [{"file": f"t_{i}.py", "tests": steady(10)} for i in range(30)]
    for i, file in enumerate(files):
        file["tests"] = [row | {"id": f"{i}-{k}"} for k, row in enumerate(file["tests"])]
    files[20]["tests"][7]["state"] = "failed"
    found = picked(files)
    kept = [pick.kept for pick in found]
    assert sum(map(len, kept)) < 60
    assert 7 in found[20].kept
    assert found[0].summary.startswith("here and in the like: n 0..81; state ")
    assert not any(pick.summary for pick in found[1:])


def test_a_few_short_arrays_stay_whole_and_so_do_arrays_of_plain_values():
    assert not picked([{"tests": [row | {"id": i} for row in steady(20)]} for i in range(4)])
    assert not picked([{"box": [i, i + 1, i + 2, i + 3, i + 4, i + 5]} for i in range(39)])


def test_a_tree_keeps_its_branches():
    def grown(at, depth):
        here = [{"name": f"{at}_{i}", "size": i} for i in range(9)]
        return [*here, {"name": at, "size": 0, "children": grown(f"{at}x", depth - 1)}] if depth else here

    assert not picked({"children": grown("a", 30)})


def test_free_text_that_differs_is_kept_up_to_a_point():
    words = "roof wall door floor beam tile brick stair window hinge".split()  # noqa: SIM905 - words

    def rows(count):
        return [
            {"text": f"The {words[i % 10]} and the {words[i // 10 % 10]} of {words[i // 100]}s fell"}
            for i in range(count)
        ]

    assert not picked(rows(150))
    assert picked(rows(300))
