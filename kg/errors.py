"""Every error that kg raises on purpose.

::

    KgError
    ├── SourceError        a document cannot be read              (also ValueError)
    ├── LexiconError       a lexicon or ontology file is broken   (also ValueError)
    ├── PatternError       a pattern file is broken               (also ValueError)
    ├── GraphError         a graph file cannot be read or written (also ValueError)
    ├── QueryError         a query cannot be run                  (also ValueError)
    └── UnknownNameError   no thing of a graph has that name      (also LookupError)

A message has four parts: what went wrong, where, what was expected, what to do.
"""

from __future__ import annotations

__all__ = ["GraphError", "KgError", "LexiconError", "PatternError", "QueryError", "SourceError", "UnknownNameError"]


class KgError(Exception):
    """The parent of all errors of kg: the command line prints its message and no traceback."""


class SourceError(KgError, ValueError):
    """A document cannot be read: missing, empty, binary, or in an encoding that nothing recognises."""


class LexiconError(KgError, ValueError):
    """A lexicon or ontology file cannot be parsed, or an entry of it lacks what every entry needs."""


class PatternError(KgError, ValueError):
    """A file of words and triggers cannot be parsed, or an entry has an unknown key or value."""


class GraphError(KgError, ValueError):
    """A graph file is missing, is not RDF, or is not a graph that kg wrote."""


class QueryError(KgError, ValueError):
    """A query is not valid SPARQL, or no question of that name is shipped."""


class UnknownNameError(KgError, LookupError):
    """A name that no thing of a graph has."""
