"""Whether a model reads what Headroom says as well as what the tools said: the same questions over both.

    python -m tests.bench.readability --fetch     (once: a small model, 1.1 GB, and what runs it)
    python -m tests.bench.readability             (then; an hour on two cores, goes on where it stopped)

Sheets are made-up tool results of every kind with questions whose answers are known because the sheet was
made from them. Each is read as it came and as the product says it at each level; a small model answers, and
answers right are counted per form, per token, and in pairs: the same question over both.
"""
