"""The IRIs of our own vocabulary and of the vocabularies we lean on; CURIEs for people.

>>> curie("https://w3id.org/reviewkg/lexicon/exosome")
'lex:exosome'
>>> expand("skos:prefLabel")
'http://www.w3.org/2004/02/skos/core#prefLabel'
"""

from __future__ import annotations

import hashlib
from typing import Final

__all__ = ["ACT", "CTX", "DOC", "ENT", "EVD", "KG", "LEX", "OPP", "PREFIXES", "REF", "STM", "curie", "expand", "mint"]

KG: Final = "https://w3id.org/reviewkg/ontology#"
LEX: Final = "https://w3id.org/reviewkg/lexicon/"
ENT: Final = "https://w3id.org/reviewkg/entity/"
STM: Final = "https://w3id.org/reviewkg/statement/"
EVD: Final = "https://w3id.org/reviewkg/evidence/"
DOC: Final = "https://w3id.org/reviewkg/document/"
REF: Final = "https://w3id.org/reviewkg/reference/"
CTX: Final = "https://w3id.org/reviewkg/context/"
OPP: Final = "https://w3id.org/reviewkg/opposition/"
ACT: Final = "https://w3id.org/reviewkg/activity/"

_OBO: Final = "http://purl.obolibrary.org/obo/"

#: prefix -> namespace IRI, in the order in which Turtle files list them.
PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "lex": LEX,
    "ent": ENT,
    "stm": STM,
    "evd": EVD,
    "doc": DOC,
    "ref": REF,
    "ctx": CTX,
    "opp": OPP,
    "act": ACT,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "biolink": "https://w3id.org/biolink/vocab/",
    **{
        name: f"{_OBO}{name}_"
        for name in (
            "BTO",
            "CHEBI",
            "CL",
            "ECO",
            "ECTO",
            "GO",
            "HP",
            "MAXO",
            "MONDO",
            "NCBITaxon",
            "OBI",
            "RO",
            "SO",
            "UBERON",
        )
    },
    "BFO": f"{_OBO}BFO_",
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "NCBIGene": "http://identifiers.org/ncbigene/",
    "OMIM": "http://identifiers.org/mim/",
    **{
        name.split("=")[0]: f"http://identifiers.org/{name.split('=')[-1]}/"
        for name in ("FPLX=fplx", "HGNC=hgnc", "cellosaurus", "mirbase", "mirbase.family", "mirbase.mature", "reactome")
    },
}
#: Longest namespace first, so that the most specific one wins.
_BY_LENGTH: Final = tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))


def curie(iri: str) -> str:
    """Return the CURIE of an IRI, or the IRI itself where no prefix fits."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str:
    """Return the IRI of a CURIE; a full IRI comes back unchanged."""
    prefix, _, local = name.partition(":")
    namespace = PREFIXES.get(prefix)
    return name if namespace is None or local.startswith("//") else namespace + local


def mint(namespace: str, *parts: object) -> str:
    """Return an IRI made from content: the same parts give the same IRI in every run.

    >>> mint(STM, "lex:exosome", "increases", "lex:elastin", False)
    'https://w3id.org/reviewkg/statement/a050dc46a7f054fa'
    """
    joined = "\x1f".join(str(part) for part in parts)
    return namespace + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
