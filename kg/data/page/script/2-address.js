/* The view in the address, so that a link brings it back: "#lang=zh&start=lex:exosome&min=2". Unknown parts are left alone. */
const SIMPLE = { language: "l", certainty: "c", result: "r", from: "from", to: "to" };
const NUMBERS = { rung: "rung", primary: "min", belief: "belief" };
const FLAGS = { opposed: "opposed", known: "known" };

function toAddress() {
  const out = new URLSearchParams();
  const put = (key, value) => { if (value) out.set(key, String(value)); };
  if (state.lang !== DATA.lang) put("lang", state.lang);
  if (state.limit !== DATA.limit) put("n", state.limit);
  put("theme", state.theme);
  put("start", state.start && NODE.get(state.start).iri);
  put("open", [...state.opened].map((id) => NODE.get(id).iri).join(" "));
  put("path", state.path && state.path.join(" "));
  put("select", state.selected && (state.selected[0] === "node" ? NODE.get(state.selected[1]).iri : state.selected[0] === "edge" ? state.selected[1] : ""));
  put("list", state.list ? 1 : "");
  const f = state.filter;
  put("hide", [...f.types, ...f.predicates].join(" "));
  for (const [name, key] of [...Object.entries(SIMPLE), ...Object.entries(NUMBERS)]) put(key, f[name]);
  put("doc", f.document && DATA.documents[f.document].key); // the same in every build
  for (const [name, key] of Object.entries(FLAGS)) put(key, f[name] ? 1 : "");
  return out.toString();
}
function fromAddress(text) {
  const given = new URLSearchParams(text.replace(/^#/, ""));
  const listed = (key) => (given.get(key) || "").split(" ").filter(Boolean);
  const node = (iri) => (byKey.has(iri) ? byKey.get(iri).id : "");
  state.lang = given.get("lang") in DATA.words ? given.get("lang") : DATA.lang;
  state.theme = ["light", "dark"].includes(given.get("theme")) ? given.get("theme") : "";
  state.limit = Number(given.get("n")) > 0 ? Math.min(Number(given.get("n")), DATA.edges.length) : DATA.limit;
  state.start = node(given.get("start"));
  state.opened = new Set(listed("open").map(node).filter(Boolean));
  state.path = listed("path").filter((id) => EDGE.has(id));
  if (!state.path.length) state.path = null;
  const select = given.get("select") || "";
  state.selected = EDGE.has(select) ? ["edge", select] : node(select) ? ["node", node(select)] : null;
  state.list = given.get("list") === "1";
  const hidden = listed("hide"), f = state.filter;
  f.types = new Set(hidden.filter((key) => key in DATA.types));
  f.predicates = new Set(hidden.filter((key) => key in DATA.predicates));
  for (const [name, key] of Object.entries(SIMPLE)) f[name] = given.get(key) || "";
  const document = given.get("doc") || "";
  f.document = Object.keys(DATA.documents).find((id) => DATA.documents[id].key === document) || "";
  for (const [name, key] of Object.entries(NUMBERS)) f[name] = Number(given.get(key)) || 0;
  for (const [name, key] of Object.entries(FLAGS)) f[name] = given.get(key) === "1";
}
let written = "";
function remember() {
  const now = toAddress();
  if (now === written) return;
  written = now;
  try { history.replaceState(null, "", now ? "#" + now : location.pathname + location.search); } catch (error) { /* a frame without an address has none to keep */ }
}
