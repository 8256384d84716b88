"""A shell's command line, read as far as learning needs it: its simple commands, where each is run, and how.

Law: what cannot be read has no commands; the bodies of here-documents are no words.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import dropwhile, takewhile

_LONGEST = 4000
_HEREDOC = re.compile(r"<<-?[ \t]*(['\"]?)(\w+)\1([^\n]*)\n.*?^[ \t]*\2[ \t]*$", re.DOTALL | re.MULTILINE)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_OPTION = re.compile(r"-|[\d.]+[smh]?$|[A-Za-z_]\w*=")
_KEYWORDS = {"!", "do", "elif", "else", "if", "then", "until", "while", "{"}
_CLAUSES = {"[", "[[", "case", "done", "esac", "fi", "for", "function", "select", "test", "}"}
_TOKEN = re.compile(r"""((?:[^\s'"\\();|&<>]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+)|[();|&<>\n]+""", re.DOTALL)
_QUOTED = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""", re.DOTALL)
_PYTHON = re.compile(r"(?:.*/)?(?:python|pypy)[\d.]*$")
_WRAPPERS = {"builtin", "command", "env", "exec", "nice", "nohup", "stdbuf", "sudo", "time", "timeout", "xargs"}
_RUNNERS = {
    ("bundle", "exec"), ("npm", "exec"), ("pipenv", "run"), ("pnpm", "exec"), ("poetry", "run"), ("uv", "run"),
    ("yarn", "exec"),
}  # fmt: skip
_TOOLS_OF_MANY = {
    "apt", "apt-get", "aws", "brew", "bun", "bundle", "cargo", "composer", "conda", "docker", "dotnet", "gh", "git",
    "go", "gradle", "just", "kubectl", "make", "mvn", "nox", "npm", "nx", "pip", "pip3", "pnpm", "poetry", "rails",
    "rake", "swift", "task", "terraform", "turbo", "uv", "yarn", "zig", "./gradlew", "./mvnw", "manage.py",
}  # fmt: skip
_SUBCOMMAND = re.compile(r"[a-z][a-z0-9:_-]*$")


@dataclass(frozen=True, slots=True)
class Command:
    """One simple command: its words, the assignments before them, the folder a `cd` before it led to, the file its
    output went into. `first`: nothing is piped into it.
    """

    words: tuple[str, ...]
    env: tuple[str, ...] = ()
    folder: str = ""
    into: str = ""
    first: bool = True

    @property
    def program(self) -> str:
        """What is run: a word, or `python -m module`, or `uv run program`, as it would be typed."""
        return " ".join(self.words[: self._program_words])

    @property
    def deed(self) -> str:
        """The program and, where it is one of many uses, which of them: `npm test`, `git push`."""
        head = self.words[: self._program_words]
        rest = self.words[len(head) :]
        many = head[-1] in _TOOLS_OF_MANY and rest and _SUBCOMMAND.match(rest[0])
        said = (*head, rest[0]) if many else head
        run = said[-1] == "run" and len(rest) > 1 and _SUBCOMMAND.match(rest[1])
        return " ".join((*said, rest[1]) if many and run else said)

    @property
    def rest(self) -> tuple[str, ...]:
        """The words after the deed."""
        return self.words[len(self.deed.split(" ")) :]

    @property
    def operands(self) -> tuple[str, ...]:
        """The words after the deed that are no flags."""
        return tuple(word for word in self.rest if not word.startswith("-"))

    @property
    def text(self) -> str:
        """The command as it would be typed."""
        return " ".join((*self.env, *(word if _plain(word) else shlex.quote(word) for word in self.words)))

    @property
    def _program_words(self) -> int:
        words = self.words
        runner = 2 if words[:2] in _RUNNERS and len(words) > 2 else 1 if words[0] == "npx" and len(words) > 1 else 0  # noqa: PLR2004
        module = len(words) > runner + 2 and _PYTHON.match(words[runner]) and words[runner + 1] == "-m"
        return runner + (3 if module else 1)


@lru_cache(maxsize=4096)
def commands(line: str) -> tuple[Command, ...]:
    """The simple commands of a line, in order; none of one that is too long to be a command."""
    text = _COMMENT.sub("", _HEREDOC.sub(r"\3", line)).replace("\\\n", " ")
    if len(text) > _LONGEST:
        return ()
    return tuple(_commands(text))


def _commands(text: str) -> Iterator[Command]:
    folder, piped = "", False
    for said, into, operator in _segments(text):
        words = list(dropwhile(_KEYWORDS.__contains__, said))
        if words[:1] == ["cd"] and len(words) > 1:
            folder = words[1] if words[1].startswith("/") or not folder else f"{folder.rstrip('/')}/{words[1]}"
        elif words and words[0] not in _CLAUSES and (found := _command(words)):
            yield replace(found, folder=folder, into=into, first=not piped)
        piped = operator == "|"


def _segments(text: str) -> Iterator[tuple[list[str], str, str]]:
    """The words between operators that begin another command, the file they write, and the operator after them."""
    words: list[str] = []
    into, redirection = "", ""
    for token, is_word in _tokens(text):
        if redirection:
            into = token if ">" in redirection and "&" not in redirection else into
            redirection = ""
        elif is_word:
            words.append(token)
        elif "<" in token or ">" in token:
            redirection = token
            words = words[:-1] if words and words[-1] in {"1", "2"} else words
        else:
            yield words, into, token
            words, into = [], ""
    yield words, into, ""


def _tokens(text: str) -> list[tuple[str, bool]]:
    """The words, without their quotes, and the operators between them; none where a quote is never closed."""
    found, end = [], 0
    for token in _TOKEN.finditer(text):
        if text[end : token.start()].strip(" \t\r"):
            return []
        end = token.end()
        word = token[1]
        found.append((token[0], False) if word is None else (_QUOTED.sub(_unquoted, word), True))
    return [] if text[end:].strip() else found


def _unquoted(part: re.Match[str]) -> str:
    single, double, escaped = part.groups()
    if double is not None:
        return re.sub(r'\\(["\\$`])', r"\1", double)
    return single if single is not None else escaped


def _command(words: list[str]) -> Command | None:
    env = list(takewhile(_ASSIGNMENT.match, words))
    left = words[len(env) :]
    while left and left[0] in _WRAPPERS:
        options = list(takewhile(_OPTION.match, left[1:]))
        env += [option for option in options if _ASSIGNMENT.match(option)]
        left = left[1 + len(options) :]
    return Command(tuple(left), tuple(env)) if left and left[0] else None


def _plain(word: str) -> bool:
    return bool(re.fullmatch(r"[\w@%+=:,./~*?\[\]{}^-]+", word))
