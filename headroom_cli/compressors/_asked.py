"""The words of a question by which the rows and bodies it is about can be told from the rest.

Law: a function of the block alone: of what a person last asked and of what the tool was asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from headroom_cli.model import Block

_WORD = re.compile(r"\w[\w.-]*\w")
_WHOLE = r"(?<!\w)(?<!\w[.-])(?:{})(?!\w|[.-]+\w)"
_SHORTEST = 3
_MOST = 64
_FEW = 3
_FEW_SHARE = 0.05
_SMALL_TALK = (
    "about above after again all also and any are ask because been before being below between both but can cannot "
    "check code could did does doing don down each else error errors ever every few file files find fix for from "
    "get give had has have having help here how into issue its just know let like list look make many may more most "
    "must need needs new not now off once one only other our out output over own please problem read run same see "
    "should show some such tell test tests than that the their them then there these they this those through too "
    "try under until use used using very want was way were what when where which while who why will with work would "
    "write yes you your"
)
_TELL_NOTHING = frozenset(_SMALL_TALK.split())


def words(block: Block) -> frozenset[str]:
    """The telling words, in lower case, of the question and of the call's own arguments."""
    asked = "\n".join(v for v in block.arguments.values() if isinstance(v, str))
    return _words(f"{block.question}\n{asked}")


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    telling = [word for word in found if len(word) >= _SHORTEST and word not in _TELL_NOTHING]
    return frozenset(telling[:_MOST])


def names(text: str, asked: frozenset[str]) -> bool:
    """Whether a text holds one of the words as a word."""
    return not asked.isdisjoint(word.lower() for word in _WORD.findall(text))


def telling(texts: Iterable[str], asked: frozenset[str]) -> frozenset[str]:
    """Those of the words by which few of the texts can be told from the rest."""
    held = list(texts)
    whole = "\n".join(held).lower()
    found = "|".join(map(re.escape, sorted(word for word in asked if word in whole)))
    times = Counter(re.findall(_WHOLE.format(found), whole)) if found else Counter()
    return frozenset(word for word, n in times.items() if n <= max(_FEW, len(held) * _FEW_SHARE))
