/* The shown part as a file: CSV, Turtle, SVG, PNG. Made here, saved by the browser, sent nowhere. */
const SAVE = {
  csv() {
    // a spreadsheet runs what begins like a formula
    const cell = (value) => { const text = String(value); return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"'; };
    const head = ["subject", "subject_zh", "predicate", "object", "object_zh", "result", "certainty", "belief", "mentions", "documents", "papers", "primary_papers", "sentences"];
    const lines = lastShown.map((e) => [NODE.get(e.s).label, NODE.get(e.s).zh, e.p, NODE.get(e.o).label, NODE.get(e.o).zh, e.result, e.cert, e.belief, e.m, e.d, e.papers, e.primary, e.ev.map((ev) => sentenceOf(ev).text).join(" | ")]);
    return ["text/csv;charset=utf-8", "\ufeff" + [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n"];
  },
  ttl() {
    const text = (value, language) => '"' + value.replace(/["\\\n\r]/g, (c) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r" })[c]) + '"@' + language;
    const iri = (curie) => "<" + addressOf(curie).replace(/[\x00-\x20<>"{}|^`\\]/g, encodeURIComponent) + ">";
    const out = [`@prefix kg: <${DATA.prefixes.kg}> .`, "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", ""];
    for (const id of new Set(lastShown.flatMap((e) => [e.s, e.o]))) {
      const n = NODE.get(id), labels = [text(n.label, "en")].concat(n.zh ? [text(n.zh, "zh")] : []);
      out.push(`${iri(n.iri)} a kg:${n.type} ; skos:prefLabel ${labels.join(", ")} .`);
    }
    // what is denied or unchanged is no fact of the graph
    for (const e of lastShown) if (e.result === "positive") out.push(`${iri(NODE.get(e.s).iri)} kg:${e.p} ${iri(NODE.get(e.o).iri)} .`);
    return ["text/turtle;charset=utf-8", out.join("\n") + "\n"];
  },
  svg() {
    const at = engine.places(), boxes = [...at.values()], esc = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "");
    if (!boxes.length) return ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'];
    const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const left = Math.min(...boxes.map((b) => b.x - b.w / 2)) - 30, top = Math.min(...boxes.map((b) => b.y - b.h / 2)) - 30;
    const width = Math.ceil(Math.max(...boxes.map((b) => b.x + b.w / 2)) + 30 - left), height = Math.ceil(Math.max(...boxes.map((b) => b.y + b.h / 2)) + 30 - top);
    const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">`, `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${css("--bg")}"/>`];
    const kinds = new Set(lastShown.map((e) => e.p));
    for (const p of kinds) out.push(`<marker id="${p}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="${DATA.predicates[p].color}"/></marker>`);
    for (const e of lastShown) {
      const a = at.get(e.s), b = at.get(e.o);
      if (!a || !b || e.s === e.o) continue;
      const dx = b.x - a.x, dy = b.y - a.y, edge = (box) => Math.min(1, ...[dx ? box.w / 2 / Math.abs(dx) : 1, dy ? box.h / 2 / Math.abs(dy) : 1]);
      const x1 = a.x + dx * edge(a), y1 = a.y + dy * edge(a), x2 = b.x - dx * edge(b), y2 = b.y - dy * edge(b);
      out.push(`<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${DATA.predicates[e.p].color}" stroke-width="1.6"${e.neg ? ' stroke-dasharray="5 4"' : ""} marker-end="url(#${e.p})"><title>${esc((e.neg ? notWord(e) : "") + termOf("predicates", e.p))}</title></line>`);
    }
    for (const [id, b] of at) {
      const n = NODE.get(id), name = nameOf(n), lines = [];
      const wide = /[\u3400-\u9fff]/.test(name) ? 10 : 22;
      for (const part of wide === 10 ? name.match(/.{1,10}/gu) : name.split(" ")) { const last = lines.length - 1; if (last >= 0 && wide === 22 && (lines[last] + " " + part).length <= 22) lines[last] += " " + part; else lines.push(part); }
      const h = Math.max(b.h, 18 * lines.length + 8);
      out.push(`<rect x="${(b.x - b.w / 2).toFixed(1)}" y="${(b.y - h / 2).toFixed(1)}" width="${b.w.toFixed(1)}" height="${h.toFixed(1)}" rx="6" fill="${DATA.types[n.type].color}" stroke="#0004"/>`);
      lines.forEach((line, k) => out.push(`<text x="${b.x.toFixed(1)}" y="${(b.y + 5 + (k - (lines.length - 1) / 2) * 17).toFixed(1)}" font-size="14" text-anchor="middle" fill="#1d2329">${esc(line)}</text>`));
    }
    out.push("</svg>");
    return ["image/svg+xml;charset=utf-8", out.join("\n")];
  },
};
function offer(name, blob) {
  const address = URL.createObjectURL(blob), a = el("a", { href: address, download: name });
  document.body.append(a); a.click(); a.remove();
  setTimeout(() => URL.revokeObjectURL(address), 30000);
}
function savePicture(name) {
  const image = new Image(), scale = 2;
  image.onload = () => {
    const canvas = el("canvas", {}), most = 12000;
    const by = Math.min(scale, most / image.width, most / image.height);
    canvas.width = image.width * by; canvas.height = image.height * by;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => offer(name, blob), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(SAVE.svg()[1]);
}
function save(kind) {
  if (kind === "png") { savePicture("graph.png"); return; }
  const [type, text] = SAVE[kind]();
  offer("graph." + kind, new Blob([text], { type: type }));
}
