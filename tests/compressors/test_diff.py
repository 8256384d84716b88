"""Git's output: what a reader of the short text sees gives every row back; changed lines are never touched."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headroom_cli.compressors import NotMine
from headroom_cli.compressors.diff import PLUGIN
from headroom_cli.model import Block, Level
from tests.compressors.recorded import BLAME, BLAME_AFTER_A_RENAME, LOG_OF_PATCHES, LOG_OF_STATS, MERGE
from tests.fakes.growth import grows_evenly


def block(text, question=""):
    return Block(text=text, span=(0, 0), kind="result", tool="Bash", question=question)


def patch(path, hunks, context=3):
    """A diff of one file in which a line changes in the middle of each hunk."""
    rows = [f"diff --git a/{path} b/{path}", "index 5be4a414..d3c2c1a8 100644", f"--- a/{path}", f"+++ b/{path}"]
    for nth in range(hunks):
        start, length = 1 + 100 * nth, 2 * context + 1
        around = [f"     call_{n}(x)" for n in range(2 * context)]
        change = [f"-    old_{nth}(x)", f"+    new_{nth}(x)"]
        head = f"@@ -{start},{length} +{start},{length} @@ def f_{nth}(x):"
        rows += [head, *around[:context], *change, *around[context:]]
    return "\n".join(rows) + "\n"


DIFF = "".join(patch(f"lib/books/{name}.py", 2) for name in ("accounts", "bookings", "closings"))
NAMES = [
    f"{folder}/{name}.{end}"
    for folder in ("docs/manual", "src", "tests/unit")
    for name in ("a", "bookings", "of_closings")
    for end in ("py", "json")
]
WIDEST = max(map(len, NAMES))
STAT = "".join(f" {name:<{WIDEST}} | {n * 7:>3} {'+' * n}-\n" for n, name in enumerate(NAMES, 1))
STAT += " 18 files changed, 1190 insertions(+), 18 deletions(-)\n"
FIXTURES = (
    block(LOG_OF_PATCHES),
    block(LOG_OF_STATS),
    block(LOG_OF_STATS * 3),
    block(BLAME),
    block(BLAME_AFTER_A_RENAME),
    block(DIFF),
    block(STAT),
    block(" M lib/books/accounts.py\n?? x\n\n" + DIFF),
)

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)", re.DOTALL)
STAT_ROW = re.compile(r"( \S.*) \| ( *(?:\d+|Bin))((?: [+-]+| \d+ -> \d+ bytes)?)", re.DOTALL)
SUM = re.compile(r" (\d+) files?,(?: \+(\d+))?(?: -(\d+))?")
LONG_SUM = re.compile(r" \d+ files? changed.*")
COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?: \(.*\))?")
ABOUT = re.compile(r"(?:Merge|Author|AuthorDate|Commit|CommitDate|Date|Reflog|Reflog message): ")
FACT = re.compile(
    r"(.*), ((?:(?:old|new|deleted file|new file) mode|(?:dis)?similarity index|index) .*|rename|copy|binary|merged)",
    re.DOTALL,
)


def decode(text):
    head, *rows = text.split("\n")
    if head.startswith("[git blame; "):
        return "\n".join(unblamed(rows, re.match(r'\[git blame; "(.. )', head)[1]))
    if head.startswith("[git output; "):
        return "\n".join(Decoder(head).rows(rows))
    return text


def unblamed(rows, mark):
    about, number, width, known, first = "", 0, 0, {}, False
    end = len(rows) - (rows[-1] == "")
    for row in rows[:end]:
        heading = re.fullmatch(re.escape(mark) + r"(?:-|(.*?)( +\d+)\))", row, re.DOTALL)
        if heading and heading[1] and "(" in heading[1]:
            about, number, width = heading[1], int(heading[2]), len(heading[2])
            known[about.split(" ")[0]] = about
        elif heading and heading[1]:
            about = next(said for commit, said in known.items() if commit.startswith(heading[1]))
            number = int(heading[2])
        elif heading:
            about = ""
        elif about:
            text = row if first or number % 10 else row.removeprefix(f"{number}) ")
            yield f"{about}{str(number).rjust(width)}) {text}"
            number += 1
        else:
            yield row
        first = heading is not None
    yield from rows[end:]


class Decoder:
    """Reads the abbreviations that the head names, and nothing else."""

    def __init__(self, head):
        self.files = '"=== path' in head
        self.bare = "no lengths" in head
        self.authors = "no Author:" in head
        self.messages = "indented by 1" in head
        self.stats = "no padding" in head
        self.sums = '" 2 files, ' in head
        self.author = ""

    def rows(self, rows):
        at, message, text = 0, False, []
        while at < len(rows):
            end, made = self.part(rows, at)
            if end == at:
                text.append(rows[at])
                at += 1
                continue
            yield from self.text(text, message=message)
            yield from made
            message, text, at = COMMIT.fullmatch(rows[at]) is not None, [], end
        yield from self.text(text, message=message)

    def part(self, rows, at):
        row = rows[at]
        if HUNK.fullmatch(row):
            return self.hunk(rows, at, HUNK.fullmatch(row))
        if self.files and row.startswith("=== "):
            changed = rows[at + 1 : at + 2] and rows[at + 1].startswith(("@@ -", "@@@ "))
            return at + 1, list(file_header(row.removeprefix("=== "), changed))
        if row.startswith(("diff --git ", "diff --cc ")):
            end = until(rows, at, lambda r: not r.startswith(HEADER_GOES_ON))
        elif row == "GIT binary patch" or row.startswith("@@@ "):
            ends = ("diff --", "commit ", *(("=== ",) if self.files else ()))
            end = until(rows, at, lambda r: r.startswith(ends))
        elif COMMIT.fullmatch(row):
            end = until(rows, at, lambda r: not ABOUT.match(r))
            return end, self.commit(rows[at:end])
        else:
            end = at
        return end, rows[at:end]

    def hunk(self, rows, at, match):
        old, old_length, new, new_length, section = match.groups()
        if self.bare and old_length is None and new_length is None:
            end = until(rows, at, lambda r: not r.startswith((" ", "+", "-", "\\")))
            body = rows[at + 1 : end]
            ranges = (span(old, body, " -"), span(new, body, " +"))
            return end, [f"@@ -{ranges[0]} +{ranges[1]} @@{section}", *body]
        end, left = at + 1, {"-": int(old_length or 1), "+": int(new_length or 1)}
        while end < len(rows) and (max(left.values()) > 0 or rows[end].startswith("\\")):
            sign = rows[end][:1] or " "
            if sign not in " +-\\":
                break
            for side in left:
                left[side] -= sign in (" ", side)
            end += 1
        return end, rows[at:end]

    def commit(self, rows):
        place = 1 + rows[1:2][0].startswith("Merge: ") if len(rows) > 1 else 1
        if rows[place : place + 1] and rows[place].startswith("Author: "):
            self.author = rows[place]
            return rows
        return [*rows[:place], self.author, *rows[place:]] if self.authors else rows

    def text(self, rows, *, message):
        block = []
        for row in rows:
            stat = STAT_ROW.fullmatch(row) if self.stats and row[1:2] != " " else None
            if stat:
                block.append(stat.groups())
                continue
            yield from padded(block)
            block = []
            yield self.line(row, message=message)
        yield from padded(block)

    def line(self, row, *, message):
        match = SUM.fullmatch(row) if self.sums else None
        if match:
            return long_sum(*match.groups())
        is_stat = LONG_SUM.fullmatch(row) or (STAT_ROW.fullmatch(row) and row[1:2] != " ")
        return f"   {row}" if self.messages and message and row.startswith(" ") and not is_stat else row


HEADER_GOES_ON = (
    *("index ", "old mode ", "new mode ", "deleted file mode ", "new file mode ", "similarity index "),
    *("dissimilarity index ", "rename from ", "rename to ", "copy from ", "copy to ", "Binary files ", "--- ", "+++ "),
)


def until(rows, at, ends):
    return next((end for end in range(at + 1, len(rows)) if ends(rows[end])), len(rows))


def span(start, body, signs):
    length = sum(row[:1] in signs for row in body)
    return start if length == 1 else f"{start},{length}"


def file_header(title, changed):
    facts = []
    while match := FACT.fullmatch(title):
        title = match[1]
        facts.insert(0, match[2])
    old, _, new = title.partition(" => ")
    new = new or old
    before = "/dev/null" if any(fact.startswith("new file") for fact in facts) else f"a/{old}"
    after = "/dev/null" if any(fact.startswith("deleted file") for fact in facts) else f"b/{new}"
    yield f"diff --cc {old}" if "merged" in facts else f"diff --git a/{old} b/{new}"
    for fact in facts:
        if fact in ("rename", "copy"):
            yield from (f"{fact} from {old}", f"{fact} to {new}")
        elif fact == "binary":
            yield f"Binary files {before} and {after} differ"
        elif fact != "merged":
            yield fact
    if changed:
        yield from (
            f"{sign} {side}\t" if " " in side else f"{sign} {side}" for sign, side in (("---", before), ("+++", after))
        )


def padded(block):
    paths, amounts = (max((len(row[n]) for row in block), default=0) for n in (0, 1))
    for path, amount, graph in block:
        yield f"{path.ljust(paths)} | {amount.rjust(amounts)}{graph}"


def long_sum(files, added, gone):
    def plural(count):
        return "" if count == "1" else "s"

    more = f", {added} insertion{plural(added)}(+)" if added else ""
    less = f", {gone} deletion{plural(gone)}(-)" if gone else ""
    return f" {files} file{plural(files)} changed{more}{less}"


def said(text, level=Level.LOSSLESS, question=""):
    return PLUGIN.compress(block(text, question), level)


def test_a_files_header_is_one_line_and_hunks_have_no_lengths():
    assert said(DIFF).text.startswith(
        '[git output; "=== path, …" is the diff, index, --- and +++ lines of a file; @@ lines have no lengths]\n'
        "=== lib/books/accounts.py, index 5be4a414..d3c2c1a8 100644\n"
        "@@ -1 +1 @@ def f_0(x):\n"
        "     call_0(x)\n"
    )


def test_a_log_says_an_author_once_and_a_rename_in_a_line():
    text = said(LOG_OF_PATCHES).text
    assert (
        "    return account.name\n\ncommit 20a219398f77edf2b51f420e4d4d9f8dcf6623cf\n"
        "Date:   Tue Mar 3 10:03:00 2026 +0100\n\n Call the guide a manual\n\n"
        "=== docs/guide.md => docs/manual.md, similarity index 97%, rename, index 198246a..7ceae8a 100644\n"
        "@@ -17 +17 @@ line 16 of the guide\n line 17 of the guide\n"
    ) in text
    assert "=== logo.png, new file mode 100644, index 0000000..8fdf218, binary\n" in text
    assert "=== run.sh, old mode 100644, new mode 100755\n" in text
    assert "=== run.sh, deleted file mode 100755, index f5bdd21..0000000\n@@ -1 +0 @@\n-run\n" in text


def test_diffstats_lose_their_padding_and_sums_their_words():
    assert (
        " package-lock.json | 62 ++++++++++++++++++++++++++++++++++++++++++++++++++\n"
        " run.sh | 1 -\n src/ledger/accounts.py | 4 ++--\n 3 files, +64 -3\n"
    ) in said(LOG_OF_STATS).text
    assert " 18 files changed, 1190 insertions(+), 18 deletions(-)\n" in said(STAT).text


def test_a_diffstat_cut_before_its_widest_row_keeps_the_padding_of_its_first():
    rows = STAT.split("\n")
    text = "\n".join(f" {row[1 : WIDEST + 1]}      | {row[WIDEST + 4 :]}" for row in rows[:-2] * 2)
    shown = said(text).text.split("\n")
    assert shown[1:3] == [text.split("\n")[0], " docs/manual/a.json | 14 ++-"]
    assert decode(said(text).text) == text


def test_blame_heads_each_run_of_lines_with_its_commit_in_full_once():
    text = said(BLAME).text
    assert (
        "\n@@ 0648295b (Ada Byron 2026-03-02 10:02:00 +0100 16)\n    def balance(self) -> Decimal:\n@@ ^30a 17)\n"
        in text
    )
    assert "\n10)         self.name = name\n        self.bookings = []\n" in text
    assert "(Ada Byron" not in text.split("\n@@ ^30a 17)\n")[1].replace("51da5957 (Ada Byron", "")


def test_rows_that_are_not_of_the_blame_stand_under_a_heading_of_their_own():
    text = BLAME + "[cut here]\n" + BLAME
    assert "\n@@ -\n[cut here]\n@@ bef4 1)\n" in said(text).text
    assert decode(said(text).text) == text


@pytest.mark.parametrize("level", [Level.BALANCED, Level.AGGRESSIVE])
def test_changed_lines_stay_in_place_at_every_level(level):
    text = LOG_OF_PATCHES + patch("lib/long.py", 40, context=30)
    shown = said(text, level).text.split("\n")
    at = 0
    for row in text.split("\n"):
        if row[:1] in ("+", "-") and not row.startswith(("+++ ", "--- ", '+  "pkg', "+{", "+}")):
            at = shown.index(row, at) + 1


def test_far_context_goes_as_if_git_had_been_asked_for_less():
    answer = said(patch("lib/long.py", 9, context=30), Level.BALANCED)
    assert answer.omitted == "450 lines of context, 1 index lines"
    assert "@@ -126 +126 @@ def f_1(x):\n     call_25(x)\n" in answer.text
    assert len(answer.text.split("\n")) == 1 + 1 + 9 * 13 + 1


def test_the_usual_context_stays_at_balanced():
    assert said(DIFF, Level.BALANCED) == said(DIFF, Level.LOSSLESS)
    assert "4 lines of context" not in said(DIFF, Level.BALANCED).omitted


LOCK = patch("web/package-lock.json", 12)


def test_a_long_lock_file_becomes_a_count_unless_somebody_asks_about_it():
    answer = said(DIFF + LOCK, Level.BALANCED)
    assert answer.omitted.startswith("96 lines of lock and generated files")
    assert "=== web/package-lock.json\n[a lock file: 12 lines added, 12 removed, not shown]" in answer.text
    asked = said(DIFF + LOCK, Level.BALANCED, "why did package-lock.json change?")
    assert asked.lossless


def test_the_digits_and_trailers_of_many_commits_go_and_their_subjects_stay():
    answer = said(LOG_OF_STATS * 3, Level.BALANCED)
    assert answer.omitted == "6 trailers, 30 of 40 digits of each commit"
    assert answer.text.count("\n Drop the script\n") == 3
    assert "\ncommit bef445bbd1\n" in answer.text
    assert "Co-authored-by" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no diff\n" * 9,
        "diff --git a/x b/x\n",
        "".join(f"{n:07x} Subject of commit {n}\n" for n in range(900, 940)),
        "=== a heading\n" + patch("a.py", 1).replace("@@ -1,7 +1,7", "@@ -1,9 +1,9"),
    ],
)
def test_what_says_nothing_twice_is_left_alone(text):
    with pytest.raises(NotMine):
        said(text)


def test_a_hunk_that_does_not_hold_what_its_head_says_keeps_its_head():
    cut = LOG_OF_PATCHES[: LOG_OF_PATCHES.index("line 21 of the guide")]
    assert "@@ -17,7 +17,7 @@ line 16 of the guide\n" in said(cut).text
    assert decode(said(cut).text) == cut


def test_hunks_without_lengths_of_their_own_are_not_confounded():
    text = DIFF + "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n"
    assert "no lengths" not in said(text).text
    assert decode(said(text).text) == text


def test_git_is_recognised_and_prose_about_it_is_not():
    for text in (DIFF, LOG_OF_STATS, BLAME, STAT, MERGE, "--- a.c\t2026\n+++ b.c\t2026\n@@ -1 +1 @@\n-a\n+b\n"):
        assert PLUGIN.score(block(text)) >= 0.9
    assert PLUGIN.score(block("".join(f" name_{n:02} | {n:4}\n" for n in range(20)))) == 0
    assert PLUGIN.score(block("We look at git diff --git and at commit 12.\n" * 9)) == 0


ROWS = st.sampled_from(
    sorted(
        {
            *LOG_OF_PATCHES.split("\n")[:150],
            *LOG_OF_STATS.split("\n")[:40],
            *MERGE.split("\n"),
            *BLAME.split("\n")[:9],
            *(
                "@@ -1 +1 @@",
                "@@ -3,2 +3,2 @@ x",
                "=== a",
                "=== a, binary",
                "    a | 3 +",
                "     b",
                "\tc",
                " 2 files, +1",
            ),
            *(
                "GIT binary patch",
                "    2 files, +1",
                " d",
                "  2 files changed",
                " a | b | 3 +",
                "\\ No newline at end of file",
            ),
        }
    )
)


@given(st.lists(ROWS, max_size=40).map("\n".join))
def test_whatever_the_rows_are_the_text_comes_back(text):
    with contextlib.suppress(NotMine):
        assert decode(said(text).text) == text


@pytest.mark.parametrize("text", [LOG_OF_PATCHES, LOG_OF_STATS * 3, BLAME * 3], ids=["patches", "stats", "blame"])
def test_ten_times_the_text_takes_ten_times_as_long(text):
    def work(times):
        asked = block(text * times)
        return lambda: PLUGIN.compress(asked, Level.BALANCED)

    assert grows_evenly(work, 10)
