"""What replay foretells is what the provider then bills."""

import pytest

from tests.bench.agreement import agreement
from tests.bench.material import session
from tests.fakes.conversations import conversation


@pytest.mark.parametrize("level", ["lossless", "balanced"])
def test_money_foretold_from_histories_is_that_of_the_same_sessions_through_the_proxy(level):
    outcome = agreement([conversation(session(seed, 14)) for seed in range(2)], level)
    assert abs(outcome.error) < 0.02
    assert outcome.after < 0.9 * outcome.before
