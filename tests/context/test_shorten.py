"""One block to fewer tokens."""

from dataclasses import replace

from headroom_cli import registry, tokens
from headroom_cli.ccr import marker
from headroom_cli.compressors import Compressed, NotMine
from headroom_cli.context.eligible import Rules
from headroom_cli.context.seen import View
from headroom_cli.context.shorten import Means, shorten
from headroom_cli.model import Block, Level
from tests.fakes.conversations import read_result

TEXT = "".join(f"a long line of machine noise number {n}\n" for n in range(100))
RESULT = Block(text=TEXT, span=(0, 0), kind="result", tool="Bash", arguments={"command": "make"})
REACH = Rules(in_reach=True)


class Fixed:
    """A compressor that answers what it is told to."""

    def __init__(self, answer, score=0.9):
        self.answer, self.sure = answer, score
        self.levels = []

    def score(self, _block):
        return self.sure

    def compress(self, _block, level):
        self.levels.append(level)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def short(block, rules=REACH, view=None, **compressors):
    return shorten(block, view or View(), Means(rules, compressors))


def test_the_surest_compressor_says_it():
    rules = Rules(level=Level.LOSSLESS, in_reach=True)
    found, _ = short(RESULT, rules, a=Fixed(Compressed("short")), b=Fixed(Compressed("mine"), 0.95))
    assert (found.text, found.kind, found.lossless) == ("mine", "b", True)
    assert (found.before, found.after) == (tokens.count(TEXT), 1)
    assert found.key == marker.key(TEXT)


def test_an_unsure_compressor_is_not_asked():
    assert short(RESULT, a=Fixed(Compressed("short"), 0.4))[0] is None


def test_above_lossless_a_text_in_another_form_says_how_to_get_it_as_it_came():
    found, _ = short(RESULT, a=Fixed(Compressed("mine")))
    assert found.text == f"mine\n[headroom: nothing left out; headroom_retrieve {found.key} has the original]"
    assert short(RESULT, Rules(), a=Fixed(Compressed("mine")))[0].text == "mine"


def test_where_the_surest_gives_up_or_says_more_the_next_one_says_it():
    for first in (NotMine(), Compressed("more words than short")):
        assert short(RESULT, a=Fixed(Compressed("short")), b=Fixed(first, 0.95))[0].kind == "a"


def test_of_two_that_leave_something_out_the_surer_one_is_believed_though_it_leaves_out_less():
    careful, careless = Fixed(Compressed("a b c d", "3 rows"), 0.96), Fixed(Compressed("a", "99 rows"), 0.95)
    assert short(RESULT, a=careful, b=careless)[0].kind == "a"
    assert short(RESULT, a=Fixed(Compressed("a b c d " * 40), 0.96), b=careless)[0].kind == "b"


def test_what_one_leaves_as_plain_output_is_said_by_another_and_both_say_what_they_left_out():
    class OfPlain(Fixed):
        def compress(self, block, level):
            return super().compress(block, level) if block.text.startswith("plain") else Compressed(block.text)

    plain = Fixed(Compressed("plain output " * 9, "colours", again=True), 0.95)
    found, _ = short(RESULT, a=plain, b=OfPlain(Compressed("short", "9 of 10 rows"), 0.6))
    assert found.kind == "a"
    assert found.text.startswith("short\n[headroom: colours; 9 of 10 rows not shown")
    assert short(RESULT, a=plain, b=Fixed(NotMine()))[0].text.startswith("plain output")


def test_what_is_left_out_is_marked_with_the_key():
    found, _ = short(RESULT, a=Fixed(Compressed("short", "99 of 100 lines")))
    assert not found.lossless
    assert marker.find(found.text) == (marker.key(TEXT),)
    assert "99 of 100 lines" in found.text


def test_out_of_reach_of_the_tool_compressors_are_told_lossless_and_nothing_is_left_out():
    lossy = Fixed(Compressed("short", "99 of 100 lines"))
    assert short(RESULT, Rules(in_reach=False), a=lossy)[0] is None
    assert lossy.levels == [Level.LOSSLESS]


def test_a_longer_answer_leaves_the_block_as_it_is():
    assert short(RESULT, a=Fixed(Compressed(TEXT + "more")))[0] is None


