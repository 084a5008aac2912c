"""English names as British spelling writes them: "oedema", "leucocyte", "signalling"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.errors import PatternError
from kg.resources import data_folder, load_toml

__all__ = ["british"]

_WHERE = "kg/data/spellings.toml"


def british(name: str) -> str:
    """Return a name in lower case as British spelling has it; the same where both agree or it is British already.

    Raises:
        PatternError: if the table of spellings is missing or broken, with what to mend.

    >>> british("ischemia-reperfusion injury"), british("tumorigenesis"), british("oedema")
    ('ischaemia-reperfusion injury', 'tumorigenesis', 'oedema')
    """
    table, found = _table()
    return found.sub(lambda match: table[match[0]], name)


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = load_toml(data_folder("spellings.toml"), _WHERE).get("british")
    if not isinstance(table, dict) or not table or not all(isinstance(one, str) for one in table.values()):
        raise PatternError(f'{_WHERE}: [british] is missing or broken; expected lines such as edema = "oedema"')
    longest = sorted(table, key=len, reverse=True)
    # no "ooedema" of what is British already, and no tumourigenesis
    return table, re.compile(rf"(?<!o)(?:{'|'.join(map(re.escape, longest))})(?!igen)")
