"""The OpenAI API: so far its requests only pass."""

from headroom_cli.dialects.passing import Passing

PLUGIN = Passing(r"/v1/(chat/|completions|responses|embeddings|images|audio|files|batches|moderations)", "openai-beta")
