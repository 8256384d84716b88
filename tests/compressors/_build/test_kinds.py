"""Kinds: texts that differ in names and numbers get the rule's name, and fill it to themselves."""

import pytest

from headroom_cli.compressors._build.kinds import Kinds


def test_what_comes_several_times_has_the_name_of_its_rule():
    kinds = Kinds([*(f"E501 Line too long ({n} > 88)" for n in (90, 91, 92)), "F401 `os` imported but unused"])
    assert kinds.legend == ["3x E501 = E501 Line too long ({} > 88)"]
    assert kinds.said("E501 Line too long (91 > 88)") == ("E501", " 91")
    assert kinds.said("F401 `os` imported but unused") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("error: Function is missing a type annotation  [no-untyped-def]", "no-untyped-def"),
        ("error TS2304: Cannot find name 'x'.", "TS2304"),
        ("warning: unused parameter ‘jq’ [-Wunused-parameter]", "-Wunused-parameter"),
        ("Error return value is not checked (errcheck)", "errcheck"),
        ("C0114: Missing module docstring (missing-module-docstring)", "C0114"),
        ("error  Unexpected var, use let  no-var", "no-var"),
        ("note: declared here", "note"),
        ("cannot find foo", "other"),
    ],
)
def test_the_name_is_the_rule_that_the_text_tells(text, name):
    assert Kinds([text] * 3).names == {name}


def test_two_texts_of_one_rule_have_two_names():
    assert Kinds([text for text in ("E1 one thing", "E1 two things") for _ in range(3)]).names == {"other", "other#2"}
    assert Kinds([text for text in ("E12 one", "E12 two") for _ in range(3)]).names == {"E12", "E12#2"}


@pytest.mark.parametrize(
    ("value", "shown"), [("a", " a"), ("a b", ' "a b"'), ("a,b", ' "a,b"'), ("", ' ""'), ("[x]", " [x]")]
)
def test_a_value_is_quoted_where_it_could_be_mistaken(value, shown):
    kinds = Kinds([f"X12 `{value}` is", "X12 `other` is", "X12 `third` is"])
    assert kinds.said(f"X12 `{value}` is") == ("X12", shown)


def test_what_cannot_be_told_from_its_neighbours_has_no_kind():
    kinds = Kinds(["X12 `a \"b\"` is", "X12 `c` is", "X12 `d` is", *["X13 {} is"] * 3])
    assert kinds.said("X12 `a \"b\"` is") is None
    assert kinds.said("X13 {} is") is None
