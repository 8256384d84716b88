"""What a command is for, so that one that failed is compared with one that did the same.

Law: two commands serve the same purpose only where that is certain: both run tests, or they are programs of
one sort that were given the same thing to work on.
"""

from __future__ import annotations

import re
from functools import lru_cache

from headroom_cli.learn.shell import Command

_WHOLE = {
    "test": {"ctest", "jest", "karma", "mocha", "nose2", "nosetests", "nox", "phpunit", "py.test", "pytest", "rspec",
             "tox", "trial", "unittest", "vitest"},
    "lint": {"eslint", "flake8", "golangci-lint", "pylint", "rubocop", "ruff", "shellcheck", "stylelint"},
    "types": {"mypy", "pyright", "tsc"},
    "format": {"black", "gofmt", "isort", "prettier", "rustfmt", "yapf"},
    "install": {"pip", "pip3"},
}  # fmt: skip
_WITH_WORDS = {
    "script": {"bun", "deno", "node", "nodejs", "perl", "php", "pypy", "python", "python2", "python3", "ruby", "tsx"},
    "search": {"ack", "ag", "egrep", "fgrep", "grep", "rg"},
    "list": {"dir", "eza", "exa", "fd", "fdfind", "find", "locate", "ls", "lsd", "tree"},
    "show": {"bat", "batcat", "cat", "head", "hexdump", "less", "more", "nl", "od", "strings", "tail", "xxd"},
    "fetch": {"curl", "http", "wget", "xh"},
    "edit": {"ed", "emacs", "ex", "nano", "patch", "vi", "vim"},
}  # fmt: skip
_TOKENS = {
    "test": {"test", "tests", "unittest", "unittests"}, "lint": {"lint"}, "build": {"build"},
    "format": {"fmt", "format"}, "install": {"ci", "install"}, "types": {"typecheck"},
}  # fmt: skip
_VERBS = {
    "test": "Run tests with", "lint": "Lint with", "types": "Check types with", "format": "Format with",
    "build": "Build with", "install": "Install packages with", "script": "Run scripts with",
    "search": "Search with", "list": "List files with", "show": "Show files with", "fetch": "Fetch with",
    "edit": "Edit files with",
}  # fmt: skip
_TRIVIAL = re.compile(r"[\W\d]{0,3}$")
_VERSION = re.compile(r"(?<=[a-z])[\d.]+$")


@lru_cache(maxsize=4096)
def task(command: Command) -> str:
    """What the command is for, one word; empty where that is not known."""
    name = _name(command)
    for found, names in (_WHOLE | _WITH_WORDS).items():
        if name in names or _VERSION.sub("", name) in names:
            return found
    if name == "sed" and any(word.startswith("-i") for word in command.words):
        return "edit"
    words = {token for word in command.deed.split(" ") for token in re.split(r"[^a-z]+", word.rpartition("/")[2])}
    return next((found for found, tokens in _TOKENS.items() if words & tokens), "")


def verb(task: str) -> str:
    """How a line begins that says with what a task is done."""
    return _VERBS.get(task, "Use")


def tasks() -> dict[str, str]:
    """Every task by how a line of it begins."""
    return {begins: name for name, begins in _VERBS.items()}


def shared(one: Command, other: Command) -> tuple[str, ...]:
    """What both were given to work on."""
    return tuple(word for word in one.operands if word in other.operands and not _TRIVIAL.match(word))


def same(failed: Command, other: Command) -> bool:
    """Whether the second does what the first was to do."""
    if failed.program == other.program:
        return False
    wanted = task(failed)
    if wanted != task(other):
        return False
    if wanted in _WHOLE or wanted in _TOKENS:
        return True
    things = [word for word in failed.operands if not _TRIVIAL.match(word)]
    return (
        bool(things) and len(shared(failed, other)) * 2 >= len(things) and (bool(wanted) or _all_alike(failed, other))
    )


def _all_alike(failed: Command, other: Command) -> bool:
    """Of programs of no known sort, all they were given must be the same."""
    return failed.rest == other.rest


def _name(command: Command) -> str:
    """The program's own name: without its folder, its runner, and the interpreter of a module."""
    last = command.program.split(" ")[-1]
    return last.rpartition("/")[2].lower()
