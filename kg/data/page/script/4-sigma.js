/* Drawing with sigma.js on WebGL, for graphs of thousands: discs at the places that were worked out when the page was built. */
function sigmaEngine(hear) {
  const SMALL = 400; // so many are laid out anew, so that a small part fills the window
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const graph = new SigmaKit.MultiDirectedGraph();
  const size = (id) => Math.min(3 + 1.6 * Math.sqrt(byNode.get(id).length), 22);
  const renderer = new SigmaKit.Sigma(graph, $("mynetwork"), {
    allowInvalidContainer: true, defaultEdgeType: "arrow", hideEdgesOnMove: DATA.edges.length > 4000, hideLabelsOnMove: false, labelDensity: 0.6, labelGridCellSize: 110,
    labelRenderedSizeThreshold: 5, enableEdgeEvents: DATA.edges.length <= 6000, zIndex: true, minCameraRatio: 0.01, maxCameraRatio: 4, labelColor: { color: css("--fg") }, labelFont: getComputedStyle(document.body).fontFamily,
    nodeReducer: (id, data) => (lit && !lit.has(id) ? Object.assign({}, data, { color: css("--line"), label: null, zIndex: 0 }) : lit ? Object.assign({}, data, { forceLabel: lit.size < 60, zIndex: 1 }) : data),
    edgeReducer: (id, data) => (lit && !(lit.has(graph.source(id)) && lit.has(graph.target(id)) && (!litEdges || litEdges.has(id))) ? Object.assign({}, data, { hidden: true }) : data),
  });
  let lit = null, litEdges = null;
  renderer.on("clickNode", ({ node }) => hear.node(node));
  renderer.on("doubleClickNode", (event) => { event.preventSigmaDefault(); hear.twice(event.node); });
  renderer.on("clickEdge", ({ edge }) => hear.edge(edge));
  renderer.on("clickStage", () => hear.nothing());

  function draw(shown, wanted) {
    graph.clear();
    lit = litEdges = null;
    const pale = shown.length > 3000 ? "44" : "aa";
    for (const id of wanted) { const n = NODE.get(id); graph.addNode(id, { x: n.x || 0, y: -(n.y || 0), size: size(id), label: nameOf(n), color: DATA.types[n.type].ink }); }
    for (const e of shown) graph.addDirectedEdgeWithKey(e.id, e.s, e.o, { size: shown.length > 3000 ? 0.5 : Math.min(1 + 0.5 * (e.papers + e.m - 1), 5), color: DATA.predicates[e.p].color + pale, type: e.s === e.o || shown.length > 3000 ? "line" : "arrow" });
    if (wanted.size <= SMALL && wanted.size > 1) SigmaKit.forceAtlas2.assign(graph, { iterations: 300, settings: Object.assign(SigmaKit.forceAtlas2.inferSettings(graph), { adjustSizes: true, scalingRatio: 40, gravity: 0.6, slowDown: 4 }) });
    renderer.setSetting("labelColor", { color: css("--fg") });
    renderer.setSetting("labelRenderedSizeThreshold", wanted.size <= SMALL ? 0 : 5);
    renderer.setSetting("labelDensity", wanted.size <= 120 ? 4 : 0.6);
    renderer.setSetting("enableEdgeEvents", shown.length <= 6000);
    renderer.refresh();
    renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1.1, angle: 0 });
    hear.ready();
  }
  function places() {
    return new Map(graph.nodes().map((id) => { const at = renderer.graphToViewport(graph.getNodeAttributes(id)), text = Array.from(nameOf(NODE.get(id))).length; return [id, { x: at.x * 2, y: at.y * 2, w: Math.min(40 + 8 * text, 170), h: 26 }]; }));
  }
  return {
    draw: draw, places: places, renderer: renderer,
    mark: () => {
      const [kind, id] = state.selected || [];
      lit = litEdges = null;
      if (kind === "node" && graph.hasNode(id)) lit = new Set([id, ...graph.neighbors(id)]);
      if (kind === "edge" && graph.hasEdge(id)) { lit = new Set([graph.source(id), graph.target(id)]); litEdges = new Set([id]); }
      renderer.refresh({ skipIndexation: true });
    },
    look: (id) => { const at = renderer.getNodeDisplayData(id); if (at) renderer.getCamera().setState({ x: at.x, y: at.y, ratio: Math.min(renderer.getCamera().getState().ratio, 0.4) }); },
    fit: () => renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1.1, angle: 0 }),
  };
}
