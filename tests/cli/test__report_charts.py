"""Charts as HTML and SVG."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.cli import _report_charts as charts

VALUES = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30)


def boxes(svg):
    return [rect.attrib for rect in ET.fromstring(svg).iter("rect") if rect.attrib["class"] != "hit"]


@given(VALUES)
def test_columns_stay_in_their_box_and_are_as_high_as_their_values(values):
    found = boxes(charts.columns(values, ["day"] * len(values), "a chart"))
    assert [box["class"] for box in found] == ["cost" if value < 0 else "gain" for value in values]
    for box in found:
        assert -0.01 <= float(box["y"]) <= 100.01
        assert float(box["y"]) + float(box["height"]) <= 100.02


@given(VALUES, st.data())
def test_a_line_and_its_band_stay_in_their_box(values, data):
    margins = data.draw(st.lists(st.integers(0, 10**9), min_size=len(values), max_size=len(values)))
    svg = charts.line(values, margins, ["day"] * len(values), "a chart")
    heights = [float(y) for y in re.findall(r",(-?[\d.]+)", " ".join(re.findall(r'points="([^"]*)"', svg)))]
    assert len(heights) == 3 * len(values)
    assert all(-0.01 <= y <= 100.01 for y in heights)


def test_a_cost_hangs_below_the_line():
    gain, cost = boxes(charts.columns([30.0, -10.0], ["a", "b"], "a chart"))
    assert (gain["y"], gain["height"], cost["y"], cost["height"]) == ("0.00", "75.00", "75.00", "25.00")


def test_nothing_at_all_is_a_line_at_the_bottom():
    assert [box["height"] for box in boxes(charts.columns([0.0, 0.0], ["a", "b"], "c"))] == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("share", "width", "kind"), [(1.0, "100.0%", "gain"), (-0.5, "50.0%", "cost"), (0, "0.0%", "gain")]
)
def test_a_bar_is_as_wide_as_its_share(share, width, kind):
    (row,) = re.findall(r'class="bar (\w+)" style="width:([^"]+)"', charts.table(["a"], [["b"]], [share]))
    assert row == (kind, width)


def test_names_are_escaped_wherever_they_stand():
    odd = '<b>&"'
    told = charts.columns([1], [odd], odd) + charts.table([odd], [[odd]], [1]) + charts.framed("", odd, odd, odd)
    assert "<b>" not in told
