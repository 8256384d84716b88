"""Conversations in the Anthropic shape, made up: file reads that overlap, searches, logs, JSON, repeats."""

import json

from hypothesis import strategies as st

WORDS = ("alpha", "beta", "gamma", "delta", "naïve", "señal", "日本", "x = 1", "return None", "{}", "", "    pass")


def file_line(number: int, version: int = 0) -> str:
    """Line `number` of an imaginary source file; every ninth line differs between versions."""
    changed = f"  # v{version}" if version and number % 9 == 0 else ""
    return f"    {WORDS[number % len(WORDS)]}_{number} = compute({number * 7}, {WORDS[number % 5]!r}){changed}"


def read_result(first: int, last: int, version: int = 0) -> str:
    """A window of the file as Claude Code's Read gives it."""
    return "\n".join(f"{n}\t{file_line(n, version)}" for n in range(first, last + 1))


def plain_file(first: int, last: int, version: int = 0) -> str:
    """A window of the file without a gutter."""
    return "\n".join(file_line(n, version) for n in range(first, last + 1))


def rows(count: int, start: int = 0) -> str:
    """An API's answer: objects of one shape."""
    items = [{"id": n, "name": f"item {n}", "state": "open" if n % 7 else "failed", "url": f"https://x.test/i/{n}"}
             for n in range(start, start + count)]  # fmt: skip
    return json.dumps({"total": count, "items": items})


def log(count: int, start: int = 0) -> str:
    """A service's log."""
    return "\n".join(
        f"2026-01-02T03:{n // 60 % 60:02}:{n % 60:02}Z {'ERROR' if n % 41 == 40 else 'INFO'} svc=api "
        f"req={n * 2654435761 % 2**32:08x} path=/v1/items/{n % 17} status={500 if n % 41 == 40 else 200}"
        for n in range(start, start + count)
    )


def turn(number: int, tool: str, arguments: dict, result: str, **more) -> list[dict]:
    """One call and its result, as two messages."""
    call = {"type": "tool_use", "id": f"toolu_{number:04}", "name": tool, "input": arguments}
    answer = {"type": "tool_result", "tool_use_id": f"toolu_{number:04}", "content": result, **more}
    return [{"role": "assistant", "content": [call]}, {"role": "user", "content": [answer]}]


def conversation(turns: list[tuple], prompt: str = "fix it") -> list[dict]:
    """The messages of a session: a prompt, then (tool, arguments, result[, more]) for each turn."""
    messages = [{"role": "user", "content": prompt}]
    for number, (tool, arguments, result, *more) in enumerate(turns):
        messages += turn(number, tool, arguments, result, **(more[0] if more else {}))
    return messages


def body(messages: list[dict], tools: tuple[str, ...] = ("Read", "Bash", "headroom_retrieve"), **more) -> bytes:
    """A request as the agents send it: compact JSON, not escaped to ASCII."""
    request = {
        "model": "claude-sonnet-4-6",
        "max_tokens": 1000,
        "system": [{"type": "text", "text": "You are careful."}],
        "tools": [{"name": name, "input_schema": {"type": "object"}} for name in tools],
        "messages": messages,
        "stream": True,
        **more,
    }
    return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode()


def texts(request: bytes) -> list[str]:
    """Every tool result's text of a request, in order."""
    return [
        part["text"] if isinstance(part, dict) else part
        for message in json.loads(request)["messages"]
        if isinstance(message["content"], list)
        for block in message["content"]
        if block.get("type") == "tool_result"
        for part in (block["content"] if isinstance(block["content"], list) else [block["content"]])
        if not isinstance(part, dict) or part.get("type") == "text"
    ]


def marked(messages: list[dict], at: int) -> list[dict]:
    """The messages with `cache_control` on the last part of message `at`, as agents move it."""
    copy = json.loads(json.dumps(messages))
    content = copy[at]["content"]
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    parts[-1]["cache_control"] = {"type": "ephemeral"}
    copy[at]["content"] = parts
    return copy


@st.composite
def turns(draw) -> list[tuple]:
    """Sessions in which windows of one file overlap, commands repeat, and some results are errors."""
    found = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(("read", "read", "cat", "rows", "log", "error", "write", "parts", "odd")))
        first, size = draw(st.integers(1, 120)), draw(st.integers(1, 90))
        version = draw(st.integers(0, 2))
        path = {"file_path": "/src/app.py"}
        if kind == "read":
            found.append(("Read", path, read_result(first, first + size, version)))
        elif kind == "cat":
            found.append(("Bash", {"command": "cat app.py"}, plain_file(first, first + size, version)))
        elif kind == "rows":
            found.append(("Bash", {"command": "curl x"}, rows(size, first)))
        elif kind == "log":
            found.append(("Bash", {"command": "tail log"}, log(size, first)))
        elif kind == "error":
            found.append(("Bash", {"command": "make"}, log(size, first), {"is_error": True}))
        elif kind == "write":
            found.append(("Write", {**path, "content": plain_file(1, size, version)}, "ok"))
        elif kind == "parts":
            parts = [{"type": "text", "text": rows(size)}, {"type": "image", "source": {"data": "AAAA"}}]
            found.append(("mcp__x__y", {}, parts))
        else:
            found.append(("Bash", {}, draw(st.text(max_size=400)) * draw(st.integers(1, 8))))
    return found
