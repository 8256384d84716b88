"""The proxy: one request there and back, streamed; the only room that speaks HTTP.

Law: bytes that nobody edited cross as they came, answers are never buffered whole, and an error of
ours never reaches the agent.
"""
