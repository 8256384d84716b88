"""Replay: payloads and sessions through the context, without an agent, a proxy or a provider.

Law: what is measured is what a session would do: the same dialect, context and compressors, nothing
sent anywhere, nothing written.
"""
