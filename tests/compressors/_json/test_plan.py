"""Plans: repeated objects get a name, columns a type."""

import json

from headroom_cli.compressors._json.plan import Plan
from headroom_cli.compressors._json.values import Reader

USERS = [{"id": 40 + i, "login": w, "site": f"https://{w}.example.org"} for i, w in enumerate(("ada", "bob"))]


def planned(value):
    root = Reader().read(json.dumps(value))[0]
    return root, Plan(root)


def test_objects_that_come_again_are_named_by_their_shortest_telling_field():
    root, plan = planned([{"n": n, "user": USERS[n % 2]} for n in range(8)])
    table = plan.table(plan.shapes.of(root.items[0].values[1]))
    assert table.key == "login"
    assert list(table.names.values()) == ["ada", "bob"]


def test_objects_with_no_telling_field_are_numbered():
    limits = [{"cpu": "100m", "memory": "a lot of memory, " * n, "disk": "some or other disk"} for n in (2, 3)]
    odd = [{**limit, "cpu": "100m"} for limit in limits]
    root, plan = planned([{"n": n, "limits": odd[n % 2]} for n in range(8)])
    assert plan.key(plan.shapes.of(root.items[0].values[1])) == "#"


def test_objects_that_all_differ_are_not_named():
    root, plan = planned([{"number": n} for n in range(8)])
    assert plan.key(plan.shapes.shared(root.items)) == ""


def test_a_column_of_one_shape_has_a_type_also_through_arrays_and_null():
    root, plan = planned(
        [{"n": n, "tags": [{"title": n, "use": 1}] if n % 2 else None, "mix": [n, {}][n % 2]} for n in range(8)]
    )
    _, tags, mix = plan.table(plan.shapes.shared(root.items)).columns
    assert plan.type_of(tags).keys == ("title", "use")
    assert plan.type_of(mix) is None


def test_a_column_of_strings_that_look_like_numbers_is_text():
    root, plan = planned([{"one": str(n), "two": f"v{n}", "three": n} for n in range(4)])
    assert [plan.is_text(c) for c in plan.table(plan.shapes.shared(root.items)).columns] == [True, False, False]


def test_rows_that_hold_the_least_and_the_most_are_known_where_cells_are_left_blank():
    root, plan = planned([{"n": 10**12 + n, "ms": ms} for n, ms in enumerate((5, 9, 1, *[4] * 9))])
    assert plan.table(plan.shapes.shared(root.items)).extremes >= {root.items[1], root.items[2]}


def test_an_object_that_is_always_the_same_needs_no_name():
    root, plan = planned([{"n": n, "user": USERS[0]} for n in range(8)])
    assert plan.key(plan.shapes.of(root.items[0].values[1])) == ""
