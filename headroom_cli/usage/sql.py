"""The statements of the ledger, whole, as SQLite reads them.

Law: values are only ever bound, never pasted; what is upserted adds to what is there.
"""

from __future__ import annotations

from typing import Any

ADD_EXCHANGE = """
    INSERT INTO exchange VALUES (
        NULL, :session, :at, :agent, :project, :dialect, :model, :path, :status, :outcome, :reason, :reported,
        :input, :output, :cache_read, :cache_write_5m, :cache_write_1h, :added_ms, :first_byte_ms, :total_ms
    )
"""
ADD_EDIT = "INSERT INTO edit VALUES (:exchange, :kind, :fresh, :lossless, :blocks, :before, :after)"
ADD_RETRIEVAL = "INSERT INTO retrieval VALUES (NULL, :session, :at, :hit, :tokens)"
ADD_EVENT = "INSERT INTO event VALUES (NULL, :session, :at, :name)"

ADD_TALLY = """
    INSERT INTO tally VALUES (
        NULL, :day, :agent, :project, :model, :reported, :context, :new_as, :old_as,
        :exchanges, :input, :output, :cache_read, :cache_write_5m, :cache_write_1h
    )
    ON CONFLICT (day, agent, project, model, reported, context, new_as, old_as) DO UPDATE SET
        exchanges = exchanges + excluded.exchanges, input = input + excluded.input, output = output + excluded.output,
        cache_read = cache_read + excluded.cache_read, cache_write_5m = cache_write_5m + excluded.cache_write_5m,
        cache_write_1h = cache_write_1h + excluded.cache_write_1h
"""
ADD_TALLY_EDIT = """
    INSERT INTO tally_edit
    SELECT id, :kind, :fresh, :lossless, :blocks, :before, :after FROM tally
    WHERE day = :day AND agent = :agent AND project = :project AND model = :model AND reported = :reported
        AND context = :context AND new_as = :new_as AND old_as = :old_as
    ON CONFLICT (tally, kind, fresh, lossless) DO UPDATE SET
        blocks = blocks + excluded.blocks, tokens_before = tokens_before + excluded.tokens_before,
        tokens_after = tokens_after + excluded.tokens_after
"""
ADD_FATE = """
    INSERT INTO fate VALUES (:day, :agent, :project, :outcome, :reason, :reported, :exchanges)
    ON CONFLICT (day, agent, project, outcome, reason, reported)
    DO UPDATE SET exchanges = exchanges + excluded.exchanges
"""
ADD_ADDED = """
    INSERT INTO added VALUES (:day, :agent, :project, :bucket, :exchanges)
    ON CONFLICT (day, agent, project, bucket) DO UPDATE SET exchanges = exchanges + excluded.exchanges
"""

EXCHANGES = """
    SELECT exchange.*, kind, fresh, lossless, blocks, tokens_before, tokens_after
    FROM exchange LEFT JOIN edit ON edit.exchange = exchange.id
"""
RETRIEVALS = """
    SELECT session, at, hit, tokens,
        coalesce((SELECT agent FROM exchange WHERE exchange.session = retrieval.session LIMIT 1), '') AS agent
    FROM retrieval
"""
EVENTS = "SELECT name FROM event"

TALLIES = """
    SELECT agent, model, reported, context, new_as, old_as, sum(exchanges) AS exchanges,
        sum(input) AS input, sum(output) AS output, sum(cache_read) AS cache_read,
        sum(cache_write_5m) AS cache_write_5m, sum(cache_write_1h) AS cache_write_1h
    FROM tally WHERE day BETWEEN :first AND :last GROUP BY 1, 2, 3, 4, 5, 6
"""
TALLY_EDITS = """
    SELECT agent, model, reported, context, new_as, old_as, kind, fresh, lossless,
        sum(blocks) AS blocks, sum(tokens_before) AS tokens_before, sum(tokens_after) AS tokens_after
    FROM tally JOIN tally_edit ON tally_edit.tally = tally.id
    WHERE day BETWEEN :first AND :last GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
FATES = """
    SELECT agent, outcome, reason, reported, sum(exchanges) AS exchanges
    FROM fate WHERE day BETWEEN :first AND :last GROUP BY 1, 2, 3, 4
"""
ADDED = """
    SELECT agent, bucket, sum(exchanges) AS exchanges
    FROM added WHERE day BETWEEN :first AND :last GROUP BY 1, 2
"""


def where(session: str | None) -> str:
    """The end of a statement: of one session or of all, from `:since` on, in order."""
    some = " WHERE session = :session AND at >= :since" if session is not None else " WHERE at >= :since"
    return f"{some} ORDER BY at, id"


def plain(noun: Any) -> dict[str, Any]:
    """The fields of a flat noun, many times faster than `asdict`, which copies what it meets."""
    return {name: getattr(noun, name) for name in noun.__slots__}
