"""The errors that a person sees."""

import pytest

from headroom_cli import errors

_CODES = {
    "HeadroomError": 1,
    "ConfigError": 2,
    "AgentNotFoundError": 127,
    "StoreError": 1,
    "LedgerError": 1,
    "InstructionsError": 1,
    "ServiceError": 1,
}


def kinds():
    return {name: kind for name, kind in vars(errors).items() if isinstance(kind, type)}


def test_every_error_leaves_with_the_code_that_the_tree_in_the_docstring_says():
    assert {name: kind.exit_code for name, kind in kinds().items()} == _CODES
    for name, code in _CODES.items():
        line = next(line for line in errors.__doc__.splitlines() if name in line)
        assert f"exit {code}" in line


@pytest.mark.parametrize("kind", kinds().values())
def test_every_error_is_a_headroom_error_with_a_message_and_a_next_step(kind):
    error = kind("no disk", "Free some space.")
    assert isinstance(error, errors.HeadroomError)
    assert (str(error), error.message, error.hint) == ("no disk", "no disk", "Free some space.")
