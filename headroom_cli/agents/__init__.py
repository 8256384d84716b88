"""Agents: the catalogue of coding agents, read from agents.yaml and a user's file laid over it.

Law: an agent is a stanza; no code asks which agent it is.
"""
