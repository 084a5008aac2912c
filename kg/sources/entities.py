"""What other annotators call things: their types as classes of ours, their identifiers as CURIEs."""

from __future__ import annotations

import re

__all__ = ["class_of", "curie_of"]

_CLASSES = {
    "gene": "GeneProduct",
    "geneorgeneproduct": "GeneProduct",
    "protein": "GeneProduct",
    "familyname": "GeneProduct",
    "domainmotif": "GeneProduct",
    "chemical": "Chemical",
    "chemicalentity": "Chemical",
    "drug": "Chemical",
    "disease": "Disease",
    "diseaseorphenotypicfeature": "Disease",
    "species": "Organism",
    "organismtaxon": "Organism",
    "organism": "Organism",
    "strain": "Organism",
    "cellline": "Cell",
    "celltype": "Cell",
    "cell": "Cell",
}
_PREFIXES = {"GeneProduct": "NCBIGene", "Organism": "NCBITaxon", "Chemical": "MESH", "Disease": "MESH", "Cell": "CVCL"}
_WRITTEN = {
    "MESH": "MESH",
    "OMIM": "OMIM",
    "CHEBI": "CHEBI",
    "CVCL": "cellosaurus",
    "NCBI GENE": "NCBIGene",
    "GENE": "NCBIGene",
    "NCBIGENE": "NCBIGene",
}


def class_of(kind: str) -> str:
    """Return the class of a type of PubTator, BioRED or GNormPlus; "" for one that is no thing of ours, such as a variant.

    >>> class_of("GeneOrGeneProduct"), class_of("SequenceVariant")
    ('GeneProduct', '')
    """
    return _CLASSES.get(re.sub(r"[^a-z]", "", kind.lower()), "")


def curie_of(kind: str, identifier: str) -> str:
    """Return an identifier as a CURIE; "" for none, or for several at once.

    >>> curie_of("Gene", "6331"), curie_of("Disease", "MESH:D008133"), curie_of("Chemical", "-"), curie_of("Gene", "1;2")
    ('NCBIGene:6331', 'MESH:D008133', '', '')
    """
    given = identifier.strip()
    if not given or given in ("-", "-1") or re.search(r"[;,|\s]", given):
        return ""
    prefix, _, local = given.rpartition(":")
    known = _WRITTEN.get(prefix.upper(), "") if prefix else _PREFIXES.get(class_of(kind), "")
    local = f"CVCL_{local.removeprefix('CVCL_')}" if known == "cellosaurus" else local
    if known == "NCBIGene" and not local.isdigit():
        return ""
    return f"{known}:{local}" if known and re.fullmatch(r"[A-Za-z0-9_.-]+", local) else ""
