"""What an English noun phrase is made of: its words, and the phrases behind "of"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.patterns import Trigger
from kg.relations.english_tokens import Token

__all__ = ["ADJECTIVE", "Base", "reach", "sign_of"]

_RISES, _FALLS = ("increases", "cause", "improve"), ("decreases", "treats", "protect")

#: a single word with the ending of an adjective
ADJECTIVE = re.compile(
    r"[a-z-]+(?:al|ic|ous|ive|ary|ory|ant|ent|ible|able|ar|oid|tal)|acute|outer|inner|upper|lower|middle"
)


@dataclass(frozen=True, slots=True)
class Base:
    """A noun phrase without what follows it: its words, and the phrases behind "of"."""

    tokens: tuple[Token, ...]
    of: tuple[Base, ...] = ()

    @property
    def head(self) -> Token:
        """The last word."""
        return self.tokens[-1]

    @property
    def start(self) -> int:
        """Index of the first character in the view."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Index behind the last character of the words before "of"."""
        return self.tokens[-1].end


def sign_of(trigger: Trigger) -> int:
    """Return whether a change noun speaks of more (+1), of less (-1) or of neither (0)."""
    return 1 if trigger.predicate in _RISES else -1 if trigger.predicate in _FALLS else 0


def reach(base: Base) -> int:
    """Return the index behind a noun phrase with its "of" phrases."""
    return reach(base.of[-1]) if base.of else base.end
