"""What a claim says in one line, in the voice of the files that agents read; and which claim a line makes.

Law: `read(say(claim)) == claim` for every claim that is not a person's own sentence: a line of ours is known
again in a file, and one that a person changed is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from headroom_cli.learn import purpose
from headroom_cli.learn.episode import Claim, Kind

_LONGEST = 200
_NOT_SAYABLE = re.compile(r"[`\n\r\0]|<!--|-->")
_LIST = r"(?:`[^`]+`(?:, | and )?)+"


@dataclass(frozen=True)
class _Form:
    """How claims of a kind are said. `{right}` and `{wrong}` stand for what the claim names, in code marks."""

    kind: Kind
    text: str
    about: str = ""
    many: bool = False
    words: bool = False

    def fits(self, claim: Claim) -> bool:
        named = ("{right}" in self.text) == bool(claim.right) and ("{wrong}" in self.text) == bool(claim.wrong)
        alike = self.many == (len(claim.wrong) > 1) and self.words == any(re.search(r"[ /]", w) for w in claim.wrong)
        return (self.kind, self.about) == (claim.kind, claim.about) and named and (alike or claim.kind != "program")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        text = re.escape(self.text).replace(r"\{right\}", "`(?P<right>[^`]+)`")
        return re.compile(text.replace(r"\{wrong\}", f"(?P<wrong>{_LIST})"))


def say(claim: Claim) -> str:
    """The line; a person's own sentence is said as it is."""
    form = next((form for form in _FORMS if form.fits(claim)), None)
    if form is None:
        return claim.right if claim.right.endswith((".", "!", "?")) else f"{claim.right}."
    wrong = [f"`{name}`" for name in claim.wrong]
    both = " and ".join(filter(None, (", ".join(wrong[:-1]), wrong[-1] if wrong else "")))
    return form.text.replace("{wrong}", both).replace("{right}", f"`{claim.right}`")


def read(line: str) -> Claim | None:
    """The claim that a line of ours makes; None when it is none of ours."""
    for form in _FORMS:
        if found := form.pattern.fullmatch(line):
            named = found.groupdict("")
            wrong = tuple(re.findall(r"`([^`]+)`", named.get("wrong", "")))
            claim = Claim(kind=form.kind, right=named.get("right", ""), wrong=wrong, about=form.about)
            if form.fits(claim):
                return claim
    return None


def sayable(claim: Claim) -> bool:
    """Whether what the claim names can stand in a line: one line, short, and without marks of its own."""
    named = (claim.right, *claim.wrong)
    return not any(_NOT_SAYABLE.search(name) for name in named) and len(say(claim)) <= _LONGEST


def _program_forms() -> Iterator[_Form]:
    for begins, task in purpose.tasks().items():
        for many, verb in ((False, "is not installed"), (True, "are not installed")):
            yield _Form("program", f"{begins} {{right}}; {{wrong}} {verb}.", task, many)
        for many, verb in ((False, "does not work here"), (True, "do not work here")):
            yield _Form("program", f"{begins} {{right}}; {{wrong}} {verb}.", task, many, words=True)


_EDITS = {
    "absent": "Read {} again right before you edit it: the text to replace was not there.",
    "blank": "Copy the white space of {} exactly when you edit it.",
    "changed": "Read {} again before each edit: it changes in between.",
    "many": "Give more of the lines around when you edit {}: the text to replace was there more than once.",
    "unread": "Read {} before you edit or write it.",
}
_FORMS = (
    _Form("path", "Use {right}; there is no {wrong}."),
    _Form("folder", "Look in {right}, not in {wrong}."),
    _Form("place", "Run {wrong} in {right}."),
    _Form("place", "Run {wrong} in the project's root.", "root"),
    _Form("env", "Set {right} for {wrong}."),
    _Form("flag", "Run {wrong} with {right}."),
    _Form("refused", "Ask before you run {right}."),
    _Form("size", "{wrong} is long: search it or read a part, not all of it.", "file"),
    _Form("size", "{wrong} prints a lot: narrow it, as in {right}.", "command"),
    *(_Form("edit", text.format("{right}"), reason) for reason, text in _EDITS.items()),
    *(_Form("edit", text.format("a file"), reason) for reason, text in _EDITS.items()),
    *_program_forms(),
)
