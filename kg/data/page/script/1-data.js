/* The data of the page, its indices, what is shown of it, search and paths. No drawing here. */
const DATA = window.kgData;
const NODE = new Map(DATA.nodes.map((n) => [n.id, n]));
const EDGE = new Map(DATA.edges.map((e) => [e.id, e]));
const byNode = new Map(DATA.nodes.map((n) => [n.id, []]));
for (const e of DATA.edges) { byNode.get(e.s).push(e); if (e.o !== e.s) byNode.get(e.o).push(e); }
const byKey = new Map(DATA.nodes.map((n) => [n.iri, n]));

const EVERYTHING = { types: [], predicates: [], language: "", certainty: "", result: "", document: "", from: "", to: "", rung: 0, primary: 0, belief: 0, opposed: false, known: false };
const state = {
  lang: DATA.lang, theme: "", limit: DATA.limit, start: "", opened: new Set(), path: null, selected: null, list: false,
  filter: Object.assign({}, EVERYTHING, { types: new Set(), predicates: new Set() }),
};

const words = () => DATA.words[state.lang];
const word = (key, values) => Object.entries(values || {}).reduce((text, [name, value]) => text.replace("{" + name + "}", value), words()[key] || key);
const nameOf = (n) => (state.lang === "zh" && n.zh ? n.zh : n.label);
const otherName = (n) => (state.lang === "zh" ? n.label : n.zh);
const termOf = (table, key) => DATA[table][key][state.lang];
const sentenceOf = (ev) => DATA.sentences[ev.q];
const documentOf = (ev) => DATA.documents[sentenceOf(ev).doc];

/* ---- filters: an edge passes when one of its sentences passes all that speaks of sentences ---- */
function passesEvidence(ev) {
  const f = state.filter, sentence = sentenceOf(ev), year = Number(documentOf(ev).year) || 0;
  if ((f.language === "en" || f.language === "zh") && sentence.lang !== f.language) return false;
  if (f.document && sentence.doc !== f.document) return false;
  if (f.from && !(year >= Number(f.from))) return false;
  if (f.to && !(year && year <= Number(f.to))) return false;
  if (f.certainty && ev.cert !== f.certainty) return false;
  return !f.rung || ev.ctx.some(([field, value]) => field === "model" && (DATA.models[value] || { rung: 0 }).rung >= f.rung);
}
function passes(e) {
  const f = state.filter;
  if (f.predicates.has(e.p) || f.types.has(NODE.get(e.s).type) || f.types.has(NODE.get(e.o).type)) return false;
  if (e.primary < f.primary || e.belief < f.belief) return false;
  if (f.result && e.result !== f.result) return false;
  if (f.opposed && !e.opp.length) return false;
  if (f.known && (NODE.get(e.s).prov || NODE.get(e.o).prov)) return false;
  if (f.language === "both" && new Set(e.ev.map((ev) => sentenceOf(ev).lang)).size < 2) return false;
  return e.ev.some(passesEvidence);
}
const isFiltered = () => Object.keys(EVERYTHING).some((key) => (state.filter[key] instanceof Set ? state.filter[key].size : state.filter[key] !== EVERYTHING[key]));

/* ---- which statements are shown: the strongest, or one thing; what was opened; or a path ---- */
const NEIGHBOURS = 40;
let passing = DATA.edges;
function chosen() {
  passing = isFiltered() ? DATA.edges.filter(passes) : DATA.edges;
  if (state.path) return state.path.map((id) => EDGE.get(id)).filter(Boolean);
  const shown = new Map((state.start ? [] : passing.slice(0, state.limit)).map((e) => [e.id, e]));
  for (const id of state.start ? [state.start, ...state.opened] : state.opened) {
    for (const e of (byNode.get(id) || []).filter((e) => !isFiltered() || passes(e)).slice(0, NEIGHBOURS)) shown.set(e.id, e);
  }
  return [...shown.values()];
}

/* ---- search: whole names before beginnings before parts; the most spoken of first ---- */
const searchable = DATA.nodes.map((n) => ({ n: n, names: [n.label, n.zh, n.iri, ...n.syn, ...n.match].filter(Boolean).map((name) => name.toLowerCase()), weight: byNode.get(n.id).length }));
/* "ADSC exosome" is no name of its own: what it begins with is a name of something else, whose full name is tried */
function rephrased(wanted) {
  const out = [];
  for (const { n, names } of searchable) {
    for (const name of names) {
      if (name.length < 2 || name.length >= wanted.length || !wanted.startsWith(name)) continue;
      const rest = wanted.slice(name.length), chinese = /[\u3400-\u9fff]/.test(rest);
      if (!chinese && !/^[ -]/.test(rest)) continue;
      const full = (chinese ? n.zh || n.label : n.label).toLowerCase() + (chinese ? rest : " " + rest.slice(1));
      if (full !== wanted) out.push(full);
    }
  }
  return [...new Set(out)];
}
function find(text, most) {
  const wanted = text.trim().toLowerCase();
  const hits = wanted ? matching(wanted, most || 12) : [];
  if (hits.length || !wanted) return hits;
  return [...new Set(rephrased(wanted).flatMap((other) => matching(other, most || 12)))].slice(0, most || 12);
}
function matching(wanted, most) {
  const hits = [];
  for (const row of searchable) {
    let best = 9;
    for (const name of row.names) {
      const at = name.indexOf(wanted);
      if (at >= 0) best = Math.min(best, at ? 2 : name.length === wanted.length ? 0 : 1);
    }
    if (best < 9) hits.push([best, row]);
  }
  return hits.sort((a, b) => a[0] - b[0] || b[1].weight - a[1].weight || (a[1].n.id < b[1].n.id ? -1 : 1)).slice(0, most).map((hit) => hit[1].n);
}

/* ---- the shortest ways from one thing to another, along what passes the filters, against the arrows too ---- */
function paths(from, to, longest, most) {
  const allowed = isFiltered() ? new Set(passing.map((e) => e.id)) : null;
  const steps = (id) => byNode.get(id).filter((e) => !allowed || allowed.has(e.id)).map((e) => [e, e.s === id ? e.o : e.s]);
  const away = new Map([[to, 0]]); // how far each thing is from the end, so that no step leads astray
  for (let ring = [to], far = 1; ring.length && far <= longest; far++) {
    const next = [];
    for (const id of ring) for (const [, other] of steps(id)) if (!away.has(other)) { away.set(other, far); next.push(other); }
    ring = next;
  }
  const found = [];
  let tried = 0;
  for (let length = away.get(from); length !== undefined && length <= longest && found.length < most; length++) {
    const walk = (id, trail, seen) => {
      if (found.length >= most || ++tried > 200000) return;
      if (id === to) { if (trail.length === length) found.push(trail); return; }
      const pairs = new Set();
      for (const [e, other] of steps(id)) {
        const left = length - trail.length - 1;
        if (seen.has(other) || pairs.has(other) || !away.has(other) || away.get(other) > left) continue;
        pairs.add(other); // the strongest statement between two things stands for all
        walk(other, [...trail, e.id], new Set([...seen, other]));
      }
    };
    walk(from, [], new Set([from]));
  }
  return found;
}
