"""Names and hashes for made-up lock files."""

import base64 as b64
import hashlib

NAMES = ("@scope/router", "once", "glob", "left-pad", "string-width", "yallist", "zod", "acorn", "ms", "debug")


def sha256(text):
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def base64(text):
    return f"sha512-{b64.b64encode(hashlib.sha512(text.encode()).digest()).decode()}"
