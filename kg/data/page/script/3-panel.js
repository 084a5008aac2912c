/* What a click tells. All text goes in as text, never as HTML. */
const $ = (id) => document.getElementById(id);
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (key === "on") node.addEventListener("click", value); else if (key === "cls") node.className = value; else if (value !== undefined && value !== false) node.setAttribute(key, value);
  }
  for (const child of children) if (child !== null && child !== undefined && child !== "") node.append(child);
  return node;
}
const fact = (text) => el("span", { cls: "fact" }, text);
const button = (text, on, cls) => el("button", { type: "button", cls: cls || "tool", on: on }, text);
function side(...children) { const box = $("kg-side"); box.replaceChildren(...children.filter(Boolean)); box.scrollTop = 0; }

/* raised numbers as such; whatever else stands between angle brackets is text */
const raised = (text) => text.split(/(<sup>[^<]*<\/sup>)/).filter(Boolean).map((part) => part.startsWith("<sup>") ? el("sup", {}, part.slice(5, -6)) : part);

function quote(ev) {
  const sentence = sentenceOf(ev), chars = Array.from(sentence.text);
  const marks = [["s", ev.s], ["o", ev.o], ["t", ev.t]].filter((mark) => mark[1]).sort((a, b) => a[1][0] - b[1][0]);
  const out = el("blockquote", { lang: sentence.lang });
  let at = 0;
  for (const [kind, span] of marks) {
    if (span[0] < at) continue;
    out.append(...raised(chars.slice(at, span[0]).join("")), el("mark", { cls: kind }, chars.slice(span[0], span[1]).join("")));
    at = span[1];
  }
  out.append(...raised(chars.slice(at).join("")));
  return out;
}
/* only these lead out of the page; what else a document writes for an address stays text */
function link(address, text) {
  const safe = /^(https?:\/\/|10\.\d{4,9}\/)/.test(address) ? (address.startsWith("10.") ? "https://doi.org/" + encodeURI(address) : address) : "";
  return safe ? el("a", { href: safe, rel: "noreferrer noopener", target: "_blank" }, text || address) : document.createTextNode(text || address);
}
function addressOf(curie) { const at = curie.indexOf(":"), base = DATA.prefixes[curie.slice(0, at)]; return base ? base + curie.slice(at + 1) : curie; }
function source(ev) {
  const doc = documentOf(ev), out = el("div", { cls: "src" }, [doc.title, doc.journal, doc.year].filter(Boolean).join(" · "));
  if (doc.doi) out.append(" · ", link(doc.doi, "doi:" + doc.doi));
  if (sentenceOf(ev).section) out.append(` · ${word("section")}: ${sentenceOf(ev).section}`);
  out.append(` · ${word("rule")}: ${ev.rule} · ${word("sure")}: ${ev.sure.toFixed(2)}`);
  for (const [field, value, zh] of ev.ctx) out.append(" ", fact(`${DATA.fields[field][state.lang]}: ${state.lang === "zh" && zh ? zh : value.replace(/_/g, " ")}`));
  if (ev.cert !== "asserted") out.append(" ", fact(word(ev.cert)));
  if (ev.same) out.append(" ", fact(word("no_change")));
  if (ev.refs.length) {
    const list = el("ol", {});
    for (const id of ev.refs) { const ref = DATA.references[id]; list.append(el("li", {}, ref.text, ref.doi ? " " : "", ref.doi ? link(ref.doi, "doi:" + ref.doi) : "")); }
    out.append(list);
  }
  for (const number of ev.missing) out.append(el("div", {}, `[${number}] ${word("unresolved")}`));
  if (!ev.refs.length && !ev.missing.length) out.append(el("div", {}, word("uncited")));
  return out;
}
const notWord = (e) => (e.result === "denied" ? word("not") : e.result === "no_change" ? word("no_change") + " " : "");
function claim(e) {
  const verb = el("span", { style: `color:${DATA.predicates[e.p].ink}` }, ` ${termOf("predicates", e.p)} `);
  return [nameOf(NODE.get(e.s)), e.neg ? el("span", { cls: "not" }, " " + notWord(e)) : "", verb, nameOf(NODE.get(e.o))];
}
function facts(e) {
  const out = [fact(`${e.m} ${word("mentions")}`), fact(`${e.d} ${word("documents")}`), fact(`${e.papers} ${word("papers")}`), fact(e.primary ? `${e.primary} ${word("primary")}` : word("reviewsOnly")), fact(`${word("belief")}: ${e.belief.toFixed(2)}`)];
  if (e.uncited && e.papers) out.push(fact(word("someUncited")));
  if (e.result !== "positive") out.push(fact(word(e.result)));
  if (e.cert !== "asserted") out.push(fact(word(e.cert)));
  return el("div", {}, ...out);
}
function evidence(e) { return e.ev.flatMap((ev) => [quote(ev), source(ev)]); }
/* two statements that oppose each other stand side by side, with what differs between their evidence */
function opposite(e, [id, verdict, differences]) {
  const other = EDGE.get(id);
  const column = (one) => el("div", { cls: "half" }, el("h4", {}, ...claim(one)), facts(one), ...evidence(one));
  return el("section", { cls: "versus" }, el("h3", {}, `⚡ ${word("opposed")}: ${word(verdict)}`), el("p", { cls: "sub" }, differences.length ? `${word("differs")}: ${differences.join("; ")}` : word("nothingDiffers")), el("div", { cls: "halves" }, column(e), column(other)));
}
function showEdge(id) {
  const e = EDGE.get(id);
  state.selected = ["edge", id];
  side(el("h2", {}, ...claim(e)), facts(e), ...e.opp.filter(([other]) => EDGE.has(other)).map((pair) => opposite(e, pair)), el("h3", {}, word("evidence")), ...evidence(e));
  mark();
}
function row(e) { return el("button", { type: "button", cls: "row", on: () => showEdge(e.id) }, ...claim(e), el("span", { cls: "sub" }, `  ×${e.m}${e.opp.length ? " ⚡" : ""}`)); }
function showNode(id) {
  const n = NODE.get(id), all = byNode.get(id), shown = all.slice(0, 200);
  state.selected = ["node", id];
  const parts = [el("h2", {}, nameOf(n)), el("div", { cls: "sub" }, [termOf("types", n.type), otherName(n)].filter(Boolean).join(" · "))];
  parts.push(el("div", { cls: "deeds" }, button(word("expand"), () => expand(id)), button(word("alone"), () => startWith(id)), button(word("pathFrom"), () => showPaths(id))));
  if (n.prov) parts.push(fact(word("provisional")));
  for (const match of n.match) parts.push(el("span", { cls: "fact" }, link(addressOf(match), match)));
  if (n.syn.length) parts.push(el("div", { cls: "sub" }, `${word("also")}: ${n.syn.join("; ")}`));
  parts.push(el("h3", {}, `${word("statements")} (${all.length})`), ...shown.map(row));
  if (shown.length < all.length) parts.push(el("p", { cls: "sub" }, word("more", { n: all.length - shown.length })));
  side(...parts);
  mark();
}
function showHint() { state.selected = null; side(el("p", { cls: "sub" }, word("hint")), el("p", { cls: "sub" }, word("double"))); mark(); }
function again() { if (!state.selected) showHint(); else if (state.selected[0] === "edge") showEdge(state.selected[1]); else if (state.selected[0] === "node") showNode(state.selected[1]); else showPaths(state.selected[1]); }

