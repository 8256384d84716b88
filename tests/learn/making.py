"""Steps and episodes, made up: a test says only what it is about."""

from headroom_cli.learn.episode import Claim, Episode, Lesson
from headroom_cli.learn.failure import why
from headroom_cli.learn.merge import Line
from headroom_cli.learn.miner import Found
from headroom_cli.learn.steps import Said, Step
from headroom_cli.learn.wording import say
from headroom_cli.transcripts import Call

PROJECT = "/shop"


def step(does, what, text="", *, failed=False, refused=False, **more):
    """One call and what came of it; `at`, `session`, `size`, `folder` and the call's arguments may be said."""
    at, session, folder = more.pop("at", 0.0), more.pop("session", "s"), more.pop("folder", PROJECT)
    size, name = more.pop("size", len(text)), more.pop("id", f"{what}@{at}")
    call = Call(id=name, tool=does.title(), arguments=more, does=does, what=what, folder=folder)
    return Step(
        call=call,
        at=at,
        session=session,
        text=text,
        size=size,
        failed=failed,
        refused=refused,
        why=why(call, text, failed=failed and not refused),
        request=100.0,
    )


def run(command, text="", code=0, **more):
    return step("run", command, text, failed=bool(code), **more)


def gone(command, program=None, **more):
    """A command whose program is not there."""
    return run(command, f"/bin/bash: line 1: {program or command.split()[0]}: command not found", 127, **more)


def said(text, **more):
    return Said(**({"text": text, "at": 0.0, "session": "s"} | more))


def episode(kind="program", wrong="pytest", right="python3 -m unittest", **more):
    told = {"session": "s", "at": 0.0, "about": "test" if kind == "program" else "", "tokens": 10, "request": 100.0}
    told |= more
    return Episode(
        kind=kind, wrong=wrong, right=right, id=told.pop("id", f"{wrong}{told['session']}{told['at']}"), **told
    )


def lesson(claim, *sessions, **more):
    """A lesson that was learned in these sessions."""
    learned = tuple(
        episode(claim.kind, (claim.wrong or ("",))[0], claim.right, about=claim.about, session=s, **more)
        for s in sessions or ("a", "b")
    )
    return Lesson(claim=claim, episodes=learned)


def line(claim, **more):
    return Line(say(claim), (lesson(claim, **more),))


UNITTEST = Claim(kind="program", right="python3 -m unittest", wrong=("pytest",), about="test")
UTIL = Claim(kind="path", right="src/util.py", wrong=("src/utils.py",))
EDIT = Claim(kind="edit", right="src/util.py", about="absent")
PUSH = Claim(kind="refused", right="git push")
SAID = Claim(kind="said", right="Never touch the generated files")


def found(*episodes, **more):
    return Found(**({"episodes": list(episodes), "agents": {"claude"}, "sessions": {"a", "b"}, "requests": 5} | more))
