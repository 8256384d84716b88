"""The statements of the ledger fit its tables and find their rows by index."""

import sqlite3
from contextlib import closing

import pytest

from headroom_cli.usage import schema, sql

READS = {
    "exchanges": sql.EXCHANGES + sql.where("s"),
    "exchanges of all": sql.EXCHANGES + sql.where(None),
    "retrievals": sql.RETRIEVALS,
    "events": sql.EVENTS + sql.where("s"),
    "tallies": sql.TALLIES,
    "tally edits": sql.TALLY_EDITS,
    "fates": sql.FATES,
    "added": sql.ADDED,
    "scales": sql.SCALES,
    "sessions": sql.SESSIONS,
}
VALUES = {"session": "s", "since": 0.0, "first": "", "last": "", "agent": "", "project": "", "model": ""}
VALUES |= {"by_day": False, "by_agent": True, "by_project": False, "most": 9}


@pytest.mark.parametrize("statement", READS.values(), ids=READS)
def test_no_question_scans_the_table_of_exchanges(statement):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        schema.bring_forward(db)
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", VALUES)]
    assert [step for step in plan if step.startswith("SCAN") and "INDEX" not in step] == []


def test_values_are_bound_wherever_they_come_from():
    statements = [text for name, text in vars(sql).items() if name.isupper()]
    assert [s for s in statements if "'" in s.replace("''", "")] == []
