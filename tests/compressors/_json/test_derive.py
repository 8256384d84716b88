"""Columns made of other columns: equal ones, texts around them, nearly always."""

from headroom_cli.compressors._json.columns import ABSENT, Column
from headroom_cli.compressors._json.derive import derive, filled


def derived(**fields):
    """Columns by name, some of them derived from others now; numbers as they are spelled."""
    found = {k: Column((k,), [str(v).encode() if type(v) is int else v for v in vs]) for k, vs in fields.items()}
    derive(list(found.values()))
    return found


WHO = ["ada", "bob", "cy"]


def test_text_made_of_other_columns_is_derived():
    found = derived(who=WHO, n=[41, 42, 43], url=[f"https://x.org/{w}/issues/{n}" for n, w in enumerate(WHO, 41)])
    assert found["url"].parts == ("https://x.org/", found["who"], "/issues/", found["n"])
    assert not found["url"].loose


def test_an_equal_column_is_said_by_the_other_and_keeps_the_kind_of_its_values():
    found = derived(a=[10, 20, 30], b=[10, 20, 30], c=["10", "20", "30"])
    assert found["b"].parts == found["c"].parts == (found["a"],)
    assert list(filled(found["b"], found["b"].parts)) == [b"10", b"20", b"30"]
    assert list(filled(found["c"], found["c"].parts)) == ["10", "20", "30"]


def test_a_column_that_nearly_always_agrees_is_loose():
    names = [f"job {i * i}" for i in range(20)]
    urls = [f"https://ci.org/{name}/" for name in names[:18]] + ["https://ci.org/moved", None]
    found = derived(name=names, url=urls)
    assert found["url"].parts == ("https://ci.org/", found["name"], "/")
    assert found["url"].loose


def test_a_column_that_agrees_only_by_having_always_the_same_value_is_not_derived():
    found = derived(a=[0] * 18 + [1, 2], b=[0] * 18 + [2, 3])
    assert not found["a"].parts
    assert not found["b"].parts


def test_a_column_with_absent_values_is_neither_derived_nor_a_source():
    found = derived(a=["xx", "yy", ABSENT], b=["xx", "yy", "zz"], c=["/xx", "/yy", ABSENT])
    assert not any(column.parts for column in found.values())


def test_a_text_with_signs_of_the_notation_is_not_derived():
    assert not derived(who=WHO, url=[f"<{w}>" for w in WHO])["url"].parts


def test_a_table_of_very_many_columns_is_still_said_by_its_equal_ones():
    found = derived(**{f"k{j}": [f"{j % 200:03}.{n}" for n in range(3)] for j in range(400)})
    assert [len(column.parts) for column in found.values()] == [0] * 200 + [1] * 200
