"""Compress, cache, retrieve: the words of it, pure: keys, markers, the retrieve tool's answers.

Law: no marker without a way to get the original; a key is the digest of the original, nothing else.
"""
