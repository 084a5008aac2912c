/* Drawing with vis-network, which pyvis brings along: boxes with names, for what can be read at a glance. */
function visEngine(hear) {
  const SMALL = 150; // so many boxes find their place in the browser; more keep the place that was worked out for them
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  network.setOptions({ interaction: { hover: true, keyboard: false, navigationButtons: false, hideEdgesOnDrag: DATA.edges.length > 1500 } });
  network.on("click", (p) => { if (p.nodes.length) hear.node(p.nodes[0]); else if (p.edges.length) hear.edge(p.edges[0]); else hear.nothing(); });
  network.on("doubleClick", (p) => { if (p.nodes.length) hear.twice(p.nodes[0]); });

  function box(n) {
    const fill = DATA.types[n.type].color, chosen = n.id === state.start;
    const out = { id: n.id, label: nameOf(n), shape: "box", margin: 7, shapeProperties: { borderRadius: 6, borderDashes: n.prov ? [4, 3] : false },
      color: { background: fill, border: chosen ? css("--fg") : "rgba(0,0,0,.28)", highlight: { background: fill, border: css("--fg") }, hover: { background: fill, border: css("--fg") } },
      borderWidth: chosen ? 3 : 1, font: { size: 15, color: "#1d2329" }, widthConstraint: { maximum: 170 } };
    if (n.x !== undefined && !nodes.get(n.id)) { out.x = n.x; out.y = n.y; }
    return out;
  }
  function arrow(e, count, rank) {
    const color = DATA.predicates[e.p].color, text = (e.opp.length ? "⚡ " : "") + (e.neg ? notWord(e) : "") + termOf("predicates", e.p);
    return { id: e.id, from: e.s, to: e.o, arrows: "to", dashes: e.neg, width: Math.min(1.2 + 0.7 * (e.papers + e.m - 1), 6), color: { color: color, highlight: color, hover: color, opacity: 0.85 },
      smooth: count > 400 ? false : { enabled: true, type: rank ? "curvedCW" : "continuous", roundness: rank ? 0.12 + 0.14 * rank : 0.1 }, label: count <= 60 ? text : " ",
      font: { size: 11, color: css("--fg"), strokeWidth: 4, strokeColor: css("--bg"), align: "middle" } };
  }
  /* physics keeps centres apart; labels are wide, so boxes that still touch are pushed apart */
  function spread() {
    const ids = nodes.getIds(), at = network.getPositions(ids);
    const size = new Map(ids.map((id) => { const b = network.getBoundingBox(id); return [id, [(b.right - b.left) / 2 + 7, (b.bottom - b.top) / 2 + 9]]; }));
    for (let round = 0, moved = true; moved && round < 60; round++) {
      moved = false;
      for (let i = 0; i < ids.length; i++) for (let j = i + 1; j < ids.length; j++) {
        const a = at[ids[i]], b = at[ids[j]], sa = size.get(ids[i]), sb = size.get(ids[j]);
        const dx = b.x - a.x, dy = b.y - a.y, ox = sa[0] + sb[0] - Math.abs(dx), oy = sa[1] + sb[1] - Math.abs(dy);
        if (ox <= 0 || oy <= 0) continue;
        moved = true;
        if (ox < oy) { const s = (dx < 0 ? -1 : 1) * (ox / 2 + 1); a.x -= s; b.x += s; } else { const s = (dy < 0 ? -1 : 1) * (oy / 2 + 1); a.y -= s; b.y += s; }
      }
    }
    for (const id of ids) network.moveNode(id, at[id].x, at[id].y);
  }
  function settle() { if (nodes.length <= 250) spread(); network.setOptions({ physics: { enabled: false } }); network.fit({ animation: false }); hear.ready(); }

  function draw(shown, wanted) {
    const rank = new Map();
    const arrows = shown.map((e) => { const key = [e.s, e.o].sort().join(" "), r = rank.get(key) || 0; rank.set(key, r + 1); return arrow(e, shown.length, r); });
    const before = new Set(nodes.getIds()), keep = new Set(arrows.map((e) => e.id)), same = before.size === wanted.size && [...wanted].every((id) => before.has(id));
    edges.remove(edges.getIds().filter((id) => !keep.has(id)));
    nodes.remove([...before].filter((id) => !wanted.has(id)));
    nodes.update([...wanted].map((id) => box(NODE.get(id))));
    edges.update(arrows);
    if (wanted.size > SMALL || !wanted.size) {
      for (const id of wanted) if (NODE.get(id).x !== undefined) network.moveNode(id, NODE.get(id).x, NODE.get(id).y);
      network.setOptions({ physics: { enabled: false } });
      network.fit({ animation: false });
      hear.ready();
    } else if (same && document.body.dataset.ready === "1") hear.ready(); // other words or colours on the same boxes
    else { network.setOptions({ physics: { enabled: true } }); network.once("stabilizationIterationsDone", settle); network.stabilize(320); }
  }
  function places() {
    return new Map(nodes.getIds().map((id) => { const b = network.getBoundingBox(id); return [id, { x: (b.left + b.right) / 2, y: (b.top + b.bottom) / 2, w: b.right - b.left, h: b.bottom - b.top }]; }));
  }
  return {
    draw: draw, places: places,
    mark: () => {
      network.unselectAll();
      const [kind, id] = state.selected || [];
      if (kind === "edge" && edges.get(id)) network.selectEdges([id]);
      if (kind === "node" && nodes.get(id)) network.selectNodes([id]);
    },
    look: (id) => { if (nodes.get(id)) network.focus(id, { scale: Math.max(network.getScale(), 0.7), animation: false }); },
    fit: () => network.fit({ animation: false }),
  };
}
