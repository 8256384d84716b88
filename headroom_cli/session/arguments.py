"""An agent's command line, read only as far as the plan must: flags that it shares with us.

Law: pure, and nothing is eaten. Only whole words before a `--` count; what is not known stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice


def has(args: tuple[str, ...], flag: str) -> bool:
    """Whether a flag is given, alone or with a value."""
    return any(word == flag or word.startswith(f"{flag}=") for word in _words(args))


def value(args: tuple[str, ...], flag: str) -> str | None:
    """The value of a flag given as `--flag value` or `--flag=value`; the last one, as agents do."""
    found = values(args, flag)
    return found[-1] if found else None


def values(args: tuple[str, ...], flag: str) -> list[str]:
    """Every value of a flag that may be given more than once."""
    return [said for said, _ in _read(args, flag) if said is not None]


def without(args: tuple[str, ...], flag: str, when: Callable[[str], bool] = lambda _: True) -> tuple[str, ...]:
    """The command line without a flag and its values, or without those of its values that `when` is true of."""
    kept = (words for said, words in _read(args, flag) if words[0].partition("=")[0] != flag or not when(said or ""))
    return (*chain.from_iterable(kept), *args[len(_words(args)) :])


def _read(args: tuple[str, ...], flag: str) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """The words one after the other, the flag together with its value, and that value."""
    words = iter(_words(args))
    for word in words:
        if word == flag:
            more = tuple(islice(words, 1))
            yield next(iter(more), None), (word, *more)
        else:
            yield word.removeprefix(f"{flag}=") if word.startswith(f"{flag}=") else None, (word,)


def _words(args: tuple[str, ...]) -> tuple[str, ...]:
    return args[: args.index("--")] if "--" in args else args
