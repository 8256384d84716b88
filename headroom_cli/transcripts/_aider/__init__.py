"""Parts of reading Aider's histories."""
