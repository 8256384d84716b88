"""Sessions: one run from plan to summary; the place where the rooms are put together.

Law: plan first (pure), then run; whatever was started is stopped on every way out.
"""
