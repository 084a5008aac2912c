"""Knowledge graphs from review articles in English and Chinese.

>>> import kg
>>> graph = kg.build(*kg.demo_paths())
>>> row = graph.statements.query("subject == 'adipose-derived stem cell exosome' and object == 'type I collagen'").iloc[0]
>>> row.predicate, int(row.mentions), row.languages
('increases', 2, 'en+zh')
"""

from kg.errors import GraphError, KgError, LexiconError, PatternError, QueryError, SourceError, UnknownNameError
from kg.extraction import extract
from kg.knowledge import KnowledgeGraph
from kg.pipeline import build, demo_paths, load
from kg.resources import VERSION

__all__ = [
    "GraphError",
    "KgError",
    "KnowledgeGraph",
    "LexiconError",
    "PatternError",
    "QueryError",
    "SourceError",
    "UnknownNameError",
    "__version__",
    "build",
    "demo_paths",
    "extract",
    "load",
]
__version__ = VERSION
