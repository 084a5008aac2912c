"""What a clause takes from the one before it: who acts there, what is done to it, how much of it is given."""

from __future__ import annotations

import re

from kg.grounding import as_worded
from kg.relations.english_arguments import Arguments
from kg.relations.phrases import Arg

__all__ = ["Earlier"]

_DIRECTED = ("increases", "decreases", "cause", "improve")
_GIVABLE = ("Vesicle", "Secretome", "Chemical", "Intervention", "GeneProduct", "RNA")
_WHEN = ("when", "once", "after")
#: what is done to a thing, in front of its name
_UNDONE = re.compile(r"^(?:the )?[\w-]+ of ", re.I)
#: another dose of what was just given
_DOSE = re.compile(r"(?:the )?(?:high|low|higher|lower|moderate|excessive) (?:concentrations?|doses?|levels?|amounts?)")


class Earlier(Arguments):
    """Looks back from one clause to the one before."""

    def contrasted(self, i: int) -> tuple[Arg, ...]:
        """Return who acts in the clause before one that stands against it: "X raised A, whereas B was lowered"."""
        opens = next((k for k in range(i - 1, 0, -1) if self.chunks[k].kind in ("S", ";")), 0)
        if not opens or self.chunks[opens].word not in self.contrasting:
            return ()
        verb = next((k for k in range(opens - 1, -1, -1) if self.chunks[k].kind == "V" and self.chunks[k].finite), -1)
        told = self.chunks[verb].triggers[0] if verb >= 0 and self.chunks[verb].triggers else None
        acts = self.who.found.get(verb, ()) if told is not None and told.predicate in _DIRECTED else ()
        named = all(arg.entity and arg.entity.type in _GIVABLE for arg in acts)
        return acts if named and self.objects(verb) else ()

    def put_on(self, i: int) -> tuple[Arg, ...]:
        """Return what was given in the clause that opens the sentence: "When X was applied to scars, Y was reduced"."""
        behind = self.chunks[i + 1 : i + 4]
        if [c.kind for c in behind[:2]] == ["S", "NP"] and behind[0].word in _WHEN and len(behind) > 2:
            added = behind[2].kind in ("V", "X") and behind[2].form == "pass" and behind[2].word in self.putting
            return behind[1].args if added else ()  # "elastin increased when X was added"
        whom = self.chunks[2:5] if i > 5 else []
        treated = [c.kind for c in whom] == ["V", "P", "NP"] and whom[0].form == "pass" and self.chunks[0].word in _WHEN
        if treated and whom[0].word in self.who.receiving and whom[1].word in ("with", "to"):
            return whom[2].args  # "when fibroblasts were treated with X, elastin increased"
        what, verb = self.chunks[1:3] if len(self.chunks) > 4 else (None, None)
        if what is None or verb is None or self.chunks[0].word not in _WHEN or what.kind != "NP" or i < 4:
            return ()
        ends = next((k for k in range(3, i) if self.chunks[k].kind == ","), 0)
        said = self.english.view.lower[verb.start : self.chunks[ends].start if ends else verb.end].split()
        given = ends and verb.kind in ("V", "X") and not self.putting.isdisjoint(said)
        named = all(arg.entity and arg.entity.type in _GIVABLE for arg in what.args)
        return what.args if given and named and not any(c.kind in ("S", ";") for c in self.chunks[ends + 1 : i]) else ()

    def own(self, i: int, subject: tuple[Arg, ...]) -> tuple[Arg, ...]:
        """Return what "whereas its inhibition" and "whereas high concentrations" mean: of who acted before."""
        phrase = self.chunks[i - 1] if i else None
        if phrase is None or len(subject) > 1 or phrase.kind != "NP":
            return subject
        said = self.english.view.lower[phrase.start : phrase.end]
        undoes = said.startswith(("its ", "their ")) and phrase.word in self.undoing
        if any(arg.entity for arg in subject) and not (undoes and said.partition(" ")[2] == phrase.word):
            return subject
        if not undoes and not _DOSE.fullmatch(said):
            return subject
        verb = next((k for k in range(i - 2, -1, -1) if self.who.found.get(k)), -1)
        whose = self.who.found[verb][0] if verb >= 0 else None
        if whose is None or whose.entity is None or whose.mention is not None:
            return subject
        if not undoes:
            return (Arg(phrase.start, phrase.end, whose.entity),)
        name = _UNDONE.sub("", self.english.view.text[whose.start : whose.end])
        entity = as_worded(f"the {name} {phrase.word}", "Intervention", "en")
        return (Arg(phrase.start, phrase.end, entity),) if entity else subject
