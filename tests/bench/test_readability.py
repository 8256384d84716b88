import json
from random import Random

import pytest

from tests.bench.readability.__main__ import MAKERS, read, sheets
from tests.bench.readability.model import Answers
from tests.bench.readability.score import Reading, is_right, paired, sign_test, table
from tests.bench.readability.sheets import Question, compare, count, forms, look, shown

SHEETS = list(sheets(2))
NAMES = [name for name, _ in SHEETS]
EACH = pytest.mark.parametrize("sheet", [sheet for _, sheet in SHEETS], ids=NAMES)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_sheet_is_the_same_for_the_same_dice_and_another_for_others(maker):
    assert maker(Random("1")) == maker(Random("1")) != maker(Random("2"))


@EACH
def test_every_answer_is_in_the_text_or_counted_and_passes_as_right(sheet):
    raw = shown(sheet, [text for _, _, text in sheet.turns])
    for question in sheet.questions:
        assert is_right(question, question.right[0])
        assert question.sort == "count" or any(right in raw for right in question.right), question.text


@EACH
def test_no_question_is_asked_twice_and_every_sheet_has_look_ups_and_is_said_shorter_unless_by_little(sheet):
    assert len({question.text for question in sheet.questions}) == len(sheet.questions) >= 7
    assert [form for form, _ in forms(sheet)][:1] == ["raw"]
    assert len(list(forms(sheet))) >= 2 or sheet.kind == "log with traces"


def test_at_least_two_hundred_questions_of_every_sort_are_asked():
    sorts = [question.sort for _, sheet in SHEETS for question in sheet.questions]
    assert len(sorts) >= 200
    assert min(sorts.count(sort) for sort in ("look-up", "comparison", "count")) >= 20


@pytest.mark.parametrize("answer", ["1,204", "It is 1204.", "`1204`", "total: 1204 EUR"])
def test_an_answer_is_right_however_it_is_dressed(answer):
    assert is_right(look("How much?", 1204), answer)


@pytest.mark.parametrize("answer", ["12:05:23,029", "12:05:23.029Z", "2026-03-04T12:05:23Z", "At 12:05:23."])
def test_a_time_is_right_with_its_day_or_its_fraction(answer):
    assert is_right(look("At what time?", "12:05:23"), answer)
    assert not is_right(look("At what time?", "12:05:24"), answer)


@pytest.mark.parametrize("answer", ["", "12045", "1204.5", "11204", "-"])
def test_an_answer_that_only_contains_the_digits_is_wrong(answer):
    assert not is_right(look("How much?", 1204), answer)


def test_a_comparison_that_names_both_is_wrong_and_a_count_may_be_a_word():
    assert is_right(compare("Which?", "ada", "oscar"), "Ada")
    assert not is_right(compare("Which?", "ada", "oscar"), "Ada, more than Oscar")
    assert is_right(count("How many?", 3), "Three")


def test_a_split_is_judged_by_how_likely_it_is_by_chance():
    assert sign_test(0, 0) == 1
    assert sign_test(5, 5) == 1
    assert sign_test(6, 0) == pytest.approx(2 / 64)
    assert sign_test(1, 9) == pytest.approx(22 / 1024)


def test_a_form_is_compared_with_raw_question_by_question():
    found = [
        Reading("1", "log", "raw", 1000, (True,) * 8),
        Reading("1", "log", "lossless", 400, (True, True) + (False,) * 6),
        Reading("2", "csv", "raw", 500, (True, False)),
        Reading("2", "csv", "lossless", 250, (True, True)),
    ]
    log, csv, together = paired(found)
    assert (log.only_raw, log.only_form, log.verdict) == (6, 0, "clearly worse")
    assert (csv.only_raw, csv.only_form, csv.verdict) == (0, 1, "")
    assert (together.kind, together.asked, together.raw_right, together.form_right) == ("all", 10, 9, 4)
    assert [line.split()[:3] for line in table([log])][1] == ["log", "lossless", "8"]
    assert "8 → 2" in list(table([log]))[1]


def test_every_form_of_a_sheet_is_asked_every_question_and_differences_are_told():
    name, sheet = SHEETS[0]
    told = []
    raw = shown(sheet, [text for _, _, text in sheet.turns])

    def ask(text: str, question: str) -> str:
        return next(q.right[0] for q in sheet.questions if q.text == question) if text == raw else "no idea"

    found = list(read(name, sheet, ask, told.append))
    assert [one.form for one in found] == [form for form, _ in forms(sheet)]
    assert all(found[0].right)
    assert not any(found[1].right)
    assert found[1].tokens < found[0].tokens
    assert len(told) == len(sheet.questions)


def test_an_answer_is_kept_for_its_text_and_question(tmp_path):
    Answers(tmp_path / "a").put("text", "how many?", "3")
    kept = Answers(tmp_path / "a")
    assert kept.get("text", "how many?") == "3"
    assert kept.get("other text", "how many?") is None
    assert json.loads((tmp_path / "a").read_text())["answer"] == "3"


def test_a_question_has_an_answer():
    assert all(isinstance(q, Question) and all(q.right) for _, sheet in SHEETS for q in sheet.questions)
