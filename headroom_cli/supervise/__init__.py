"""Supervision: the agent in the foreground, the proxy process behind it, and their ends.

Law: the terminal belongs to the agent; nothing that was started here outlives the wrapper.
"""
