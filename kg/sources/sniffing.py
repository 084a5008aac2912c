"""What a file is by its first bytes, where its ending is missing, says too little, or lies."""

from __future__ import annotations

import re

from kg.sources.opening import Source

__all__ = ["sniff"]

_MAGIC = {b"%PDF-": ".pdf", b"\x1f\x8b": ".gz", b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip"}
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w-]+)")
_ROOTS = {
    "article": ".nxml",
    "pmc-articleset": ".nxml",
    "articles": ".nxml",
    "pubmedarticleset": ".pubmed",
    "pubmedarticle": ".pubmed",
    "pubmedbookarticleset": ".pubmed",
    "collection": ".bioc",
    "html": ".html",
    "head": ".html",
    "body": ".html",
}
_COMMENT = re.compile(rb"<!--.*?-->", re.S)


def sniff(source: Source) -> str:
    """Return the ending that fits the content of a file, or "" where the content shows none.

    >>> sniff(Source.of(b"<?xml version='1.0'?><PubmedArticleSet>", "a.txt")), sniff(Source.of(b"Collagen rose.", "a.pdf"))
    ('.pubmed', '')
    """
    start = source.start()
    for magic, ending in _MAGIC.items():
        if start.startswith(magic) or (ending == ".pdf" and magic in start[:1024]):
            return ending
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = plain[2:].replace(b"\x00", b"")
    if plain.startswith(b"<"):
        root = _ROOT.search(_COMMENT.sub(b"", plain))
        if plain[:14].lower().startswith(b"<!doctype html"):
            return ".html"
        return _ROOTS.get(root[1].decode("ascii", "replace").lower(), "") if root else ""
    if plain.startswith((b"{", b"[")):
        if re.search(rb'"(?:documents|passages|bioctype)"\s*:', plain[:4096]):
            return ".bioc.json"
        return ".jsonl" if re.match(rb'[\[{]\s*[\[{]?\s*"', plain) else ""
    if re.match(rb"[\w-]+\|t\|", plain):
        return ".pubtator"
    return ".nbib" if re.match(rb"PMID ?- ?\d+\s*\n", plain) else ""
