"""Delimited rows: quotes, line ends and names are told from what stands there."""

import pytest

from headroom_cli.compressors._table.delimited import read

PLAIN = "id,region,status,amount,currency\n" + "".join(
    f"{n},eu-west-{n % 2},{'refunded' if n == 7 else 'paid'},{n * 13}.50,EUR\n" for n in range(1, 21)
)
QUOTED = "name,note,stock,warehouse\n" + "".join(
    f'"Lamp ""No. {n}""","tall, brass",{n * 3},north-{n % 2}\n' for n in range(1, 9)
)
ALL_QUOTED = '"id","name","team"\r\n' + "".join(f'"{n}","user-{n * 7}","platform"\r\n' for n in range(1, 13))
TABS = "time\thost\tms\n" + "".join(f"2031-04-01 10:00:{n:02}\tgateway-1\t{n * 7 % 40}\n" for n in range(12))
NAMELESS = "".join(f"{n};2031-04-{n:02};{n * 1.5:.2f};ok;north\n" for n in range(1, 13))
TEXTS = (PLAIN, QUOTED, ALL_QUOTED, TABS, NAMELESS)


def found(text):
    return read(text.split("\n"), 0)


def words(text):
    return found(text).layout.words(found(text).drawn)


def test_quotes_are_taken_off_and_said_only_where_a_column_has_them_without_need():
    assert found(QUOTED).cells[0] == ('Lamp "No. 1"', "tall, brass", "3", "north-1")
    assert words(QUOTED) == 'CSV "a,b"'
    assert words(ALL_QUOTED) == 'CSV "a,b\\r", quoted 1 2 3'


def test_rows_need_no_names_where_numbers_tell_that_they_are_data():
    assert found(NAMELESS).names == ()
    assert found(TABS).names == ("time", "host", "ms")


def test_a_row_that_is_quoted_in_another_way_stays_as_it_stood():
    assert found(PLAIN + '21,"eu-west-1",paid,1.0,EUR\n22,eu-west-1,paid,1.0,EUR\n').rows[-2].startswith('21,"eu')


@pytest.mark.parametrize(
    "text",
    [
        "One, two and three.\nFour, five and six.\nSeven, eight and nine.\nTen, eleven.\n",
        "    [1, 2],\n    [3, 4],\n    [5, 6],\n    [7, 8],\n",
        "call(a,b);\ncall(c,d);\ncall(e,f);\ncall(g,h);\n",
        "1\tdef f():\n2\t    return 1\n3\t\n4\tx = 2\n",
        "a,b\nc\nd,e\nf\n",
        "|* one *|\n|* two *|\n|* six *|\n|* ten *|\n|* run *|\n",
    ],
)
def test_prose_and_code_are_not_delimited(text):
    assert found(text) is None
