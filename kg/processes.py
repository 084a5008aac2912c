"""What a cell, a tissue or a molecule takes part in, named by both: proliferation of fibroblasts is 成纤维细胞增殖."""

from __future__ import annotations

from kg.lexicon import provisional_iri
from kg.model import Entity

__all__ = ["of_process"]


def of_process(process: Entity, participant: Entity) -> Entity:
    """Return the process or phenotype in which a cell, tissue or molecule takes part.

    >>> growth = Entity("lex:cell-proliferation", "cell proliferation", "细胞增殖", "Process")
    >>> cell = Entity("lex:dermal-papilla-cell", "dermal papilla cell", "毛乳头细胞", "Cell")
    >>> of_process(growth, cell).label, of_process(growth, cell).label_zh
    ('dermal papilla cell proliferation', '毛乳头细胞增殖')
    >>> renewal = Entity("lex:self-renewal", "stem cell self-renewal", "干细胞自我更新", "Process")
    >>> stem = Entity("lex:epidermal-stem-cell", "epidermal stem cell", "表皮干细胞", "Cell")
    >>> of_process(renewal, stem).label, of_process(renewal, stem).label_zh
    ('epidermal stem cell self-renewal', '表皮干细胞自我更新')
    """
    # the development of a melanoma is not that of an embryo
    name = process.label.removeprefix("cell ").removeprefix("cellular ").removeprefix("embryonic ")
    name_zh = process.label_zh.removeprefix("细胞").removeprefix("胚胎") or process.label_zh
    if process.label.startswith(f"{participant.label} "):
        return process  # the macrophage polarization of macrophages
    if name.startswith("skin ") and process.type == "Phenotype":
        name, name_zh = name.removeprefix("skin "), name_zh.removeprefix("皮肤")  # 肌肉松弛 is no sagging of the skin
    words = name.split(" ")  # the stem cell self-renewal of epidermal stem cells
    both = next((n for n in (2, 1) if participant.label.split(" ")[-n:] == words[:n] and len(words) > n), 0)
    label = " ".join([participant.label, *words[both:]])
    if participant.label_zh.endswith("干细胞"):
        name_zh = name_zh.removeprefix("干细胞")
    label_zh = participant.label_zh + name_zh if participant.label_zh and name_zh else ""
    return Entity(
        provisional_iri(process.type, label),
        label,
        label_zh,
        process.type,
        parts=(("participant", participant.id),),
        broader=process.id,
    )
