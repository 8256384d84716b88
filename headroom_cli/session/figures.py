"""A session's figures, from the ledger: what the summary at the end of a run is made of.

Law: a ledger that cannot be read costs the summary and nothing else, and whoever asks is told.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import closing

from headroom_cli.settings import Settings
from headroom_cli.usage import prices
from headroom_cli.usage.ledger import FILE_NAME, Ledger, Query
from headroom_cli.usage.summary import Summary, summarise


def of_session(settings: Settings, session: str, befell: Iterable[str] = ()) -> Summary | None:
    """The figures of `session`; what befell its proxy is written down first. None without a session.

    LedgerError or ConfigError when the ledger or the person's own prices cannot be used.
    """
    if not session:
        return None
    with closing(Ledger(settings.data_dir / FILE_NAME)) as ledger:
        for name in befell:
            ledger.record_event(session, time.time(), name)
        return summarise(ledger.totals(Query(session=session)), prices.load(settings.config_dir / prices.OWN_FILE_NAME))
