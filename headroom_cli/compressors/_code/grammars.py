"""The languages whose code is read by a syntax tree: where each grammar is, and what matters in its trees.

Law: a grammar is imported when the first text of its language is read, never before. A query names a
function `whole`, its `body` and its `name`; a `comment`, and of a docstring the `whole` that it is of.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tree_sitter import Language, Query

_PYTHON = """
    (function_definition name: (_) @name body: (_) @body) @whole
    (function_definition body: (block . (expression_statement (string) @comment))) @whole
    (class_definition body: (block . (expression_statement (string) @comment))) @whole
    (comment) @comment
"""
_VALUE = "[(arrow_function body: (statement_block) @body) (function_expression body: (_) @body)] @whole"
_SCRIPT = f"""
    (function_declaration name: (_) @name body: (_) @body) @whole
    (generator_function_declaration name: (_) @name body: (_) @body) @whole
    (method_definition name: (_) @name body: (_) @body) @whole
    (variable_declarator name: (_) @name value: {_VALUE})
    (assignment_expression left: (_) @name right: {_VALUE})
    (pair key: (_) @name value: {_VALUE})
    {_VALUE}
    (comment) @comment
"""
_GO = """
    (function_declaration name: (_) @name body: (_) @body) @whole
    (method_declaration name: (_) @name body: (_) @body) @whole
    (func_literal body: (_) @body) @whole
    (comment) @comment
"""
_RUST = """
    (function_item name: (_) @name body: (_) @body) @whole
    (line_comment) @comment
    (block_comment) @comment
"""
_JAVA = """
    (method_declaration name: (_) @name body: (_) @body) @whole
    (constructor_declaration name: (_) @name body: (_) @body) @whole
    (lambda_expression body: (block) @body) @whole
    (line_comment) @comment
    (block_comment) @comment
"""
_C = "(function_definition declarator: (_) @name body: (compound_statement) @body) @whole (comment) @comment"
_CPP = f"{_C} (lambda_expression body: (_) @body) @whole"


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language: the module and the function of its grammar, and the query that finds what may be left out.

    `signs` begins lines that hardly any other text has; a `comment` begins comments to the line's end.
    """

    package: str
    query: str
    endings: tuple[str, ...]
    signs: str
    function: str = "language"
    comment: str = "//"

    @property
    def indented(self) -> bool:
        """Whether a body is told by its indent, not by braces."""
        return self.comment == "#"

    @property
    def placeholder(self) -> str:
        """What may stand for a body, up to the words that say which lines it was."""
        return "...  # " if self.indented else f"{self.comment} ... "


GRAMMARS = (
    Grammar(
        "tree_sitter_python",
        _PYTHON,
        ("py", "pyi"),
        r"(?:async )?def \w+\(|class \w+[(:]|from [\w.]+ import |import [\w.]+$|@\w+|(?:el)?if .*:$",
        comment="#",
    ),
    Grammar(
        "tree_sitter_typescript",
        _SCRIPT,
        ("ts", "mts", "cts"),
        r"(?:export )?(?:interface|type|enum) \w+|(?:private|public|readonly) \w+.*[;{]$|import type ",
        function="language_typescript",
    ),
    Grammar(
        "tree_sitter_typescript",
        _SCRIPT,
        ("tsx",),
        r"import .* from ['\"]|export (?:default|const|function|async)\b|(?:const|let) [\w{\[].* = ",
        function="language_tsx",
    ),
    Grammar(
        "tree_sitter_javascript",
        _SCRIPT,
        ("js", "mjs", "cjs", "jsx"),
        r"(?:async )?function\*? ?\w*\(|(?:var|const|let) [\w{].*(?:;|require\(.*)$|module\.exports|exports\.\w+ =",
    ),
    Grammar(
        "tree_sitter_go",
        _GO,
        ("go",),
        r"package \w+$|func [\w(].*\{$|import \($|type \w+ (?:struct|interface)|[\w, ]+ := |if err != nil",
    ),
    Grammar(
        "tree_sitter_rust",
        _RUST,
        ("rs",),
        r"(?:pub(?:\(\w+\))? )?(?:fn|mod|struct|enum|trait) \w+|use [\w:]+::|impl\b.*\{$|let (?:mut )?\w+.*;$|#!?\[\w+",
    ),
    Grammar(
        "tree_sitter_java",
        _JAVA,
        ("java",),
        r"(?:public|private|protected) .*[{;(]$|import (?:static )?[\w.*]+;$|package [\w.]+;$|@Override$|throw new ",
    ),
    Grammar(
        "tree_sitter_c",
        _C,
        ("c",),
        r"#include [<\"]|#(?:define|ifdef|ifndef|endif)\b|(?:static|typedef|struct) \w+",
    ),
    Grammar(
        "tree_sitter_cpp",
        _CPP,
        ("cpp", "cc", "cxx", "h", "hh", "hpp", "hxx"),
        r"#include <\w+>|namespace \w*|template ?<|std::|(?:public|private):$|using \w+",
    ),
)


@cache
def loaded(grammar: Grammar) -> tuple[Language, Query]:
    """The grammar itself, and its query ready to run."""
    language = Language(getattr(import_module(grammar.package), grammar.function)())
    return language, Query(language, grammar.query)
