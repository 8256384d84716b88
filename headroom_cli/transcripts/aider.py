"""Aider: a chat history in each project, and what was sent and answered where a person asked to keep that too.

Law: a session is told from what was sent where that is kept, else from the chat, never from both. Aider has no
list of its projects: it is asked for one at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from headroom_cli.transcripts import Transcript, Turn
from headroom_cli.transcripts._aider import chat, places, sent
from headroom_cli.transcripts.finding import Wanted


class Aider:
    """Aider's histories; its own settings name other files than `.aider.chat.history.md` in the project."""

    instructions = "CONVENTIONS.md"

    def find(self, wanted: Wanted) -> Iterator[Transcript]:
        if wanted.project is not None:
            files = places.files(wanted.home, wanted.environment, wanted.project)
            found = places.sessions(files, wanted.project)
            yield from (transcript for transcript in found if transcript.changed >= wanted.since)

    def read(self, transcript: Transcript, skipped: Counter[str]) -> Iterator[Turn]:
        del skipped  # what is no line of a known form is what the model said
        with transcript.path.open("rb") as file:
            file.seek(transcript.span[0])
            is_sent = file.read(len(sent.REQUEST)) == sent.REQUEST
        yield from sent.read(transcript) if is_sent else chat.read(transcript)


PLUGIN = Aider()
