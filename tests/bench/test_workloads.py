import json

import pytest

from tests.bench.workloads import SCENARIOS, SPELLINGS, report, results, sizes


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_is_the_same_for_the_same_seed_and_another_for_another(scenario):
    assert results(scenario, "compact") == results(scenario, "compact")
    assert results(scenario, "compact") != results(scenario, "compact", seed=12) or scenario == "search"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_spelling_is_json_of_the_same_values(scenario):
    spelt = [results(scenario, spelling) for spelling in SPELLINGS]
    values = [{tool: json.loads(text) for tool, text in printed.items()} for printed in spelt]
    assert values[0] == values[1] == values[2]


def test_three_rows_of_the_table_are_far_out():
    rows = json.loads(results("SRE", "compact")["query_database"])["rows"]
    assert sum(row["total_revenue"] >= 50_000 for row in rows) == 3


@pytest.mark.parametrize("level", ["lossless", "balanced"])
def test_no_result_gets_longer_and_a_number_is_tokens_of_what_the_model_gets(level):
    question, _ = SCENARIOS["search"]
    printed = results("search", "compact")
    [(before, after)] = sizes(question, printed, level)
    assert after < before < len(printed["search_code"])


def test_a_report_has_a_line_for_the_scenario_and_one_for_each_tool():
    lines = list(report("search", "default"))
    assert [line.split()[0] for line in lines] == ["search", "search_code"]
    assert all(line.count("%") == 2 for line in lines)
