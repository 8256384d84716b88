"""The context: decides what each block of a conversation becomes; pure, prefix-causal (law 1).

Law: the answer depends on the bytes before a block and on the block itself, never on what comes
later, on a clock, on randomness or on what was forgotten: memos here are caches of a pure function.
"""
