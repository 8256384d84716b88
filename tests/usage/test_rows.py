"""Between the ledger's rows and the nouns."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.model import Edit, Usage
from headroom_cli.usage import rows
from headroom_cli.usage.tally import Cut
from tests.usage.making import exchange

CUT = Cut(kind="log", fresh=True, lossless=False, blocks=3, before=90, after=20)
COUNTS = st.integers(0, 2**40)


@given(st.text(), st.builds(Usage, input=COUNTS, output=COUNTS, cache_read=COUNTS, reported=st.booleans()))
def test_an_exchange_reads_back_as_it_was_written(word, usage):
    written = exchange(session=word, reason=word, usage=usage)
    row = {name: int(v) if isinstance(v, bool) else v for name, v in rows.exchange_values(written).items()}
    assert rows.exchange(row, ()) == written


def test_every_field_of_an_exchange_but_its_edits_has_a_value():
    names = set(asdict(exchange())) - {"usage", "edits"} | set(asdict(Usage()))
    assert set(rows.exchange_values(exchange())) == names


def test_a_cut_reads_back_as_one_edit_without_text_key_and_span():
    row = rows.exchange_values(exchange())
    (edit,) = rows.exchange(row, [CUT]).edits
    assert edit == Edit(span=(0, 0), text="", key="", kind="log", before=90, after=20, lossless=False, fresh=True)


def test_the_tally_of_a_row_counts_the_blocks_that_were_written():
    one = rows.tally_of(rows.exchange_values(exchange()), [CUT])
    assert (one.cuts, one.exchanges, one.group.new_as) == ((CUT,), 1, "cache_write_5m")


def test_a_cut_reads_back_from_its_row():
    row = {"tokens_before": 90, "tokens_after": 20, "kind": "log", "fresh": 1, "lossless": 0, "blocks": 3}
    assert rows.cut(row) == CUT
