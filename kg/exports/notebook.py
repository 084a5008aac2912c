"""The page inside a notebook: one frame that holds everything, without a server, a file or the network."""

from __future__ import annotations

import html
from dataclasses import dataclass

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in a frame of its own; JupyterLab, VS Code and nbconvert show it.

    The frame may run its scripts and save files; it reaches neither the notebook nor the network.
    """

    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        """Return the frame as HTML."""
        held = html.escape(self.page, quote=True)
        return (
            f'<iframe srcdoc="{held}" sandbox="allow-scripts allow-downloads allow-popups" width="100%" '
            f'height="{self.height}" style="border:1px solid #8886;border-radius:8px" title="knowledge graph"></iframe>'
        )
