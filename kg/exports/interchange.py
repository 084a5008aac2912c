"""The graph for other programs: GraphML, GEXF, Cytoscape, CX2, Neo4j's bulk import, SSSOM, nanopublications."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.exports.files import zipped
from kg.graph import read_contents, serialize, sorted_quads
from kg.namespaces import ACT, KG, PREFIXES, curie
from kg.resources import VERSION
from kg.tables import to_networkx

__all__ = ["to_cx2", "to_cytoscape", "to_gexf", "to_graphml", "to_nanopublications", "to_neo4j", "to_sssom"]

#: what XML cannot hold
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _network(store: ox.Store) -> nx.MultiDiGraph[str]:
    """Return the graph with text that any XML holds."""
    graph = to_networkx(read_contents(store))
    for data in (*(found for _, found in graph.nodes(data=True)), *(found for *_, found in graph.edges(data=True))):
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = _UNSPEAKABLE.sub("\ufffd", value)
    return graph


def to_graphml(store: ox.Store) -> bytes:
    """Return the graph as GraphML (http://graphml.graphdrawing.org), for igraph, yEd and Gephi."""
    out = io.BytesIO()
    nx.write_graphml_xml(_network(store), out, named_key_ids=True)
    return out.getvalue()


def to_gexf(store: ox.Store) -> bytes:
    """Return the graph as GEXF (https://gexf.net), for Gephi."""
    out = io.BytesIO()
    nx.write_gexf(_network(store), out)
    # the day of writing would make every day's file another one
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue())


