"""Which files nobody wrote: installed, built, cached, minified, locked; they come in hundreds.

Law: told from a path alone, and from what was asked: what a person or a command names is no noise.
"""

from __future__ import annotations

import re

from headroom_cli.model import Block

_FOLDERS = (
    *("node_modules", "bower_components", "site-packages", "dist-packages", "vendor", "dist", "build", "target"),
    *("coverage", "htmlcov", "venv", "__pycache__", ".git", ".hg", ".svn", ".venv", ".tox", ".nox", ".eggs", ".cache"),
    *(".pnpm", ".yarn", ".npm", ".next", ".nuxt", ".svelte-kit", ".turbo", ".parcel-cache", ".mypy_cache"),
    *(".pytest_cache", ".ruff_cache", ".gradle", ".idea", ".terraform", ".ipynb_checkpoints", "DerivedData", "Pods"),
)
_FILE = re.compile(
    r"(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|go\.sum|bun\.lockb|[^/]*[.-]lock(?:\.ya?ml|\.json)?)$"
    r"|[.-](?:min|bundle|chunk)\.(?:js|mjs|cjs|css)$|\.(?:map|pyc|snap|svg)$"
    r"|_pb2(?:_grpc)?\.py$|\.pb\.go$|\.generated\.\w+$"
)


class Noise:
    """Such files, but for those that were asked for."""

    def __init__(self, block: Block) -> None:
        self._asked = "\n".join((block.question, *(said for said in block.arguments.values() if isinstance(said, str))))
        self._folders = frozenset(name for name in _FOLDERS if name not in self._asked)

    def folder(self, path: str) -> str:
        """A path up to and with the first such folder; empty where it leads through none."""
        at = 0
        while (end := path.find("/", at)) >= 0:
            if path[at:end] in self._folders:
                return path[: end + 1]
            at = end + 1
        return ""

    def has(self, path: str) -> bool:
        """Whether a file is such a file."""
        path = path.replace("\\", "/")
        made = bool(self.folder(path)) or _FILE.search(path) is not None
        return made and path.rpartition("/")[2] not in self._asked
