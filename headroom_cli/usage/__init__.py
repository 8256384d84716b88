"""Usage: what was spent and saved: an append-only ledger, prices, and the arithmetic of a summary.

Law: figures are the provider's own where it reports them; estimates are marked; no content is kept.
"""
