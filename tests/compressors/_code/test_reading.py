"""Reading: the parts and functions of a text, and no reading of what is not code."""

from headroom_cli.compressors._code.grammars import GRAMMARS
from headroom_cli.compressors._code.reading import read
from tests.compressors._code.samples import CPP, GO, JAVASCRIPT, PYTHON, C

BY_ENDING = {ending: grammar for grammar in GRAMMARS for ending in grammar.endings}


def names(text, ending):
    return [name for _, name in read(text.split("\n"), BY_ENDING[ending]).functions]


def test_every_function_has_its_name_where_it_has_one():
    assert names(PYTHON, "py") == ["is_credit", "label", "overdue", "waits", "parse_total"]
    assert names(JAVASCRIPT, "js") == ["module.exports.load", "", "index", "pages"]
    assert names(C, "c") == ["ring_next", "ring_put", "ring_name"]
    assert names(CPP, "hpp") == ["empty", "push", "join"]


def test_parts_come_in_order_and_those_within_another_after_it():
    inner = "".join(f"        {name} = 1\n" for name in "abcd")
    text = f"def outer():\n    x = 1\n\n    def inner():\n{inner}    return x"
    code = read(text.split("\n"), BY_ENDING["py"])
    assert [(part.name, part.first, part.last) for part in code.parts] == [("outer", 1, 8), ("inner", 4, 7)]
    assert code.starts == [0]


def test_a_text_of_another_language_is_not_read():
    assert read(GO.split("\n"), BY_ENDING["py"]) is None
    assert read(["The cat sat, as cats do, on the mat; nobody asked why."] * 30, BY_ENDING["py"]) is None


def test_sound_functions_in_the_midst_of_errors_count_as_understood():
    body = "".join(f"  sum[{n}] += {n};\n" for n in range(40))
    text = f"#ifdef A\nint broken( {{\n#else\nint whole(void) {{\n#endif\n{body}}}\nint other(void)\n{{\n{body}}}\n"
    code = read(text.split("\n"), BY_ENDING["c"])
    assert code.errors
    assert "other" in [part.name for part in code.parts]


def test_a_lone_surrogate_is_not_read():
    assert read(["x = '\ud800'"], BY_ENDING["py"]) is None
