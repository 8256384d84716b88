"""The factors of `headroom_cli.tokens` beside an offline reconstruction of Claude's tokenizers."""

import pytest

from headroom_cli import registry
from tests.tools.calibrate import FAMILIES, measure, of_fixtures

pytest.importorskip("ctok", reason="ctok is not installed; `python3 -m tests` installs it where it can")
ENOUGH = 3_000  # tokens taken off by the fixtures of a kind, less of which are single cases


@pytest.fixture(scope="module")
def lines():
    return list(measure(of_fixtures()))


def test_every_kind_and_family_is_measured(lines):
    assert {line.kind for line in lines} == set(registry.load_all("compressors"))
    assert {line.family for line in lines} == set(FAMILIES.values())


def test_no_kind_of_which_there_is_enough_is_far_off(lines):
    assert [(line.kind, line.family, line.off) for line in lines if line.cut >= ENOUGH and abs(line.off) > 0.12] == []


@pytest.mark.parametrize("family", FAMILIES.values())
def test_over_all_kinds_the_factors_are_as_near_as_is_said(lines, family):
    some = [line for line in lines if line.family == family]
    theirs = sum(line.cut * line.measured for line in some)
    assert sum(line.cut * line.measured * (1 + line.off) for line in some) / theirs == pytest.approx(1, abs=0.05)
    assert sum(line.cut * line.measured * line.spread for line in some) / theirs < 0.1
