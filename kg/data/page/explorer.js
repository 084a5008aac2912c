/* The page around the pyvis network: which part is shown, and what a click tells. All text goes in as text, never as HTML. */
(function () {
  "use strict";
  const DATA = JSON.parse(document.getElementById("kg-data").textContent);
  const NODE = new Map(DATA.nodes.map((n) => [n.id, n]));
  const EDGE = new Map(DATA.edges.map((e) => [e.id, e]));
  const byNode = new Map();
  for (const e of DATA.edges) for (const end of [e.s, e.o]) { if (!byNode.has(end)) byNode.set(end, []); byNode.get(end).push(e); }
  const WORDS = {
    en: { search: "Search a name, synonym or identifier", strongest: "Strongest", all: "All", focus: "Neighbours of", evidence: "Evidence", statements: "Statements",
      mentions: "mentions", papers: "cited papers", documents: "documents", primary: "primary papers", reviewsOnly: "no primary paper cited", belief: "belief", hypothesised: "hypothesis", mixed: "asserted and hedged", someUncited: "also without citation", no_change: "no change", denied: "denied",
      fields: { model: "model", species: "species", donor: "donor", treated: "treated", condition: "condition", dose: "dose", duration: "duration", route: "route", carrier: "carrier", engineering: "engineering", effect: "effect" }, hedged: "hedged", same: "no change", uncited: "no citation", unresolved: "not in the reference list", also: "Also called",
      hint: "Click a thing to see what is said of it. Click an arrow to read the sentences.", not: "not ", from: "from", section: "section", provisional: "not in the lexicon", rule: "rule", sure: "confidence",
      counts: (n, e, d) => `${n} things, ${e} statements, ${d} documents`, shown: (n) => `${n} statements shown`, double: "Double-click a thing to see its neighbours.", lang: "中文" },
    zh: { search: "按名称、同义词或编号查找", strongest: "最强的", all: "全部", focus: "相邻于", evidence: "证据", statements: "陈述",
      mentions: "次提及", papers: "篇被引论文", documents: "篇文献", primary: "篇原始论文", reviewsOnly: "未引原始论文", belief: "可信度", hypothesised: "假设", mixed: "肯定与存疑兼有", someUncited: "亦有无引文陈述", no_change: "未见变化", denied: "否定",
      fields: { model: "模型", species: "物种", donor: "供体", treated: "受试对象", condition: "疾病或损伤", dose: "剂量", duration: "时间", route: "途径", carrier: "载体", engineering: "改造", effect: "效应量" }, hedged: "存疑", same: "无变化", uncited: "无引文", unresolved: "不在参考文献表中", also: "又称",
      hint: "点击实体可查看有关它的陈述；点击箭头可阅读原句。", not: "不", from: "来自", section: "章节", provisional: "词典未收", rule: "规则", sure: "置信度",
      counts: (n, e, d) => `${n} 个实体，${e} 条陈述，${d} 篇文献`, shown: (n) => `显示 ${n} 条陈述`, double: "双击实体可查看其相邻实体。", lang: "English" },
  };
  const state = { lang: DATA.lang, limit: DATA.limit, focus: null, hiddenTypes: new Set(), hiddenPredicates: new Set(), selected: null };
  const $ = (id) => document.getElementById(id);
  const w = () => WORDS[state.lang];
  const nameOf = (n) => (state.lang === "zh" && n.zh ? n.zh : n.label);
  const term = (table, key) => DATA[table][key][state.lang];
  function el(tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (key === "on") node.addEventListener("click", value); else if (key === "cls") node.className = value; else node.setAttribute(key, value);
    }
    for (const child of children) if (child !== null && child !== "") node.append(child);
    return node;
  }

  /* ---- which statements are shown ---- */
  function chosen() {
    const open = DATA.edges.filter((e) => !state.hiddenPredicates.has(e.p) && !state.hiddenTypes.has(NODE.get(e.s).type) && !state.hiddenTypes.has(NODE.get(e.o).type));
    if (state.focus) return open.filter((e) => e.s === state.focus || e.o === state.focus);
    return open.slice(0, state.limit);
  }
  function style(e, n, rank) {
    const color = DATA.predicates[e.p].color;
    return { id: e.id, from: e.s, to: e.o, arrows: "to", dashes: e.neg, width: Math.min(1.2 + 0.7 * (e.papers + e.m - 1), 6), color: { color: color, highlight: color, hover: color, opacity: 0.85 },
      smooth: { enabled: true, type: rank ? "curvedCW" : "continuous", roundness: rank ? 0.12 + 0.14 * rank : 0.1 }, label: n <= 45 ? (e.neg ? w().not : "") + term("predicates", e.p) : undefined,
      font: { size: 11, color: ink(), strokeWidth: 4, strokeColor: paper(), align: "middle" } };
  }
  const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--fg").trim();
  const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--bg").trim();
  function draw() {
    const shown = chosen();
    const wanted = new Set();
    for (const e of shown) { wanted.add(e.s); wanted.add(e.o); }
    const rank = new Map();
    const styled = shown.map((e) => { const key = [e.s, e.o].sort().join(" "); const r = rank.get(key) || 0; rank.set(key, r + 1); return style(e, shown.length, r); });
    network.setOptions({ physics: { enabled: true } });
    nodes.remove(nodes.getIds().filter((id) => !wanted.has(id)));
    nodes.update([...wanted].map((id) => { const n = NODE.get(id); return { id: id, label: nameOf(n), shape: "box", margin: 7, shapeProperties: { borderRadius: 6, borderDashes: n.prov ? [4, 3] : false },
      color: { background: DATA.types[n.type].color, border: id === state.focus ? ink() : "rgba(0,0,0,.28)", highlight: { background: DATA.types[n.type].color, border: ink() }, hover: { background: DATA.types[n.type].color, border: ink() } },
      borderWidth: id === state.focus ? 3 : 1, font: { size: 15, color: "#1d2329" }, widthConstraint: { maximum: 170 } }; }));
    const keep = new Set(styled.map((e) => e.id));
    edges.remove(edges.getIds().filter((id) => !keep.has(id)));
    edges.update(styled);
    network.stabilize(wanted.size > 150 ? 160 : 320);
    network.once("stabilized", settle);
    $("kg-shown").textContent = w().shown(shown.length);
  }
  /* physics keeps centres apart; labels are wide, so boxes that still touch are pushed apart */
  function spread() {
    const ids = nodes.getIds();
    const at = network.getPositions(ids);
    const size = new Map(ids.map((id) => { const b = network.getBoundingBox(id); return [id, [(b.right - b.left) / 2 + 7, (b.bottom - b.top) / 2 + 9]]; }));
    for (let round = 0; round < 60; round++) {
      let moved = false;
      for (let i = 0; i < ids.length; i++) for (let j = i + 1; j < ids.length; j++) {
        const a = at[ids[i]], b = at[ids[j]], sa = size.get(ids[i]), sb = size.get(ids[j]);
        const dx = b.x - a.x, dy = b.y - a.y, ox = sa[0] + sb[0] - Math.abs(dx), oy = sa[1] + sb[1] - Math.abs(dy);
        if (ox <= 0 || oy <= 0) continue;
        moved = true;
        if (ox < oy) { const s = (dx < 0 ? -1 : 1) * (ox / 2 + 1); a.x -= s; b.x += s; } else { const s = (dy < 0 ? -1 : 1) * (oy / 2 + 1); a.y -= s; b.y += s; }
      }
      if (!moved) break;
    }
    for (const id of ids) network.moveNode(id, at[id].x, at[id].y);
  }
  function settle() { if (nodes.length <= 250) spread(); network.setOptions({ physics: { enabled: false } }); network.fit({ animation: false }); document.body.dataset.ready = "1"; }

  /* ---- what a click tells ---- */
  function side(...children) { const box = $("kg-side"); box.replaceChildren(...children.filter(Boolean)); box.scrollTop = 0; }
  function sentenceOf(ev) {
    const marks = [["s", ev.s], ["o", ev.o], ["t", ev.t]].filter((m) => m[1]).sort((a, b) => a[1][0] - b[1][0]);
    const quote = el("blockquote", { lang: ev.lang });
    let at = 0;
    const chars = Array.from(ev.text);
    for (const [kind, span] of marks) {
      if (span[0] < at) continue;
      quote.append(chars.slice(at, span[0]).join(""), el("mark", { cls: kind }, chars.slice(span[0], span[1]).join("")));
      at = span[1];
    }
    quote.append(chars.slice(at).join(""));
    return quote;
  }
  function link(doi) { return el("a", { href: "https://doi.org/" + encodeURI(doi), rel: "noreferrer noopener", target: "_blank" }, "doi:" + doi); }
  function source(ev) {
    const doc = DATA.documents[ev.doc];
    const out = el("div", { cls: "src" }, [doc.title, doc.journal, doc.year].filter(Boolean).join(" · "));
    if (doc.doi) out.append(" · ", link(doc.doi));
    if (ev.section) out.append(` · ${w().section}: ${ev.section}`);
    out.append(` · ${w().rule}: ${ev.rule} · ${w().sure}: ${ev.sure.toFixed(2)}`);
    for (const [field, value, zh] of ev.ctx) out.append(" ", el("span", { cls: "fact" }, `${w().fields[field]}: ${state.lang === "zh" && zh ? zh : value}`));
    if (ev.cert === "hypothesised") out.append(" ", el("span", { cls: "fact" }, w().hypothesised));
    for (const flag of ["hedged", "same"]) if (ev[flag] && !(flag === "hedged" && ev.cert === "hypothesised")) out.append(" ", el("span", { cls: "fact" }, w()[flag]));
    if (ev.refs.length) {
      const list = el("ol", {});
      for (const id of ev.refs) { const ref = DATA.references[id]; const item = el("li", {}, ref.text); if (ref.doi) item.append(" ", link(ref.doi)); list.append(item); }
      out.append(list);
    }
    for (const number of ev.missing) out.append(el("div", {}, `[${number}] ${w().unresolved}`));
    if (!ev.refs.length && !ev.missing.length) out.append(el("div", {}, w().uncited));
    return out;
  }
  function heading(e) {
    const verb = el("span", { style: `color:${DATA.predicates[e.p].color}` }, ` ${term("predicates", e.p)} `);
    return el("h2", {}, nameOf(NODE.get(e.s)), e.neg ? el("span", { cls: "not" }, " " + w().not) : "", verb, nameOf(NODE.get(e.o)));
  }
  function facts(e) { return el("div", {}, el("span", { cls: "fact" }, `${e.m} ${w().mentions}`), el("span", { cls: "fact" }, `${e.d} ${w().documents}`), el("span", { cls: "fact" }, `${e.papers} ${w().papers}`), el("span", { cls: "fact" }, e.primary ? `${e.primary} ${w().primary}` : w().reviewsOnly), el("span", { cls: "fact" }, `${w().belief}: ${e.belief.toFixed(2)}`), e.uncited && e.papers ? el("span", { cls: "fact" }, w().someUncited) : "", e.result === "positive" ? "" : el("span", { cls: "fact" }, w()[e.result]), e.cert === "asserted" ? "" : el("span", { cls: "fact" }, w()[e.cert])); }
  function showEdge(id) {
    const e = EDGE.get(id);
    state.selected = ["edge", id];
    const parts = [heading(e), facts(e), el("h3", {}, w().evidence)];
    for (const ev of e.ev) parts.push(sentenceOf(ev), source(ev));
    side(...parts);
  }
  function showNode(id) {
    const n = NODE.get(id);
    state.selected = ["node", id];
    const other = state.lang === "zh" ? n.label : n.zh;
    const parts = [el("h2", {}, nameOf(n)), el("div", { cls: "sub" }, [term("types", n.type), other].filter(Boolean).join(" · "))];
    if (n.prov) parts.push(el("span", { cls: "fact" }, w().provisional));
    for (const m of n.match) parts.push(el("span", { cls: "fact" }, m));
    if (n.syn.length) parts.push(el("div", { cls: "sub" }, `${w().also}: ${n.syn.join("; ")}`));
    parts.push(el("h3", {}, `${w().statements} (${byNode.get(id).length})`));
    for (const e of byNode.get(id)) {
      const dot = el("span", { style: `color:${DATA.predicates[e.p].color}` }, ` ${term("predicates", e.p)} `);
      parts.push(el("button", { cls: "row", on: () => { network.selectEdges(edges.get(e.id) ? [e.id] : []); showEdge(e.id); } }, nameOf(NODE.get(e.s)), e.neg ? el("span", { cls: "not" }, " " + w().not) : "", dot, nameOf(NODE.get(e.o)), el("span", { cls: "sub" }, `  ×${e.m}`)));
    }
    side(...parts);
  }
  function showHint() { state.selected = null; side(el("p", { cls: "sub" }, w().hint), el("p", { cls: "sub" }, w().double)); }
  function again() { if (!state.selected) showHint(); else if (state.selected[0] === "edge") showEdge(state.selected[1]); else showNode(state.selected[1]); }
  function focusOn(id) { state.focus = id; draw(); showNode(id); controls(); }

  /* ---- search, legend, controls ---- */
  function find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const score = (n) => { let best = 9; for (const name of [n.label, n.zh, ...n.syn, ...n.match]) { const at = name.toLowerCase().indexOf(wanted); if (at >= 0) best = Math.min(best, at === 0 ? (name.length === wanted.length ? 0 : 1) : 2); } return best; };
    return DATA.nodes.map((n) => [score(n), n]).filter((x) => x[0] < 9).sort((a, b) => a[0] - b[0] || byNode.get(b[1].id).length - byNode.get(a[1].id).length).slice(0, 12).map((x) => x[1]);
  }
  function suggest() {
    $("kg-hits").replaceChildren(...find($("kg-search").value).map((n) => el("li", {}, el("button", { type: "button", on: () => { $("kg-hits").replaceChildren(); $("kg-search").value = nameOf(n); focusOn(n.id); } },
      el("span", { cls: "dot", style: `background:${DATA.types[n.type].color}` }), el("span", {}, n.label), el("span", { cls: "sub" }, n.zh)))));
  }
  function legend() {
    const box = $("kg-legend");
    const used = (table, get) => Object.keys(DATA[table]).filter((key) => DATA.edges.some((e) => get(e).includes(key)));
    const make = (table, key, hidden, mark) => el("button", { type: "button", "aria-pressed": String(!hidden.has(key)), on: () => { if (hidden.has(key)) hidden.delete(key); else hidden.add(key); legend(); draw(); } }, el("span", { cls: mark, style: `background:${DATA[table][key].color}` }), term(table, key));
    box.replaceChildren(...used("types", (e) => [NODE.get(e.s).type, NODE.get(e.o).type]).map((k) => make("types", k, state.hiddenTypes, "dot")), el("span", { cls: "gap" }), ...used("predicates", (e) => [e.p]).map((k) => make("predicates", k, state.hiddenPredicates, "stroke")));
  }
  function controls() {
    $("kg-search").placeholder = w().search; $("kg-search").setAttribute("aria-label", w().search);
    $("kg-lang").textContent = w().lang;
    $("kg-counts").textContent = w().counts(DATA.nodes.length, DATA.edges.length, Object.keys(DATA.documents).length);
    const steps = [DATA.limit, 100, 200, 400].filter((n, i) => i === 0 || (n > DATA.limit && n < DATA.edges.length));
    $("kg-limit").replaceChildren(...steps.map((n) => el("option", { value: n }, `${w().strongest} ${Math.min(n, DATA.edges.length)}`)), el("option", { value: DATA.edges.length }, w().all));
    if (state.focus) $("kg-limit").prepend(el("option", { value: "focus" }, `${w().focus} ${nameOf(NODE.get(state.focus))}`));
    $("kg-limit").value = state.focus ? "focus" : String(state.limit);
    document.documentElement.lang = state.lang;
  }
  $("kg-search").addEventListener("input", suggest);
  $("kg-search").addEventListener("keydown", (event) => { if (event.key === "Enter") { const hit = find($("kg-search").value)[0]; if (hit) { $("kg-hits").replaceChildren(); focusOn(hit.id); } } else if (event.key === "Escape") $("kg-hits").replaceChildren(); });
  $("kg-lang").addEventListener("click", () => { state.lang = state.lang === "en" ? "zh" : "en"; controls(); legend(); draw(); again(); });
  $("kg-limit").addEventListener("change", () => { if ($("kg-limit").value === "focus") return; state.focus = null; state.limit = Number($("kg-limit").value); controls(); draw(); });
  network.setOptions({ interaction: { hover: true, keyboard: false, navigationButtons: false } });
  network.on("click", (p) => { if (p.nodes.length) showNode(p.nodes[0]); else if (p.edges.length) showEdge(p.edges[0]); else showHint(); });
  network.on("doubleClick", (p) => { if (p.nodes.length) focusOn(p.nodes[0]); });
  window.kgPage = { showEdge: showEdge, showNode: showNode, focusOn: focusOn, state: state, data: DATA };
  controls(); legend(); draw(); showHint();
})();
