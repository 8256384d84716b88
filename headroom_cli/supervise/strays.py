"""What an agent leaves running for its later runs, and what would serve those with the settings of this one.

Law: a process is meant only if its command line has the word and its environment the mark of this run;
a process of any other run, or that does not show its environment, is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import psutil


def find(words: Collection[str], mark: Mapping[str, str]) -> tuple[psutil.Process, ...]:
    """The processes with one of `words` among their arguments and all of `mark` in their environment."""
    if not words or not mark:
        return ()
    return tuple(process for process in psutil.process_iter() if _meant(process, words, mark))


def _meant(process: psutil.Process, words: Collection[str], mark: Mapping[str, str]) -> bool:
    try:
        told = process.as_dict(("cmdline", "environ"))
    except psutil.Error:
        return False
    return bool(set(words) & set(told["cmdline"] or ())) and mark.items() <= (told["environ"] or {}).items()