/* ---- from one thing to another ---- */
function showPaths(from, to) {
  state.selected = ["paths", from, to || ""];
  const field = (label, id) => {
    const input = el("input", { type: "search", list: "kg-names", "aria-label": label, value: id ? nameOf(NODE.get(id)) : "" });
    input.addEventListener("input", () => { const hits = find(input.value, 12); $("kg-names").replaceChildren(...hits.map((n) => el("option", { value: nameOf(n) }))); });
    return input;
  };
  const one = field(word("pathFrom"), from), other = field(word("pathTo"), to), out = el("div", { id: "kg-paths" });
  const go = () => {
    const a = find(one.value, 1)[0], b = find(other.value, 1)[0];
    if (!a || !b) { out.replaceChildren(el("p", { cls: "sub" }, word("unknownName"))); return; }
    state.selected = ["paths", a.id, b.id];
    const found = paths(a.id, b.id, 4, 8);
    if (!found.length) out.replaceChildren(el("p", { cls: "sub" }, word("noPath")));
    else out.replaceChildren(...found.map((trail) => el("div", { cls: "path" }, button(word("showPath"), () => { state.path = trail; draw(); }), ...trail.map((id) => row(EDGE.get(id))))));
  };
  for (const input of [one, other]) input.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  side(el("h2", {}, word("paths")), el("label", {}, word("pathFrom"), one), el("label", {}, word("pathTo"), other), button(word("search"), go), out, el("datalist", { id: "kg-names" }));
  if (from && to) go();
  mark();
}
