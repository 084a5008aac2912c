"""Room 8: a graph on a local server: the page, SPARQL, a small JSON API."""

from kg.serving.app import make_app
from kg.serving.running import Runner

__all__ = ["Runner", "make_app"]
