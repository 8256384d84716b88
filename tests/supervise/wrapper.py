"""What a session does, in small: `wrapper.py [--service LOG FAREWELL] COMMAND…`; says its result on stderr."""

import json
import os
import socket
import sys
from pathlib import Path

from headroom_cli.errors import HeadroomError
from headroom_cli.supervise import child
from headroom_cli.supervise.service import Service

ECHO = (sys.executable, str(Path(__file__).with_name("echo_service.py")))


def with_service(log, farewell, *argv):
    listener = socket.create_server(("127.0.0.1", 0))
    config = json.dumps({"farewell": farewell}).encode()
    service = Service(ECHO, listener, lambda _: config, log=Path(log))
    service.start()
    environment = dict(os.environ, PORT=str(listener.getsockname()[1]))
    try:
        return child.run(argv, environment, started=service.watch, spare=service.pids)
    finally:
        left = service.stop()
        print(f"wrapper: restarts {service.restarts} left {left}", file=sys.stderr)


def main(argv):
    try:
        code = with_service(*argv[1:]) if argv[0] == "--service" else child.run(argv, os.environ)
    except HeadroomError as error:
        print(f"wrapper: {error.message} {error.hint}", file=sys.stderr)
        code = error.exit_code
    print(f"wrapper: code {code}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
