"""The Gemini API: so far its requests only pass."""

from headroom_cli.dialects.passing import Passing

PLUGIN = Passing("gemini", r"/v1(alpha|beta)/", "x-goog-api-key")
