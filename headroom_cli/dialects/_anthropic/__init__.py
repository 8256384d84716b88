"""The parts of the Anthropic dialect: what its answers tell, and retrieval within them."""
