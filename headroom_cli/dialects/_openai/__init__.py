"""What OpenAI's two dialects share, and retrieval within the answers of each."""
