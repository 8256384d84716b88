"""Headroom: a coding agent behind a local proxy that says the same to the provider in fewer tokens."""

__version__ = "0.1.0"
