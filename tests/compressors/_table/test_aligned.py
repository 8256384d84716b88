"""Columns kept apart by blanks: taken apart where they stand, and drawn again just so."""

from headroom_cli.compressors._table.aligned import read


def spaced(rows, gap, *, rule=""):
    """Rows as tools draw them that make each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    drawn = [rows[0], *([[rule * width for width in widths]] if rule else []), *rows[1:]]
    lines = ((" " * gap).join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip(" ") for row in drawn)
    return "\n".join(lines) + "\n"


PODS = spaced(
    [
        ("NAME", "READY", "STATUS", "RESTARTS", "AGE", "NODE", "NOMINATED NODE"),
        *(
            (f"{name}-7d9c6b5f4-{n}xkqp", ready, status, restarts, "12d", "ip-10-0-3-117.internal", "<none>")
            for n, (name, ready, status, restarts) in enumerate(
                [
                    ("checkout-api", "1/1", "Running", "0"),
                    ("checkout-worker", "0/1", "CrashLoopBackOff", "214 (2m ago)"),
                    ("inventory-api", "1/1", "Running", "1 (9d ago)"),
                    ("inventory-db", "1/1", "Running", "0"),
                    ("ledger-cron", "0/1", "Completed", "0"),
                    ("ledger-api", "1/1", "Running", "0"),
                ]
            )
        ),
    ],
    3,
)
IMAGES = spaced(
    [
        ("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"),
        *(
            ("registry.acme.test/shop/gateway", f"2.14.{n}", f"9f2c1b7e4a{n}0", f"{n + 2} weeks ago", "1.2GB")
            for n in range(9)
        ),
    ],
    3,
)
PROCESSES = "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n" + "".join(
    f"{'ledger' if n % 4 else 'root':<8} {n * 311:>7} {n % 3 / 10:>4} {n % 7 / 10:>4} {n * 4096:>6} {n * 112:>5} "
    f"?        {'Ss' if n % 2 else 'S':<4} 08:{n % 60:02}   0:{n % 10:02} /usr/lib/acme/worker --shard {n}\n"
    for n in range(1, 25)
)
PACKAGES = (
    "Desired=Unknown/Install/Remove/Purge/Hold\n"
    "| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n"
    "|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n"
    "||/ Name            Version     Architecture Description\n"
    "+++-===============-===========-============-===================================\n"
) + "".join(f"ii  acme-part-{n:<5} 2.{n:02}.14-3   amd64        part {n} of an Acme machine\n" for n in range(1, 30))
DISTRIBUTIONS = spaced(
    [
        ("Package", "Version", "Editable project location"),
        *((f"acme-{n}", "2.14.0", "/home/dev/acme/parts" if n == 3 else "") for n in range(12)),
    ],
    1,
    rule="-",
)
SOCKETS = "Proto Recv-Q Send-Q Local Address           Foreign Address         State      \n" + "".join(
    f"tcp        0      0 10.0.3.117:{n:<12} 10.0.9.{n % 7}:5432           ESTABLISHED\n" for n in range(40100, 40112)
)
TEXTS = (PODS, IMAGES, PROCESSES, PACKAGES, DISTRIBUTIONS, SOCKETS)


def cells(text):
    return read(text.split("\n"), 0).cells


def test_cells_with_blanks_inside_stay_whole():
    assert cells(IMAGES)[0] == ("registry.acme.test/shop/gateway", "2.14.0", "9f2c1b7e4a00", "2 weeks ago", "1.2GB")
    assert cells(PODS)[1][3:] == ("214 (2m ago)", "12d", "ip-10-0-3-117.internal", "<none>")


def test_names_of_several_words_and_numbers_at_the_right_are_one_column_each():
    found = read(SOCKETS.split("\n"), 0)
    assert found.names == ("Proto", "Recv-Q", "Send-Q", "Local Address", "Foreign Address", "State")
    assert found.layout.words(found.drawn) == "columns at 0 -12 -19 20 44 68, to 79"


def test_places_that_follow_from_the_widest_cells_are_not_said():
    found = read(PODS.split("\n"), 0)
    assert found.layout.words(found.drawn) == "columns 3 apart"


def test_a_rule_tells_the_columns_and_is_not_said_where_it_follows_from_the_cells():
    found = read(DISTRIBUTIONS.split("\n"), 0)
    assert found.names == ("Package", "Version", "Editable project location")
    assert found.layout.words(found.drawn) == "columns 1 apart, names over -"
    assert found.cells[2] == ("acme-2", "2.14.0", "")


def test_a_cell_that_is_too_long_pushes_the_next_one_by_a_blank():
    line = "ledger   1234567  0.1  0.1 118489374 1120 ?      Ss   08:01   0:01 /usr/lib/acme/worker --shard 9"
    text = PROCESSES + line + "\n"
    assert cells(text)[-1] == tuple(line.split(None, 10))


def test_text_and_code_are_no_table():
    for text in (
        "Some words  and more\nof them   here and\nthere  too, as one\nwrites   them\n",
        'NAMES = [\n    "ONE",\n    "TWO",\n    "THREE",\n]\n',
        "=== RUN   TestOne\n--- PASS: TestOne (0.00s)\n=== RUN   TestTwo\n--- PASS: TestTwo (0.00s)\n",
        "Title\n=====\nwords under  it\nand more   of them\n",
    ):
        lines = text.split("\n")
        assert not any(read(lines, at) for at in range(len(lines) - 1))
