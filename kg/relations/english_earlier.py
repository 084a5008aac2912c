"""What a clause takes from the one before it: who acts there, what is done to it, how much of it is given."""

from __future__ import annotations

import re

from kg.grounding import as_worded
from kg.relations.english_proposals import Proposals
from kg.relations.phrases import Arg

__all__ = ["Earlier"]

_DIRECTED = ("increases", "decreases", "cause", "improve")
_GIVABLE = ("Vesicle", "Secretome", "Chemical", "Intervention", "GeneProduct", "RNA")
_PUT_IN = (*_GIVABLE, "Cell")
_WHEN = ("when", "once", "after")
#: what is done to a thing, in front of its name
_UNDONE = re.compile(r"^(?:the )?[\w-]+ of ", re.I)
#: another dose of what was just given
_AMOUNTS_OF = ("GeneProduct", "RNA", "Chemical")
_DOSE = re.compile(r"(?:the )?(?:high|low|higher|lower|moderate|excessive) (?:concentrations?|doses?|levels?|amounts?)")


class Earlier(Proposals):
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
        """Return what "its inhibition", "its administration" and "whereas high concentrations" mean: of who acted before."""
        k = i - 1
        while k > 1 and [c.kind for c in self.chunks[k - 2 : k + 1]] == ["NP", "P", "NP"]:
            k -= 2  # "their transplantation into wounds reduced Y"
        phrase = self.chunks[k] if i else None
        if phrase is None or len(subject) > 1 or phrase.kind != "NP" or (k < i - 1 and not self.is_its(k)):
            return subject
        its_course = k == i - 1 and self.chunks[k].word in self.courses
        passive = k == i - 1 and self.chunks[i].form == "pass" and not any(arg.entity for arg in subject)
        opens = self.english.view.lower.startswith(("its ", "their "), phrase.start)
        if (its_course and opens) or (passive and self.is_its(k)):
            return self._of_before(k) or subject
        said = self.english.view.lower[phrase.start : phrase.end]
        its = said.startswith(("its ", "their "))
        undoes = its and phrase.word in self.undoing
        gives = its and not undoes and phrase.word.rsplit(" ", 1)[-1] in self.patterns.having("own_giving")
        named = any(arg.entity for arg in subject)
        if named and not (
            (undoes and said.partition(" ")[2] == phrase.word) or (gives and self._only_gives(subject, phrase.word))
        ):
            return subject
        if not undoes and not gives and not _DOSE.fullmatch(said):
            return subject
        verb = next((n for n in range(k - 1, -1, -1) if self.who.found.get(n)), -1)
        whose = self.who.found[verb][0] if verb >= 0 else None
        if whose is None and its:
            mention = self.who.before.like("")
            whose = Arg(0, 0, mention.entity, mention=mention) if mention is not None else None
        if whose is None or whose.entity is None or (whose.mention is not None and not its):
            return subject
        if gives and whose.entity.type not in _PUT_IN:
            return subject
        if not undoes:
            return (Arg(phrase.start, phrase.end, whose.entity),)
        here = whose.entity.provisional and whose.start < whose.end
        text = self.english.view.text[whose.start : whose.end] if here else whose.entity.label
        entity = as_worded(f"the {_UNDONE.sub('', text)} {phrase.word}", "Intervention", "en")
        return (Arg(phrase.start, phrase.end, entity),) if entity else subject

    def _of_before(self, k: int) -> tuple[Arg, ...]:
        """Return the molecule that the sentence before is of, where "its activity" opens this one."""
        mention = self.who.before.like("") if not any(self.who.found.get(n) for n in range(k)) else None
        base = self.chunks[k].bases[-1] if self.chunks[k].bases else None
        amount = base is not None and base.head.kind == "Q" and not base.of
        made = mention is not None and mention.entity.type in _AMOUNTS_OF
        course = base is not None and base.head.word in self.courses and not base.of
        if mention is not None and course and mention.entity.type in ("Disease", "Phenotype"):
            return (Arg(0, 0, mention.entity, mention=mention),)  # "Their pathogenesis involves X"
        return (Arg(0, 0, mention.entity, mention=mention),) if mention is not None and amount and made else ()

    def _only_gives(self, subject: tuple[Arg, ...], how: str) -> bool:
        """Return whether a subject is named by how it is given alone: "its topical application"."""
        return all(arg.entity is not None and arg.entity.label.endswith(how) and not arg.mention for arg in subject)
