"""The command that serves a graph on this machine."""

from __future__ import annotations

import argparse
import contextlib
import signal
import socket
import sys

import uvicorn

from kg.errors import KgError
from kg.pipeline import load
from kg.serving import Runner, make_app

__all__ = ["serve_graph"]


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def serve_graph(args: argparse.Namespace) -> int:
    """Serve a graph until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what was started is ended, too
    contents = load(args.graph).contents
    with Runner.holding(
        args.graph, seconds=args.timeout, most=args.max_mb * 1_000_000, megabytes=args.memory, writable=args.update
    ) as runner:
        hosts = (args.host, "127.0.0.1", "localhost")
        app = make_app(contents, runner, hosts=("*",) if args.host == "0.0.0.0" else hosts, writable=args.update)  # noqa: S104
        with _listening(args.host, args.port) as listening:
            here = f"http://{args.host}:{listening.getsockname()[1]}"
            _say(
                f"{here}/ the graph, {here}/query queries, {here}/sparql the endpoint, {here}/api the API; Ctrl-C ends it"
            )
            with contextlib.suppress(KeyboardInterrupt):
                uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", timeout_keep_alive=75)).run(
                    sockets=[listening]
                )
    return 0


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=512)
    except OSError as error:
        raise KgError(
            f"kg serve: {host}:{port} cannot be listened on ({error.strerror}); free it or choose another --port"
        ) from error
