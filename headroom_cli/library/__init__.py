"""Library: the same shortening for programs that hold the conversation themselves.

Law: what goes in stays as it is, and the same messages give the same answer in any process: nothing is
kept between calls, sent or written.
"""

from headroom_cli.library.messages import Compression, compress

__all__ = ["Compression", "compress"]
