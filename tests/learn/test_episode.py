"""What a lesson tells of the episodes that it was learned from."""

from headroom_cli.learn.episode import Lesson
from tests.learn.making import UNITTEST, episode


def test_a_lesson_sums_up_its_episodes():
    lesson = Lesson(claim=UNITTEST, episodes=(episode(), episode(at=1.0), episode(session="t")))
    assert (lesson.sessions, lesson.tokens, lesson.request) == (2, 30, 300.0)


def test_confidence_grows_with_sessions_and_falls_where_something_else_helped():
    once = Lesson(claim=UNITTEST, episodes=(episode(),))
    often = Lesson(claim=UNITTEST, episodes=tuple(episode(session=s) for s in "abcd"))
    doubtful = Lesson(claim=UNITTEST, episodes=often.episodes, agreed=0.5)
    assert 0 < once.confidence < often.confidence < 1
    assert doubtful.confidence < often.confidence
