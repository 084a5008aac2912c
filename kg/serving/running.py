"""Asks the holder of the graph, waits so long and no longer, and kills what nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.serving.protocol import Operation

__all__ = ["Answer", "Runner"]


_ENDED = b"it ended without an answer; it may have used up its memory (--memory): narrow it\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: HTTP status, media type, body."""

    status: int
    media: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Runner:
    """The way to the holder of a graph.

    Attributes:
        address: path of its socket.
        seconds: how long a query may run.
        most: the largest answer, in bytes.
        at_once: how many queries run side by side; the others wait.
    """

    address: str
    seconds: float = 30.0
    most: int = 100_000_000
    at_once: int = 0

    @classmethod
    @contextlib.contextmanager
    def holding(
        cls,
        graph: Path | None,
        *,
        seconds: float = 30.0,
        most: int = 100_000_000,
        megabytes: int = 2000,
        writable: bool = False,
    ) -> Iterator[Runner]:
        """Start a holder of a graph file (None: an empty graph), and end it afterwards.

        Args:
            graph: a graph file.
            seconds: how long a query may run.
            most: the largest answer, in bytes.
            megabytes: what a query may use beside the graph itself.
            writable: whether updates are done.

        Raises:
            KgError: if this system cannot fork, or the holder does not start.
        """
        if not hasattr(os, "fork"):
            raise KgError("kg serve: this system has no fork; expected Linux or macOS; run it there, or use `kg query`")
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            address = str(Path(folder) / "holder")
            at_once = max(4, (os.cpu_count() or 2) * 2)
            command = [sys.executable, "-m", "kg.serving.holder", str(graph.resolve()) if graph else "", address]
            command += ["0" if writable else str(at_once), str(megabytes)]
            said = Path(folder) / "said"
            with said.open("wb") as errors, subprocess.Popen(command, stderr=errors) as process:  # noqa: S603  # our own module
                try:
                    while not Path(address).exists():
                        if process.poll() is not None:
                            why = said.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
                            raise KgError(f"kg serve: the holder of the graph ended: {why or 'no reason given'}")
                        time.sleep(0.01)
                    yield cls(address, seconds, most, at_once)
                finally:
                    process.terminate()

    async def run(self, operation: Operation, accept: str, base: str) -> Answer:
        """Return the answer to an operation; 503 where it took too long.

        When the one who asked goes away, the task is cancelled, and what ran for it is killed.
        """
        answer = await self._run(operation, accept, base)
        if (
            answer is None and operation.kind == "query"
        ):  # a copy that ended with another's query may have taken it along
            answer = await self._run(operation, accept, base)
        return answer or Answer(500, "text/plain; charset=utf-8", _ENDED)

    async def _run(self, operation: Operation, accept: str, base: str) -> Answer | None:
        request = {
            "kind": operation.kind,
            "text": operation.text,
            "accept": accept,
            "default": operation.default_graphs,
            "named": operation.named_graphs,
            "base": base,
            "most": self.most,
        }
        reader, writer = await asyncio.open_unix_connection(self.address, limit=1 << 20)
        process, done = 0, False
        try:
            writer.write(json.dumps(request).encode() + b"\n")
            await writer.drain()
            process = int(await reader.readline() or b"0")
            async with asyncio.timeout(self.seconds):
                line = await reader.readline()
                if not line:
                    return None
                head = json.loads(line)
                body = await reader.readexactly(head["length"])
                done = True  # its number may be another's by now
                return Answer(head["status"], head["media"], body)
        except TimeoutError:
            fate = "was ended; narrow it"
            if operation.kind == "update":  # the end may have come while the holder wrote what was rehearsed
                fate = "was ended; see whether it was done before you send it again, narrow it"
            message = f"it ran for {self.seconds:g} s and {fate}, or start with a larger --timeout\n"
            return Answer(503, "text/plain; charset=utf-8", message.encode())
        finally:
            if process and not done:
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGKILL)
            writer.close()
