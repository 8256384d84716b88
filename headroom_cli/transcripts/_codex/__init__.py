"""Parts of reading Codex's histories."""
