"""The errors that a person sees: each says what is wrong, what to do next, and how to exit.

    HeadroomError             exit 1
    ├── ConfigError           exit 2    a flag, a variable or a file of settings cannot be used
    ├── AgentNotFoundError    exit 127  the agent is unknown or not installed, as a shell would say it
    ├── StoreError            exit 1    originals cannot be kept or read
    ├── LedgerError           exit 1    the record cannot be read
    ├── InstructionsError     exit 1    a file of instructions for agents cannot be changed
    └── ServiceError          exit 1    the proxy cannot start

Law: whatever reaches the top as one of these is printed as two lines (message, hint); anything else
is a bug of ours. Nothing in a message may hold content, a key or a secret path.
"""

from __future__ import annotations


class HeadroomError(Exception):
    """Base of all: `message` says what is wrong, `hint` the next step, `exit_code` how to leave."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(HeadroomError):
    """A flag, an environment variable, a settings file or a catalogue entry cannot be used."""

    exit_code = 2


class AgentNotFoundError(HeadroomError):
    """The agent is not in the catalogue, its command is not on the PATH, or it has none: then the hint is a recipe."""

    exit_code = 127


class StoreError(HeadroomError):
    """The store of originals cannot be opened, written or read."""


class LedgerError(HeadroomError):
    """The ledger cannot be opened or read."""


class InstructionsError(HeadroomError):
    """A file in which agents look for instructions cannot be read, or must not be changed as it is."""


class ServiceError(HeadroomError):
    """The proxy process cannot be started or stopped."""