def test_a_saving_of_a_few_tokens_is_not_worth_a_second_look():
    assert short(RESULT, a=Fixed(Compressed(TEXT[:-12])))[0] is None


def test_a_compressor_that_fails_or_gives_nothing_costs_only_its_block():
    for answer in (ValueError("boom"), NotMine(), RecursionError(), Compressed("")):
        assert short(RESULT, a=Fixed(answer))[0] is None


def test_a_compressor_that_cannot_score_is_not_chosen():
    class Broken(Fixed):
        def score(self, _block):
            raise ValueError

    assert short(RESULT, a=Broken(Compressed("short")), b=Fixed(Compressed("mine")))[0].kind == "b"


def test_the_same_text_again_is_named_whatever_form_it_had():
    _, view = short(RESULT, a=Fixed(Compressed("short")))
    found, _ = short(RESULT, view=view, a=Fixed(Compressed("a compressed form that is longer than a name " * 9)))
    assert found.kind == "seen"
    assert "Bash make" in found.text


def test_nothing_leans_on_results_that_the_provider_may_clear():
    _, view = short(RESULT)
    assert short(RESULT, Rules(in_reach=True, clears=True), view)[0] is None


def test_an_error_stays_and_can_be_referred_to():
    _, view = short(replace(RESULT, error=True), a=Fixed(Compressed("short")))
    again, _ = short(RESULT, view=view)
    assert again.kind == "seen"


def test_lines_said_by_reference_are_not_referred_to_again():
    read = replace(RESULT, tool="Read", text=read_result(1, 90), arguments={"file_path": "/a.py"})
    means = Means(REACH, registry.load_all("compressors"))
    _, view = shorten(read, View(), means)
    second, view = shorten(replace(read, text=read_result(20, 120), arguments={"file_path": "/copy.py"}), view, means)
    third, _ = shorten(replace(read, text=read_result(20, 118), arguments={"file_path": "/x.py"}), view, means)
    assert "[lines 20-90 as above: Read /a.py]" in second.text
    assert 'headroom: "as above"' in second.text
    assert 'headroom: "as above"' not in third.text
    assert "[lines 20-90 as above: Read /a.py]" in third.text
    assert "[lines 91-118 as above: Read /copy.py]" in third.text


def test_a_command_run_again_is_said_by_its_changed_lines_though_it_was_shown_in_short():
    made = Compressed("[a short form of all of it]")
    _, view = short(RESULT, a=Fixed(made))
    again = replace(RESULT, text=TEXT.replace("number 40\n", "number 40, failed\n"))
    found, _ = short(again, view=view, a=Fixed(Compressed("[a short form of all of it]" * 30)))
    assert (found.kind, found.lossless) == ("seen", True)
    assert found.text.splitlines()[1:] == [
        "[as above: lines 1-40 of Bash make]",
        "a long line of machine noise number 40, failed",
        "[as above: lines 42-101]",
    ]


def test_what_leans_on_a_text_with_parts_left_out_is_not_called_lossless():
    for answer, lossless in ((Compressed("short"), True), (Compressed("short", "99 lines"), False)):
        _, view = short(RESULT, a=Fixed(answer))
        for text in (TEXT, TEXT + "one line more\n"):
            found, _ = short(replace(RESULT, text=text), view=view, a=Fixed(NotMine()))
            assert (found.kind, found.lossless) == ("seen", lossless)


def test_what_stands_verbatim_in_a_shortened_text_can_be_referred_to_from_anywhere():
    lines = TEXT.split("\n")
    _, view = short(RESULT, a=Fixed(Compressed("\n".join(["[90 lines left out]", *lines[90:]]), "90 lines")))
    other = replace(RESULT, text="\n".join([*(f"{line}!" for line in lines[:90]), *lines[90:]]), arguments={})
    found, _ = short(other, view=view)
    assert found.lossless
    assert "[as above: lines 91-101 of Bash make]" in found.text


def test_an_envelope_stays_around_what_is_said_shorter():
    wrapped = replace(RESULT, text=f"<returncode>0</returncode>\n<output>\n{TEXT}\n</output>")
    found, _ = short(wrapped, a=Fixed(Compressed("short", "99 lines")))
    assert found.text.startswith(
        "<returncode>0</returncode>\n<output>\nshort\n</output>\n[headroom: 99 lines not shown"
    )
