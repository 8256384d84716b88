"""The nouns of the house: frozen values that every storey shares; no behaviour, no I/O.

Law: a noun is a value. Two nouns with equal fields are the same thing, and nothing here reads a
clock, a file or the environment. Read this module first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

RETRIEVED = "retrieved"
OFFERED = "tool"
OURS = (RETRIEVED, OFFERED)  # kinds of edits that add what is there only because of us


class Level(StrEnum):
    """How far a text may be shortened; constant for the life of a session (law 1).

    `off` changes nothing. `lossless` says the same in fewer tokens, exactly decodable, and names
    what is already in view. `balanced` may also leave rows of machine noise out, marked and in
    reach of the model. `aggressive` also leaves out code bodies nobody asked about.
    """

    OFF = "off"
    LOSSLESS = "lossless"
    BALANCED = "balanced"
    AGGRESSIVE = "aggressive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One text in a request that the model reads, and where its bytes are.

    `span` is the half-open byte range of the JSON string, quotes included, counted from the start
    of the message that holds it. `text` is that string decoded. `kind`: a tool `result`, the input
    of a tool `call` (its text is the arguments as JSON, never edited), plain `text` of a role.
    `call` pairs a call with its result; `tool` and `arguments` are those of the call and are empty
    in a result that is paired, until the conversation before it has been read. `question` is what the person last
    asked before it, empty until then as well. `quoted`: the string stands in JSON that is itself the
    text of a string, so that `span` holds its quotes as they are escaped there.
    """

    text: str
    span: tuple[int, int]
    kind: Literal["result", "call", "text"]
    role: str = "user"
    call: str = ""
    tool: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    error: bool = False
    question: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement in a request body: the JSON string at `span` is to say `text`.

    `span` is in bytes of the whole body. `key` names the original in the store. `before` and
    `after` are tokens (o200k). `kind` is the compressor's name, or `seen`. `lossless`: nothing is
    left out that is not in view elsewhere. `fresh`: the block stands after the last assistant
    message, so it is sent for the first time. `turn` names the messages up to the end of the request
    that first had the block; `tail` is the share of this request, as it goes on, from the middle of
    that turn to the end. `billed_as` is the field of Usage in which the provider counted the place
    where the block stands, empty until that is known.
    """

    span: tuple[int, int]
    text: str
    key: str
    kind: str
    before: int
    after: int
    lossless: bool = True
    fresh: bool = False
    quoted: bool = False
    turn: str = ""
    tail: float = 0.0
    billed_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one exchange as the provider reported them; `input` excludes both cache figures."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer.

    The ledger keeps figures of it, never content or keys: of `edits` their kinds and tokens. Among them
    is also what the request holds only because of us, as edits of nothing into something.

    `at` is Unix seconds at the request's arrival.
    `added_ms` is the time Headroom itself took before the first byte went to the provider;
    `first_byte_ms` is arrival to the first byte of the answer. `status` 0: no answer came.
    `outcome` is `rewritten`, `unchanged` (read, nothing to shorten), `passed` (not ours to read) or
    `failed` (the provider was not reached or broke off); `reason` says why in a word or two.
    `legs`: how many requests the provider had of it; each but the last was to fetch an original, and
    `usage` is the sum of them. `detour` is the part of `usage` that went into fetching originals; where
    a whole exchange did, it has the output of the one before that asked. `estimated` and `counted` are
    tokens of the model: what we take the turn to be, and what the provider counted; both 0 where it
    cannot be told. `subscribed`: the agent is logged in with a subscription.

    `turn` names all messages of the request, `previous` those up to the last answer in it. `fetching`:
    what was sent after that answer are originals it asked for, and nothing else. `size` is what was
    sent after it, as it goes on, in tokens (o200k); 0 where that is not known.
    """

    session: str
    at: float
    agent: str = ""
    project: str = ""
    dialect: str = ""
    model: str = ""
    path: str = ""
    status: int = 0
    outcome: Literal["rewritten", "unchanged", "passed", "failed"] = "passed"
    reason: str = ""
    edits: tuple[Edit, ...] = ()
    usage: Usage = field(default_factory=Usage)
    added_ms: float = 0.0
    first_byte_ms: float = 0.0
    total_ms: float = 0.0
    legs: int = 1
    subscribed: bool = False
    turn: str = ""
    previous: str = ""
    fetching: bool = False
    size: int = 0
    detour: Usage = field(default_factory=Usage)
    estimated: float = 0.0
    counted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One stanza of agents.yaml: what wrapping this agent takes, declared.

    Strings of `env`, `files` and `args` may hold placeholders: `{base}` the proxy's URL for this run,
    `{folder}` its private folder, `{file:NAME}` the path of a private file, `{text:NAME}` what it holds,
    `{no_proxy}` the user's proxy exceptions and loopback. A file that is named nowhere is not written.
    `mcp_files`, `mcp_args` and `mcp_env` are added when the agent is to load our MCP server. `env_default`
    is set only where the user set neither that variable nor an upstream. `verified` is the version it was
    tried with, on the day `verified_on`; `experimental` says what is not as with the others, if anything.

    `upstreams` maps a dialect to the provider's URL, `upstream_env` to the variables in which a user
    names another one, first wins. `user_env_files` are JSON files whose `env` object, or `.env` files
    whose lines beat the process environment, later ones beat earlier ones; each has the name by which
    `user_env_choice`, a flag of the agent's, takes it in. `{repository}/` is where the repository begins.
    What `managed_env_files` say beats ours too.

    `user_defaults` are files that fill a variable which the environment leaves empty, first wins: by
    variable, where in the file it stands, as `env.NAME` or `providers[name=mistral].url`.
    `user_documents` maps a flag or variable of the agent's that takes JSON, as text or file, or a file's
    path, to the private file it is merged into; of several with `|` between them the first that is there,
    and of `file#key` only what stands under that key.
    `redirect` names, by private file, the places in it where a base URL stands, with the dialects that are
    spoken there: what stands there is the upstream, and becomes our own URL.

    `user_config` is for an agent whose base URL is one of its settings: `files` of them, later ones over
    earlier ones (`{--flag}` in a name is that flag's value), read `unless` a flag is given; `flags` that
    take `key=value` over all of them; and `base`, the settings that may hold the URL: the first of which
    the person's know something (`{key}` in it is another setting), else the last. `{setting}` in `args` is
    its name. `upstream_headers` maps a header to where requests that have it go, unless the person named
    an upstream.

    `needs` maps a variable, or a `VARIABLE=a*|b*` that it must be like, to the reason why nothing would be
    saved without it; `unsupported` and
    `no_retrieval` a flag, a first argument, a variable or a `VARIABLE=value` to the reason why nothing
    would be saved with it, or why our MCP server is not in reach. `plain` are first arguments with which
    the agent talks to no model: it is started as it is. An agent that is no command has a `recipe`: what
    to set in it. `daemons` are words of the command lines of processes that it leaves behind and that would
    serve its later runs with the settings of this one.
    """

    name: str
    title: str
    command: str = ""
    install: str = ""
    verified: str = ""
    verified_on: str = ""
    experimental: str = ""
    recipe: str = ""
    upstreams: Mapping[str, str] = field(default_factory=dict)
    upstream_env: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    upstream_headers: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    env_default: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    args: tuple[str, ...] = ()
    retrieval: Literal["mcp", "stream", "none"] = "none"
    mcp_files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    mcp_args: tuple[str, ...] = ()
    mcp_env: Mapping[str, str] = field(default_factory=dict)
    user_env_files: Mapping[str, str] = field(default_factory=dict)
    user_env_choice: str = ""
    managed_env_files: tuple[str, ...] = ()
    user_defaults: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    user_documents: Mapping[str, str] = field(default_factory=dict)
    user_config: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    redirect: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    unsupported: Mapping[str, str] = field(default_factory=dict)
    no_retrieval: Mapping[str, str] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    daemons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchPlan:
    """All that one run will do, decided before anything is done; what `--dry-run` prints.

    `argv` starts the agent; `set_env` is laid over the user's environment; `files` are private
    files (absolute path to content, written 0600 in a 0700 folder of this run); `upstreams` maps a
    dialect to the URL that its requests go to, and is empty when the agent is to be started as it is,
    without a proxy; requests with a header of `by_header` go where that says. `serve_env` is laid over
    the environment of the proxy process: what the user's files for the agent say about the way to the
    network. `notes` are said before the start. `daemons` is as with Agent: they end with the run.
    """

    agent: str
    argv: tuple[str, ...]
    set_env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    upstreams: Mapping[str, str] = field(default_factory=dict)
    by_header: Mapping[str, str] = field(default_factory=dict)
    serve_env: Mapping[str, str] = field(default_factory=dict)
    retrieval: Literal["mcp", "stream", "none"] = "none"
    notes: tuple[str, ...] = ()
    daemons: tuple[str, ...] = ()
