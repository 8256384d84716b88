"""An agent's command line, read only as far as the plan must: flags that it shares with us.

Law: pure, and nothing is eaten. Only whole words before a `--` count; what is not known stays as it is.
"""

from __future__ import annotations

from itertools import islice


def has(args: tuple[str, ...], flag: str) -> bool:
    """Whether a flag is given, alone or with a value."""
    return any(word == flag or word.startswith(f"{flag}=") for word in _words(args))


def value(args: tuple[str, ...], flag: str) -> str | None:
    """The value of a flag given as `--flag value` or `--flag=value`; the last one, as agents do."""
    values, _ = _parted(args, flag)
    return values[-1] if values else None


def without(args: tuple[str, ...], flag: str) -> tuple[str, ...]:
    """The command line without a flag and its values."""
    _, others = _parted(args, flag)
    return (*others, *args[len(_words(args)) :])


def _parted(args: tuple[str, ...], flag: str) -> tuple[list[str], list[str]]:
    """The values of a flag, and the words that are neither it nor its value."""
    words = iter(_words(args))
    values: list[str] = []
    others: list[str] = []
    for word in words:
        if word == flag:
            values.extend(islice(words, 1))
        elif word.startswith(f"{flag}="):
            values.append(word.removeprefix(f"{flag}="))
        else:
            others.append(word)
    return values, others


def _words(args: tuple[str, ...]) -> tuple[str, ...]:
    return args[: args.index("--")] if "--" in args else args
