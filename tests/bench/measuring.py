"""What a command takes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

__all__ = ["measured"]


def measured(command: Sequence[str]) -> int:
    """Return the most memory, in kilobytes, that a command held at once; its own messages are not shown.

    Raises:
        RuntimeError: if the command fails.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command}: exit {process.returncode}")
    return usage.ru_maxrss
