"""Parts of reading Claude Code's histories."""
