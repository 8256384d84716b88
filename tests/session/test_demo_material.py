"""The demo's texts."""

import json

from headroom_cli.session import demo_material as material


def test_the_mended_source_differs_in_the_one_line_that_the_story_is_about():
    before, after = (material.source(version).split("\n") for version in (1, 2))
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("67\t    return total * rate", "67\t    return min(total * rate, total)")
    ]


def test_the_log_has_two_errors_about_the_order_of_the_story():
    lines = material.log().split("\n")
    assert len(lines) == 300
    assert [line.split()[1] for line in lines if "order=7713" in line] == ["ERROR", "ERROR"]


def test_the_orders_hold_the_one_that_failed():
    orders = json.loads(material.orders())["orders"]
    assert [order["id"] for order in orders if order["status"] == "failed"] == [7713]


def test_one_test_fails_before_the_mend_and_none_after():
    assert material.tests(mended=False).count("FAILED") == 1
    assert "FAILED" not in material.tests(mended=True)
    assert material.tests(mended=True).count("PASSED") == 24
