"""The nouns of a checkup."""

from headroom_cli.session.finding import note, ok, problem


def test_what_is_well_needs_no_next_step_and_all_else_has_one():
    assert (ok("fine").verdict, ok("fine").hint) == ("ok", "")
    assert (note("so", "do").verdict, note("so", "do").hint) == ("note", "do")
    assert (problem("so", "do").verdict, problem("so", "do").hint) == ("problem", "do")
