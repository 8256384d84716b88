"""A service: answers each line with its pid and its configuration; crashes when told to."""

import json
import os
import sys
from pathlib import Path

from headroom_cli.supervise import lifeline


def farewell(config):
    if "farewell" in config:
        Path(config["farewell"]).write_text("the parent is gone")
    os._exit(0)


def serve(listener, config):
    while True:
        connection, _ = listener.accept()
        with connection:
            if connection.recv(1000) == b"crash\n":
                os._exit(7)
            connection.sendall(json.dumps({"pid": os.getpid(), **config}).encode())


def main():
    listener, line = lifeline.take(sys.argv)
    config = json.loads(line)
    print("started", flush=True)
    if config.get("crash"):
        os._exit(7)
    lifeline.hold(lambda: farewell(config))
    serve(listener, config)


if __name__ == "__main__":
    main()
