"""Aider: a chat history in each project, and what was sent and answered where a person asked to keep that too.

Law: a session is told from what was sent where that is kept, else from the chat, never from both. Aider has no
list of its projects: it is asked for one at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from headroom_cli.transcripts import Transcript, Turn
from headroom_cli.transcripts._aider import chat, places, sent
from headroom_cli.transcripts.finding import Wanted

_CHAT, _SENT = re.compile(rb"\s*# aider chat started at "), re.compile(sent.REQUEST)
_LOOKED_AT = 64


class Aider:
    """Aider's histories; its own settings name other files than `.aider.chat.history.md` in the project."""

    instructions = "CONVENTIONS.md"
    tools = False

    def find(self, wanted: Wanted) -> Iterator[Transcript]:
        if wanted.project is not None:
            files = places.files(wanted.home, wanted.environment, wanted.project)
            found = places.sessions(files, wanted.project)
            yield from (transcript for transcript in found if transcript.changed >= wanted.since)

    def at(self, path: Path) -> Iterator[Transcript]:
        chat, kept = (path.with_name(name) for name in (".aider.chat.history.md", ".aider.llm.history"))
        if _begins(path, _CHAT):
            yield from places.sessions(places.Files(path, kept if kept.exists() else None), path.parent)
        elif _begins(path, _SENT) and not chat.exists():
            yield from places.sessions(places.Files(path, path), path.parent)

    def read(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
        del skipped  # what is no line of a known form is what the model said
        with transcript.path.open("rb") as file:
            file.seek(transcript.span[0])
            is_sent = file.read(len(sent.REQUEST)) == sent.REQUEST
        yield from sent.read(transcript) if is_sent else chat.read(transcript)

    def asides(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[list[Turn]]:
        del transcript, skipped
        return iter(())


def _begins(path: Path, form: re.Pattern[bytes]) -> bool:
    with path.open("rb") as file:
        return form.match(file.read(_LOOKED_AT)) is not None


PLUGIN = Aider()
