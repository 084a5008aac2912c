"""Chinese noun phrases: the arguments that the members of a list offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.grounding import Found, Grounder, as_worded
from kg.languages import View
from kg.model import Entity
from kg.patterns import Patterns, Trigger
from kg.processes import of_process
from kg.relations.chinese_chunks import Chunk, sign_of
from kg.relations.chinese_cores import Cores, first_member, is_given
from kg.relations.chinese_drugs import Drugs
from kg.relations.chinese_tokens import Token, processes_of
from kg.relations.phrases import Arg, Proposal, complete, share
from kg.relations.sharing import share_behind, share_ending

__all__ = ["NounPhrases"]

_STATES = ("Process", "Phenotype", "Disease", "Exposure")

_BODY = ("Anatomy", "Cell")
_SPOTS = "上里内中"
#: noun triggers of these predicates name a thing when they stand right behind a name: 抑制剂, 受体, 载体
_THINGS = ("increases", "decreases", "interacts_with", "delivers", "produces", "has_phenotype")


def _is_unknown(arg: Arg) -> bool:
    """Return whether nothing says what a name names."""
    return arg.entity is not None and arg.entity.provisional and arg.entity.type == "Other"


def _is_remedy(token: Token) -> bool:
    return token.found is not None and token.found.entity.type in ("Intervention", "Cell")


class NounPhrases:
    """Reads the noun phrases of one sentence.

    Attributes:
        made: every argument so far.
        embedded: what phrases state by their form, such as "A、B 等 C".
    """

    def __init__(self, view: View, found: Sequence[Found], grounder: Grounder, patterns: Patterns) -> None:
        self.view, self.found, self.grounder = view, found, grounder
        self.prefixes = patterns.tables["prefixes"]
        self.between = tuple("的" + word for word in patterns.words["between"])
        self.state_heads = patterns.having("state_heads")
        self.name_heads = patterns.having("name_heads")
        self.prefix_nouns = patterns.tables["prefix_nouns"]
        #: verbs that name a process when they end a noun phrase: 神经修复
        self.processes = processes_of(patterns)
        self.measures = patterns.having("measures")
        self.inner = patterns.having("inner_adverbs")
        self.strengths = tuple(patterns.words["strengths"])
        self.intake = patterns.having("intake")
        self.of_only = patterns.having("of_only")
        self.comparatives = patterns.having("more_of_it") | patterns.having("less_of_it")
        self.cores = Cores(patterns)
        self.tissues = patterns.having("tissues")
        self.fate_ends = patterns.words["fate_ends"]
        self.lesions = patterns.having("lesions")
        self.patterns, self.acting_on = patterns, patterns.words["acting_on"]
        self.spans, self.organ_doings = patterns.having("spans"), patterns.having("organ_doings")
        self.drugs = Drugs(view, grounder, patterns)
        self.embedded: list[Proposal] = []
        self.made: list[Arg] = []
        self._entities: dict[tuple[int, int], Entity | None] = {}

    def fill(self, chunk: Chunk, segments: list[list[Token]]) -> None:
        """Set the arguments of a noun phrase from its members, each a list of tokens."""
        whole = self.view.text[chunk.start : chunk.end]
        if len(segments) == 2 and chunk.joined and whole.endswith(self.between):
            entity = as_worded(whole, "Process", "zh")  # 阻断 A 与 B 的相互作用: neither A nor B is blocked
            chunk.args, chunk.text = (Arg(chunk.start, chunk.end, entity),), whole
            self.made += chunk.args
            return
        args: list[Arg] = []
        drugs: tuple[int, Arg, Trigger] | None = None
        chunk.given = len(segments) > 0 and self.cores.given(segments[0]) is not None
        for n, segment in enumerate(segments):
            like = next(
                (k for k, token in enumerate(segment) if token.text in ("等", "等等") and 0 < k < len(segment) - 1), 0
            )
            if like:
                self._members(args, segment, like, chunk)
                continue
            if at := self.cores.apposed(segment):
                aimed = self.drugs.target(segment[:at])
                drugs, segment = (len(args), *aimed) if aimed else drugs, segment[at:]
            arg = self._argument(segment, chunk, last=n == len(segments) - 1)
            if arg and len(segments) == 1 and segment[-1].text == "等" and _is_unknown(arg):
                arg = Arg(arg.start, arg.end, None)  # Gao 等: one unknown name and others are authors
            if arg:
                args.append(arg)
            elif chunk.joined and n < chunk.joined:
                chunk.joined -= 1
        if segments:
            blank = Chunk("NP", chunk.start, chunk.end)
            behind = max((k + 1 for k, token in enumerate(segments[-1]) if token.may("DE")), default=0)
            chunk.kind_of = self._argument(segments[-1][behind:], blank, last=False) if segments[-1][behind:] else None
            if behind > 1 and len(segments) > 1:
                chunk.whose = self._argument(segments[-1][: behind - 1], blank, last=False)
        last_de = max((k for k, token in enumerate(segments[0]) if token.may("DE")), default=0) if segments else 0
        if last_de and last_de < len(segments[0]) - 1:
            blank = Chunk("NP", chunk.start, chunk.end)
            chunk.owner = self._argument(segments[0][:last_de], blank, last=False)
            chunk.head = self._argument(segments[0][last_de + 1 :], blank, last=False)
            self._property(chunk)
        first = args[0].entity if len(args) > 1 else None
        concepts = self.grounder.lexicon.concepts
        participant = (
            next(
                (concepts[part].entity for role, part in first.parts if role == "participant" and part in concepts),
                None,
            )
            if first
            else None
        )
        if drugs is not None:
            _, target, trigger = drugs
            args[drugs[0] :] = [self.drugs.named(arg) for arg in args[drugs[0] :]]
            self.embedded += self.drugs.act(args[drugs[0] :], target, trigger, (chunk.start, chunk.end))
        if args and chunk.owner is not None and chunk.head is not None and chunk.head.property and chunk.owner.entity:
            args[0] = replace(chunk.owner, property=True)  # 外泌体 的 抗衰老作用: exosomes have it
        args = self._owners_of_process(args, chunk)
        chunk.args = complete(share(args, participant), self.view, self.grounder.lexicon)
        chunk.args = share_ending(chunk.args, self.view, self.patterns, self.grounder.lexicon)
        if chunk.tail and chunk.tail.predicate in _THINGS and chunk.args:
            self._name_whole(chunk, segments[-1])
        listed, part = chunk.args, chunk.joined if 1 < chunk.joined < len(chunk.args) else 0
        chunk.args = share_behind(listed, self.view, self.patterns, self.grounder.lexicon)
        if part and chunk.args == listed:  # A 和 B 的 突变 与 C 相关
            shared = share_behind(listed[:part], self.view, self.patterns, self.grounder.lexicon)
            chunk.args = (*shared, *listed[part:])
        self.made += chunk.args
        chunk.text = self.view.text[chunk.start : chunk.end]

    @staticmethod
    def _owners_of_process(args: list[Arg], chunk: Chunk) -> list[Arg]:
        """Return the members of "A、B 的 增殖" each with the process: not A and the growth of B, but that of both."""
        last, process = chunk.whose, chunk.kind_of
        if last is None or process is None or last.entity is None or process.entity is None or len(args) < 2:
            return args
        alike = all(arg.entity is not None and arg.entity.type == last.entity.type == "Cell" for arg in args[:-1])
        if not alike or process.entity.type != "Process" or process.entity.provisional:
            return args
        shared = [
            replace(arg, entity=of_process(process.entity, arg.entity)) if arg.entity else arg for arg in args[:-1]
        ]
        return [*shared, args[-1]]

    def _property(self, chunk: Chunk) -> None:
        """Add what "外泌体的抗衰老能力" says: exosomes lower ageing."""
        owner, head = chunk.owner, chunk.head
        if owner is None or head is None or not head.property or not owner.entity or owner.property:
            return
        if not _is_unknown(owner):
            shown = Trigger("的", "increases")
            self.embedded.append(
                Proposal(owner, shown, head, head.start - 1, head.start, (chunk.start, chunk.end), "zh-property")
            )

    def _name_whole(self, chunk: Chunk, segment: list[Token]) -> None:
        """Let p38抑制剂 name the inhibitor: only "X 是 p38抑制剂" is about p38."""
        last = max((k for k, token in enumerate(segment) if token.may("TAIL")), default=0)
        if not last or (segment[last - 1].may("DE") and not segment[last].text.endswith(self.acting_on)):
            return  # but JAK 的 抑制剂 is no JAK
        whole = self._named(segment[: last + 1], 0)
        if whole and whole.entity:
            chunk.of, chunk.args = chunk.args, (*chunk.args[:-1], whole)

    def _members(self, args: list[Arg], segment: list[Token], like: int, chunk: Chunk) -> None:
        """Add the members in "A、B 等 C", and say that each is a C."""
        member = self._argument(segment[:like], chunk, last=False)
        blank = Chunk("NP", chunk.start, chunk.end)
        whole = self._argument(segment[like + 1 :], blank, last=False)
        chunk.verbal, chunk.effect = chunk.verbal or blank.verbal, chunk.effect or blank.effect
        chunk.sign = chunk.sign or blank.sign
        args += [member] if member else []
        for arg in args[first_member([(arg.start, arg.end) for arg in args], self.view.text) :]:
            if (
                whole
                and whole.entity
                and arg.entity
                and whole.entity.id != arg.entity.id
                and whole.entity.type == arg.entity.type
            ):
                self.embedded.append(
                    Proposal(
                        replace(arg, sign=0),
                        Trigger("等", "is_a"),
                        replace(whole, sign=0),
                        segment[like].start,
                        segment[like].end,
                        (chunk.start, chunk.end),
                        "zh-members",
                    )
                )

    def _argument(self, segment: list[Token], chunk: Chunk, *, last: bool) -> Arg | None:
        """Return the argument of one member of a list; amounts and changes at its end give way to what they are of."""
        tokens = self._unqualified(self.cores.core([token for token in segment if token.text not in ("等", "等等")]))
        sign, undirected = 0, False
        while tokens and not self._is_doing(tokens[-1], tokens[:-1]):
            token = tokens[-1]
            undirected |= token.may("CHANGE") and not token.found
            if token.may("DE") or (token.kinds == {"ADV"} and len(tokens) > 1):
                tokens = tokens[:-1]
            elif (
                token.may("TAIL") and not token.found and last and len(tokens) > 1 and self._is_role(token, tokens[-2])
            ):
                if chunk.tail is None or chunk.tail.predicate == "is_a":  # 关键环节之一 speaks of 关键环节
                    chunk.tail = token.triggers[-1]
                tokens = tokens[:-1]
            elif token.text in self.intake and len(tokens) > 2 and tokens[-2].may("DE") and is_given(tokens[-3]):
                tokens = tokens[:-2]  # 胶原蛋白肽 的 摄入
            elif self._is_giving(token, tokens[:-1]):
                tokens = tokens[:-1]  # 肉毒毒素 治疗 is what 肉毒毒素 does
            elif (
                token.may("V")
                and not token.found
                and token.triggers
                and len(tokens) > 1
                and token.triggers[0].kind == "verb"
                and token.text not in self.processes
            ):
                sign = (sign_of(token.triggers[0]) or 1) * (sign or 1) if sign_of(token.triggers[0]) or sign else 0
                chunk.sign = chunk.sign or sign_of(token.triggers[0])
                chunk.verbal = chunk.verbal or token.triggers[0]
                tokens = tokens[:-1]
            elif sign and token.text in self.inner and len(tokens) > 1:
                tokens = tokens[:-1]  # 屏障功能 进行性 损害
            elif token.may("E") and not token.found:
                chunk.effect = True
                tokens = tokens[:-1]
            elif (
                token.may("Q", "G", "CHANGE", "REP")
                and not token.found
                and not self._names_with(token, tokens[:-1])
                and not (token.may("W") and len(tokens) > 1 and not token.may("Q", "E", "G"))
            ):
                tokens = tokens[:-1]
            else:
                break
        if tokens and tokens[-1].may("V") and not tokens[-1].found and len(tokens) == 1:
            chunk.sign = chunk.sign or sign_of(tokens[-1].triggers[0])
            chunk.verbal = chunk.verbal or tokens[-1].triggers[0]
            return None
        while tokens and (tokens[0].may("DE") or (tokens[0].may("STUDY") and not tokens[0].found)):
            tokens = tokens[1:]
        if not tokens:
            return Arg(segment[0].start, segment[-1].end, None) if segment and not chunk.sign else None
        arg = self._named(tokens, sign)
        reach = (tokens[0].start, segment[-1].end) if sign or tokens[-1] is not segment[-1] else None
        undirected = undirected and not sign
        return replace(arg, undirected=undirected, reach=reach) if arg and (undirected or reach) else arg

    def _is_role(self, token: Token, before: Token) -> bool:
        """Return whether a noun says what a thing is to another: 皮肤衰老 的 因素, but not 遗传 因素."""
        return token.text not in self.of_only or before.may("DE")

    def _is_giving(self, token: Token, before: Sequence[Token]) -> bool:
        """Return whether a word only says that what stands before it is given: 肉毒毒素 治疗, PRP 注射."""
        if token.found or not before:
            return False
        return (token.may("TREAT") and is_given(before[-1])) or (
            token.text in self.intake and len(before) == 1 and _is_remedy(before[0])
        )

    def _unqualified(self, tokens: list[Token]) -> list[Token]:
        """Return the words of a phrase, the first without how strong an effect is: 广谱抗菌 is 抗菌."""
        if len(tokens) > 2 and tokens[0].text in self.comparatives and tokens[1].may("DE"):
            tokens = tokens[2:]  # 更高 的 胶原
        first = tokens[0] if tokens else None
        strong = first is not None and first.found is None and first.text.startswith(self.strengths)
        if first is None or not strong or first.text[2:3] not in self.prefixes:
            return tokens
        return [replace(first, start=first.start + 2, text=first.text[2:]), *tokens[1:]]

    def _is_body(self, before: Sequence[Token]) -> bool:
        """Return whether the words before a process end in a cell or a part of the body, whose process it is."""
        last = next((token for token in reversed(before) if not token.may("DE")), None)
        if last is None or last.found is None:
            return last is not None and last.text in self.tissues  # 组织 生长
        return last.found.entity.type in ("Cell", "Anatomy", "Organism")

    def _is_doing(self, token: Token, before: Sequence[Token]) -> bool:
        """Return whether a word says what an organ does: 肾功能 is no kidney."""
        organ = before[-1].found if before and before[-1].end == token.start else None
        return token.text in self.organ_doings and organ is not None and organ.entity.type == "Anatomy"

    def _names_with(self, token: Token, before: Sequence[Token]) -> bool:
        """Return whether a general noun ends a name of its own: 湿润环境, 地域因素; but not 胶原含量, 重要作用."""
        if (token.text in self.processes or token.text in self.measures) and self._is_body(before):
            return token.text != "过程" or not before[-1].may("DE")  # 毛囊的生长, but not 转化为 间质细胞 的过程
        last = before[-1] if before else None
        happens = last is not None and (
            last.text in self.processes or (last.found and last.found.entity.type in _STATES)
        )
        if token.text in self.spans and happens:
            return True  # to shorten 愈合时间 is no less 愈合
        if token.text in self.state_heads and before and before[-1].found and before[-1].end == token.start:
            return before[-1].found.entity.type in _STATES  # 衰老信号, 缺氧环境
        if token.text not in self.name_heads or not before or before[-1].kinds.isdisjoint(("N", "W")):
            return False
        return before[-1].end == token.start and not any(other.found or other.may("G", "V") for other in before)

    def _entity(self, start: int, end: int) -> Entity | None:
        """Return what a stretch of the sentence names; each is looked up once."""
        if (start, end) not in self._entities:
            self._entities[start, end] = self.grounder.ground(self.view, start, end, self.found)
        return self._entities[start, end]

    def _named(self, tokens: list[Token], sign: int) -> Arg | None:
        while len(tokens) > 2 and tokens[-1].text in self.lesions and tokens[-2].text in self.cores.patients:
            tokens = tokens[:-1]  # 白癜风患者 皮损
        ill = tokens[-2].found if len(tokens) > 1 and tokens[-1].text in self.cores.patients else None
        if ill is not None and ill.entity.type == "Disease":  # 银屑病患者 stand for what they have
            return Arg(tokens[0].start, tokens[-1].end, ill.entity, sign)
        for k in range(len(tokens) - 1):
            if k + 2 < len(tokens) and tokens[k + 2].kinds == {"N"}:
                continue  # 抗 炎 因子 is a thing
            if (tokens[k].text in self.prefixes and tokens[k].end == tokens[k + 1].start) or (
                tokens[k].text[-1:] in self.prefixes
                and tokens[k].found is None
                and tokens[k].end == tokens[k + 1].start
                and len(tokens[k].text) <= 3
            ):
                noun = tokens[k + 1]
                concept = noun.found.entity if noun.found else None
                named = (
                    self.grounder.lexicon.get(self.prefix_nouns.get(noun.text, ""))
                    if concept is None and noun.text in self.prefix_nouns
                    else None
                )
                entity = concept or (named.entity if named else None)
                prefix = tokens[k].text[-1:]
                if entity and prefix in self.prefixes:
                    return Arg(
                        noun.start, noun.end, entity, -1 if self.prefixes[prefix] == "decreases" else 1, property=True
                    )
        for token, after in zip(tokens, [*tokens[1:], None], strict=True):
            if (
                token.found is None
                and (after is None or after.kinds != {"N"})  # 抗菌 肽 is a thing
                and len(token.text) > 1
                and token.text[0] in self.prefixes
                and token.text[1:] in self.prefix_nouns
            ):
                named = self.grounder.lexicon.get(self.prefix_nouns[token.text[1:]])
                if named:
                    return Arg(
                        token.start + 1,
                        token.end,
                        named.entity,
                        -1 if self.prefixes[token.text[0]] == "decreases" else 1,
                        property=True,
                    )
        first = tokens[0]
        if first.found is None and first.kinds == {"N"} and len(first.text) > 2 and first.text[0] in self.prefixes:
            entity = self._entity(first.start + 1, first.end)
            if entity and entity.type != "Other":
                sign = -1 if self.prefixes[first.text[0]] == "decreases" else 1
                return Arg(first.start + 1, first.end, entity, sign, property=True)
        start, end = tokens[0].start, tokens[-1].end
        if all(
            token.found is None and (token.may("G", "Q", "E", "DE", "STUDY") or (token.may("W") and token.may("G")))
            for token in tokens
        ):
            return Arg(start, end, None, sign)
        entity = self._entity(start, end) if end - start <= 40 else None
        unknown = entity is not None and entity.provisional and entity.type == "Other"
        if unknown and end - start > 2 and self.view.text[end - 1] in _SPOTS:  # 毛细血管壁 上, but not 脑卒中
            place = self._entity(start, end - 1)
            entity, end = (place, end - 1) if place is not None and place.type in _BODY else (entity, end)
        stripped = self.grounder.strip(self.view, start, end)
        return Arg(stripped, end, entity, sign) if stripped < end else replace(Arg(start, end, None), sign=sign)
