"""The judge of growth."""

from tests.fakes.growth import grows_evenly


def test_work_that_grows_with_its_size_is_acquitted_and_work_that_grows_with_the_square_is_not():
    assert grows_evenly(lambda n: lambda: sum(range(n)), 200_000)
    assert not grows_evenly(lambda n: lambda: sum(1 for a in range(n) for _ in range(n)), 400)
