"""The parts of the Gemini dialect: retrieval within its answers."""
