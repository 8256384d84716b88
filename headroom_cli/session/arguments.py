"""An agent's command line, read only as far as the plan must: flags that it shares with us.

Law: pure, and nothing is eaten. Only whole words before a `--` count; what is not known stays as it is.
"""

from __future__ import annotations


def has(args: tuple[str, ...], flag: str) -> bool:
    """Whether a flag is given, alone or with a value."""
    return any(word == flag or word.startswith(f"{flag}=") for word in _words(args))


def value(args: tuple[str, ...], flag: str) -> str | None:
    """The value of a flag given as `--flag value` or `--flag=value`; the last one, as agents do."""
    found = None
    words = _words(args)
    for word, following in zip(words, (*words[1:], None), strict=True):
        if word == flag:
            found = following if following is not None else found
        elif word.startswith(f"{flag}="):
            found = word.removeprefix(f"{flag}=")
    return found


def without(args: tuple[str, ...], flag: str) -> tuple[str, ...]:
    """The command line without a flag and its value."""
    words = _words(args)
    kept = [
        word
        for before, word in zip((None, *words), words, strict=False)
        if flag not in (word, before) and not word.startswith(f"{flag}=")
    ]
    return (*kept, *args[len(words) :])


def _words(args: tuple[str, ...]) -> tuple[str, ...]:
    return args[: args.index("--")] if "--" in args else args
