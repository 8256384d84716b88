"""Why a call failed, by what the model read of it.

Law: only the words of shells, interpreters and agents are known here, in their English forms; what a failing
test or a program's own complaint says is no reason that could be learned from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headroom_cli.learn.shell import commands
from headroom_cli.transcripts import Call

_STRAIGHT = str.maketrans("\u2018\u2019", "''")
_NO_COMMAND = (
    re.compile(r"(?:^|[\s:\"])([\w./+-]+): (?:command )?not found(?:$|[\s\\\"])", re.MULTILINE),
    re.compile(r"(?:command not found|Unknown command): ([\w./+-]+)"),
    re.compile(r"'([\w./+-]+)' is not recognized as"),
    re.compile(r"(?:env|exec|nohup|sudo|timeout|xargs): '?([\w./+-]+)'?: (?:No such file|command not found)"),
)
_NO_MODULE = re.compile(r"(?:^|[\s\"])(\S*python[\d.]*\S*): No module named ([\w.]+)", re.MULTILINE)
_NO_PATH = (
    re.compile(r"cannot (?:access|open|stat) ['\"]?([^'\"\n]+?)['\"]?(?: for reading)?: No such file"),
    re.compile(r"can't open file ['\"]?([^'\"\n]+?)['\"]?: \[Errno 2\]"),
    re.compile(r"can't read ([^\s:]+): No such file"),
    re.compile(r"No such file or directory: ['\"]([^'\"\n]+)['\"]"),
    re.compile(r"['\"]?([\w@~+./-]+)['\"]?: No such file or directory", re.IGNORECASE),
    re.compile(r"ERROR: (?:file or directory not found|not found): (\S+)"),
)
_NO_FILE = re.compile(r"(?:<tool_use_error>)?(?:Error: )?(?:File does not exist|ENOENT|.*No such file or directory)")
_EDIT_REASONS = {
    "unread": re.compile(r"has not been read yet"),
    "changed": re.compile(r"has been (?:modified|unexpectedly modified|changed) since (?:it was )?(?:last )?read"),
    "many": re.compile(r"Found \d+ matches of the string|multiple (?:matches|occurrences)|matches? more than once"),
    "absent": re.compile(
        r"String to replace not found|Failed to find (?:expected lines|context)|failed to exactly match"
        r"|old_string (?:was )?not found|No replacement was performed"
    ),
}
_CALLED = re.compile(
    r"(?im)^usage:|unrecognized (?:arguments?|option)"
    r"|(?:unknown|invalid|unexpected|illegal) (?:option|flag|switch|argument)|no such (?:option|command|file)"
    r"|not found|enoent|no module named|importerror|could not (?:find|locate|read)"
    r"|cannot find|not a git repository|no rule to make target|missing script|permission denied|eacces"
    r"|externally-managed-environment|must be (?:set|run|specified)|is required|environment variable|not set\b"
)
_RAN = re.compile(r"(?m)\b\d+ (?:passed|failed|errors?|warnings?)\b|^Ran \d+ tests?|^FAILED|^Tests?: +\d+|test result:")
_CUT = (
    "<persisted-output>", "[Truncated: PARTIAL", "Warning: truncated output", "your last command was too long",
    "exceeds maximum allowed tokens", "exceeds maximum allowed size",
)  # fmt: skip
_HEAD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a call failed, each empty where that is not the reason.

    `program` is not there, as it was called; `path` is not there, as it stands in the call; an `edit` failed
    since the file was `unread`, or `changed` since it was read, or the text was `absent`, or there `many` times.
    `called`: the command says that it was called wrongly, rather than what it found. `cut`, failed or not: its
    output was so large that the agent did not show all of it.
    """

    program: str = ""
    path: str = ""
    edit: str = ""
    called: bool = False
    cut: bool = False


_NOTHING, _CUT_ONLY = Why(), Why(cut=True)


def why(call: Call, text: str, *, failed: bool) -> Why:
    """Why the call failed, by `text`, which the model read of it."""
    head = text[:_HEAD]
    cut = any(words in head for words in _CUT)
    if not failed:
        return _CUT_ONLY if cut else _NOTHING
    text = text.translate(_STRAIGHT)
    if call.does == "run":
        program = _missing_program(call.what, text)
        return Why(
            program=program,
            path="" if program else _missing_word(call.what, text),
            called=not program and bool(_CALLED.search(text)) and not _RAN.search(text),
            cut=cut,
        )
    path = call.what if call.does in {"read", "edit"} and _NO_FILE.match(text) else ""
    edit = next((name for name, form in _EDIT_REASONS.items() if form.search(text)), "")
    return Why(path=path, edit=edit if call.does == "edit" else "", cut=cut)


def _missing_program(line: str, text: str) -> str:
    called = commands(line)
    for found in _NO_MODULE.finditer(text) if "No module named" in text else ():
        for command in called:
            module = f"-m {found[2].partition('.')[0]}"
            if command.program.endswith(module) and found[1].endswith(command.words[0].rpartition("/")[2]):
                return command.program
    gone = {name for form in _NO_COMMAND for name in form.findall(text)}
    return next((name for command in called if (name := command.program.split(" ")[0]) in gone), "")


def _missing_word(line: str, text: str) -> str:
    if "o such file" not in text and "not found" not in text:
        return ""
    gone = {path for form in _NO_PATH for path in form.findall(text)}
    named = (word for command in commands(line) for word in command.operands)
    return next((word for word in named if any(path == word or path.endswith(f"/{word}") for path in gone)), "")
