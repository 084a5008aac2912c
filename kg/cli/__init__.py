"""The command line. Data goes to standard output, words and progress to standard error.

Exit codes: 0 fine, 1 findings (or a document that could not be read), 2 wrong use.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kg.cli.commands import say
from kg.cli.parser import make_parser
from kg.errors import KgError

__all__ = ["main", "make_parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: those of the process when left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = make_parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except KgError as error:
        say(f"kg: {error}")
        return 2
    except BrokenPipeError:  # `kg extract ... | head`
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        say("kg: interrupted; nothing was written")
        return 2
