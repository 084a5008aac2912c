"""Room 6: statements to RDF and back, and the checks that a graph of ours passes."""

from kg.graph.checking import check_graph
from kg.graph.opening import in_memory, open_graph, store_of, write_store
from kg.graph.reading import (
    Contents,
    ContextRow,
    EntityRow,
    EvidenceRow,
    OppositionRow,
    ReferenceRow,
    StatementRow,
    read_contents,
)
from kg.graph.sorting import merge_lines, sorted_quads, sorted_triples, write_lines
from kg.graph.writing import Seen, claim_triples, named_triples, serialize, to_turtle, write_sorted

__all__ = [
    "Contents",
    "ContextRow",
    "EntityRow",
    "EvidenceRow",
    "OppositionRow",
    "ReferenceRow",
    "Seen",
    "StatementRow",
    "check_graph",
    "claim_triples",
    "in_memory",
    "merge_lines",
    "named_triples",
    "open_graph",
    "read_contents",
    "serialize",
    "sorted_quads",
    "sorted_triples",
    "store_of",
    "to_turtle",
    "write_lines",
    "write_sorted",
    "write_store",
]