def to_cytoscape(store: ox.Store) -> bytes:
    """Return the graph as Cytoscape JSON, for Cytoscape and Cytoscape.js."""
    data = nx.cytoscape_data(_network(store))
    data["data"] = {"name": "reviewkg"}
    for edge in data["elements"]["edges"]:
        edge["data"] |= {"id": edge["data"].pop("key"), "interaction": edge["data"]["predicate"]}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def to_cx2(store: ox.Store) -> bytes:
    """Return the graph as CX2 (https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/), for NDEx and Cytoscape Web."""
    graph = _network(store)
    numbers = {name: number for number, name in enumerate(graph)}
    nodes = [
        {"id": numbers[name], "v": {"name": data["label"], "iri": name} | data} for name, data in graph.nodes(data=True)
    ]
    edges = [
        {
            "id": number,
            "s": numbers[one],
            "t": numbers[other],
            "v": {"interaction": data["predicate"], "iri": key} | data,
        }
        for number, (one, other, key, data) in enumerate(graph.edges(keys=True, data=True))
    ]
    declared = {"nodes": _declared(nodes), "edges": _declared(edges), "networkAttributes": {"name": {"d": "string"}}}
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [declared],
        "networkAttributes": [{"name": "reviewkg"}],
        "nodes": nodes,
        "edges": edges,
    }
    counted = [{"name": name, "elementCount": len(found)} for name, found in aspects.items()]
    whole = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counted},
        *({name: found} for name, found in aspects.items()),
        {"status": [{"success": True}]},
    ]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _declared(items: Sequence[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the attributes of nodes or edges with their types, as CX2 wants them declared."""
    types = {bool: "boolean", int: "integer", float: "double", str: "string"}
    return {name: {"d": types[type(value)]} for item in items for name, value in item["v"].items()}


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def to_neo4j(store: ox.Store) -> bytes:
    """Return an archive for ``neo4j-admin database import full``: nodes.csv, relationships.csv and the command in README.txt.

    A statement is a relationship of its predicate's type; what was denied or saw no change says so in ``result``.
    """
    contents = read_contents(store)
    nodes: list[Sequence[object]] = [
        ("id:ID", "label", "label_zh", "synonyms:string[]", "provisional:boolean", ":LABEL")
    ]
    nodes += [
        (
            curie(row.id),
            row.label,
            row.label_zh,
            ";".join(name.replace(";", ",") for name in row.synonyms),
            str(row.provisional).lower(),
            f"Entity;{row.type}",
        )
        for row in contents.entities.values()
    ]
    head = (
        ":START_ID",
        ":END_ID",
        ":TYPE",
        "statement",
        "result",
        "certainty",
        "belief:double",
        "mentions:int",
        "papers:int",
        "primary:int",
        "sentences:string[]",
    )
    edges: list[Sequence[object]] = [head]
    for row, evidence in contents.with_evidence():
        sentences = ";".join(item.sentence.replace(";", ",").replace("\n", " ") for item in evidence)
        counts = (row.belief, row.mentions, row.papers, row.primary)
        edges.append(
            (
                curie(row.subject),
                curie(row.object),
                row.predicate.upper(),
                curie(row.id),
                row.result,
                row.certainty,
                *counts,
                sentences,
            )
        )
    readme = "neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv reviewkg\n"
    return zipped({"nodes.csv": _csv(nodes), "relationships.csv": _csv(edges), "README.txt": readme.encode()})


def to_sssom(store: ox.Store) -> bytes:
    """Return what the things are called in other ontologies as SSSOM (https://mapping-commons.github.io/sssom/), both labels kept."""
    contents = read_contents(store)
    skos = PREFIXES["skos"]
    used: set[str] = {"lex", "ent", "skos", "semapv"}
    rows = []
    for entity in contents.entities.values():
        for match in ("exactMatch", "closeMatch"):
            for quad in store.quads_for_pattern(ox.NamedNode(entity.id), ox.NamedNode(skos + match), None):
                target = curie(str(getattr(quad.object, "value", "")))
                used.add(target.partition(":")[0])
                rows.append(
                    (
                        curie(entity.id),
                        entity.label,
                        f"skos:{match}",
                        target,
                        "semapv:ManualMappingCuration",
                        entity.label_zh,
                    )
                )
    known = {**PREFIXES, "semapv": "https://w3id.org/semapv/vocab/"}
    lines = [
        "#mapping_set_id: https://w3id.org/reviewkg/mappings",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#curie_map:",
    ]
    lines += [f'#  {prefix}: "{known[prefix]}"' for prefix in sorted(used) if prefix in known]
    head = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification", "other")
    body = ["\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in (head, *sorted(rows))]
    return ("\n".join([*lines, *body]) + "\n").encode("utf-8", "replace")


def to_nanopublications(store: ox.Store) -> bytes:
    """Return every statement that was not denied as a nanopublication (https://nanopub.net/guidelines/working_draft/), in TriG.

    The assertion is the triple; the provenance its sentences, documents and cited papers; the publication info who made it.
    """
    contents = read_contents(store)
    np, prov, dct = "http://www.nanopub.org/nschema#", PREFIXES["prov"], PREFIXES["dcterms"]

    def iri(text: str) -> ox.NamedNode:
        return ox.NamedNode(text)

    quads: list[ox.Quad] = []
    for row, evidence in contents.with_evidence():
        if row.negated:
            continue
        this = f"https://w3id.org/reviewkg/nanopub/{row.id.rpartition('/')[2]}"
        head, assertion, provenance, info = (
            iri(f"{this}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
        )
        rdf_type = iri(PREFIXES["rdf"] + "type")
        quads += [
            ox.Quad(iri(this), rdf_type, iri(np + "Nanopublication"), head),
            ox.Quad(iri(this), iri(np + "hasAssertion"), assertion, head),
            ox.Quad(iri(this), iri(np + "hasProvenance"), provenance, head),
            ox.Quad(iri(this), iri(np + "hasPublicationInfo"), info, head),
            ox.Quad(iri(row.subject), iri(KG + row.predicate), iri(row.object), assertion),
            ox.Quad(assertion, iri(prov + "wasGeneratedBy"), iri(f"{ACT}extraction-{VERSION}"), provenance),
            ox.Quad(iri(this), iri(dct + "license"), iri("https://creativecommons.org/licenses/by/4.0/"), info),
            ox.Quad(iri(this), iri(prov + "wasAttributedTo"), iri(f"{ACT}reviewkg-{VERSION}"), info),
        ]
        for item in evidence:
            quads += [
                ox.Quad(assertion, iri(prov + "wasDerivedFrom"), iri(item.document), provenance),
                ox.Quad(assertion, iri(prov + "wasQuotedFrom"), iri(item.id), provenance),
                ox.Quad(iri(item.id), iri(KG + "sentence"), ox.Literal(item.sentence), provenance),
            ]
            quads += [
                ox.Quad(assertion, iri(prov + "hadPrimarySource"), iri(paper), provenance) for paper in item.references
            ]
    output = io.BytesIO()
    serialize(sorted_quads(quads), ox.RdfFormat.TRIG, output)
    return output.getvalue()
