"""JSON-RPC 2.0: the envelope of every message; what is in it is for the caller to say.

Law: a request gets exactly one answer with its own id, a notification or a stray answer gets none,
and bytes that are not JSON get the error that the protocol names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

INVALID_REQUEST = -32600
UNKNOWN_METHOD = -32601
INVALID_PARAMS = -32602
_PARSE_ERROR = -32700

Dispatch = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]  # method, params -> result


class RpcError(Exception):
    """The request cannot be answered; `code` is one of JSON-RPC's."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def handle(message: bytes, dispatch: Dispatch) -> bytes | None:
    """The answer to one message or batch as it came from the wire, or None when none is due."""
    try:
        request = json.loads(message)
    except (ValueError, RecursionError):
        return _write(_refused(_PARSE_ERROR, "not JSON"))
    if not isinstance(request, list) or not request:
        return _write(_answer(request, dispatch))
    answers = [a for a in (_answer(r, dispatch) for r in request) if a is not None]
    return _write(answers or None)


def _answer(request: Any, dispatch: Dispatch) -> dict[str, Any] | None:
    if not isinstance(request, dict) or not isinstance(request.get("id", 0), str | int | None):
        return _refused(INVALID_REQUEST, "not a request")
    if "method" not in request and ("result" in request or "error" in request):
        return None
    outcome = _outcome(request, dispatch)
    return {"jsonrpc": "2.0", "id": request["id"], **outcome} if "id" in request else None


def _outcome(request: Mapping[str, Any], dispatch: Dispatch) -> dict[str, Any]:
    try:
        return {"result": dispatch(_method(request), _params(request))}
    except RpcError as error:
        return {"error": {"code": error.code, "message": str(error)}}


def _method(request: Mapping[str, Any]) -> str:
    method = request.get("method")
    if not isinstance(method, str):
        raise RpcError(INVALID_REQUEST, "no method")
    return method


def _params(request: Mapping[str, Any]) -> Mapping[str, Any]:
    params = request.get("params") or {}
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "params must be an object")
    return params


def _refused(code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}


def _write(answer: Any) -> bytes | None:
    return None if answer is None else json.dumps(answer, separators=(",", ":")).encode()
