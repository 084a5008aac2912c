/* Drawing with sigma.js on WebGL, for hundreds and thousands: discs at the places that were worked out when the page was built. */
function sigmaEngine(hear) {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const graph = new SigmaKit.MultiDirectedGraph();
  /* a colour nearer to the ground it lies on: see-through lines add up to glaring ones */
  const faded = (color, by) => {
    const ground = css("--bg"), part = (text, k) => parseInt(text.slice(k, k + 2), 16);
    return "#" + [1, 3, 5].map((k) => Math.round(part(color, k) * by + part(ground, k) * (1 - by)).toString(16).padStart(2, "0")).join("");
  };
  const renderer = new SigmaKit.Sigma(graph, $("kg-many"), {
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
  /* So many discs take longer to draw than a hand to move: a drag moves the picture that there is, and its end draws anew. */
  const HEAVY = 4000, camera = renderer.getCamera(), captor = renderer.getMouseCaptor();
  let grasped = null;
  const shift = (x, y) => { for (const [name, canvas] of Object.entries(renderer.getCanvases())) if (name !== "mouse") canvas.style.transform = x || y ? `translate(${x}px, ${y}px)` : ""; };
  captor.on("mousedown", (event) => { grasped = graph.order > HEAVY ? { x: event.x, y: event.y } : null; });
  captor.on("mousemovebody", (event) => {
    if (!grasped || !captor.isMouseDown) return;
    event.preventSigmaDefault();
    captor.draggedEvents += 1; // what ends is a drag, no click
    shift(event.x - grasped.x, event.y - grasped.y);
  });
  captor.on("mouseup", (event) => {
    if (!grasped) return;
    const from = renderer.viewportToFramedGraph(grasped), to = renderer.viewportToFramedGraph({ x: event.x, y: event.y }), at = camera.getState();
    grasped = null;
    if (from.x === to.x && from.y === to.y) return; // a click
    renderer.once("afterRender", () => shift(0, 0));
    camera.setState({ x: at.x + from.x - to.x, y: at.y + from.y - to.y });
    renderer.scheduleRender();
  });

  function draw(shown, wanted) {
    graph.clear();
    lit = litEdges = null;
    const many = shown.length > 3000, degree = new Map();
    for (const e of shown) for (const id of [e.s, e.o]) degree.set(id, (degree.get(id) || 0) + 1);
    const size = (id) => (many ? 0.8 + 0.7 * Math.sqrt(degree.get(id) || 1) : Math.min(5 + 2 * Math.sqrt(degree.get(id) || 1), 18));
    const paint = new Map(Object.entries(DATA.predicates).map(([key, term]) => [key, faded(term.color, many ? 0.25 : 0.75)]));
    for (const id of wanted) { const n = NODE.get(id); graph.addNode(id, { x: n.x || 0, y: -(n.y || 0), size: size(id), label: nameOf(n), color: DATA.types[n.type].ink }); }
    for (const e of shown) graph.addDirectedEdgeWithKey(e.id, e.s, e.o, { size: many ? 0.4 : Math.min(1 + 0.5 * (e.papers + e.m - 1), 5), color: paint.get(e.p), type: e.s === e.o || many ? "line" : "arrow" });
    renderer.setSetting("labelColor", { color: css("--fg") });
    renderer.setSetting("labelRenderedSizeThreshold", many ? 5 : 3);
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
