"""Learn: from transcripts to repeated failures, from these to the line that ends them, in the agents' own files.

Law: the same histories give the same lines, without any network. A line says only what was seen in more than
one session and not contradicted since; nothing is written that a person did not ask for, nor outside the markers.
"""
