// What the web edition does beyond showing text: the contents, what scrolls, the network map.
// The page stands without it. Names are data: they reach the page as text, never as HTML.
"use strict";

// The contents are open beside the text, closed above it; the section being read is marked.
(() => {
  const contents = document.querySelector(".contents");
  const wide = matchMedia("(min-width: 64rem)");
  const details = contents.querySelector("details");
  const settle = () => { details.open = wide.matches; };
  settle();
  wide.addEventListener("change", settle);
  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    const target = document.getElementById(link.hash.slice(1));
    if (target) links.set(target, link);
    link.addEventListener("click", () => { if (!wide.matches) details.open = false; });
  }
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      const link = links.get(target);
      link.setAttribute("aria-current", "true");
      // Only the contents scroll along, not the page.
      if (wide.matches) details.scrollTop = link.offsetTop - details.clientHeight / 2;
    }
  }, { rootMargin: "-15% 0% -80% 0%" });
  for (const target of links.keys()) seen.observe(target);
})();

// A long table folds on a phone; on a wider screen it is as it was made, and on paper open.
(() => {
  const narrow = matchMedia("(max-width: 40rem)");
  const open = [...document.querySelectorAll(".fold[open]")];
  const settle = () => { for (const fold of open) fold.open = !narrow.matches; };
  settle();
  narrow.addEventListener("change", settle);
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".fold")) fold.open = true;
  });
})();

// What fits needs no focus of its own: that would be a stop for nothing.
(() => {
  const settle = (region) => {
    const fits = region.scrollWidth <= region.clientWidth && region.scrollHeight <= region.clientHeight;
    region.tabIndex = fits ? -1 : 0;
  };
  const sizes = new ResizeObserver((entries) => { for (const { target } of entries) settle(target); });
  // What lies folded has no size that is told of, until it opens.
  for (const region of document.querySelectorAll(".scroll")) settle(region);
  for (const region of document.querySelectorAll(".scroll")) sizes.observe(region);
})();

(() => {
  const source = document.getElementById("verken-gegevens");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const byId = (id) => document.getElementById(id);
  const svg = d3.select("#verken-kaart").attr("viewBox", `0 0 ${data.width} ${data.height}`);
  const world = svg.append("g");
  const layers = ["ties", "nodes", "names"].map((name) => world.append("g").attr("class", name));
  const [ties, nodes, names] = layers;
  const zoom = d3.zoom()
    .extent([[0, 0], [data.width, data.height]])
    .translateExtent([[0, 0], [data.width, data.height]])
    .scaleExtent([1, 8])
    // A wheel or one finger scrolls the page; zooming takes Ctrl or two fingers, or the buttons.
    .filter((event) => event.type === "wheel" ? event.ctrlKey
      : event.touches ? event.touches.length > 1 || at().k > 1 : !event.button)
    .on("zoom", () => { world.attr("transform", at()); svg.classed("near", at().k > 1); label(); });
  const at = () => d3.zoomTransform(svg.node());
  const pen = document.createElement("canvas").getContext("2d");
  const SHAPES = { informeel: d3.symbolCircle, formeel: d3.symbolSquare, buiten: d3.symbolTriangle };

  const TURNS = [0, 180, -90, 90, -45, 45, -135, 135, -22, 22, -158, 158].map((degrees) => degrees * Math.PI / 180);

  let year = data.years.at(-1);
  let chosen = null; // the number of an actor
  let sorting = { by: "influence", up: false };

  const kind = (node) => node.outside ? "buiten" : node.kind;
  const kindText = (node) => node.outside ? `${node.kind}, buiten de wijk` : node.kind;
  const decimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const influence = (node) => node.influence.toLocaleString("nl-NL", decimals);
  const counted = (count, one, more) => `${count.toLocaleString("nl-NL")} ${count === 1 ? one : more}`;
  const yearBefore = () => data.years[data.years.indexOf(year) - 1];
  const byName = (a, b) => a.name.localeCompare(b.name, "nl");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // The network of a year: actor -> node, and actor -> the actors it works with.
  const networks = new Map(data.years.map((y) => {
    const nodes = new Map(data.nodes[y].map((node) => [node.actor, node]));
    const partners = new Map(data.nodes[y].map((node) => [node.actor, new Set()]));
    for (const [a, b] of data.ties[y]) { partners.get(a).add(b); partners.get(b).add(a); }
    // The line of a tie bends towards the actors along its way, as on paper: arcs that run into each
    // other half way between two of them.
    const spot = (actor) => [data.actors[actor].x, data.actors[actor].y];
    const ways = new Map(data.ties[y].map((pair, place) => {
      const [start, end] = pair.map(spot);
      const between = data.ways[y][place].map(spot);
      const joint = (at) => at === between.length - 1 ? end : [0, 1].map((axis) => (between[at][axis] + between[at + 1][axis]) / 2);
      const arcs = between.map((towards, at) => `Q${towards} ${joint(at)}`).join("");
      return [String(pair), `M${start}${arcs || `L${end}`}`];
    }));
    return [y, { nodes, partners, ties: data.ties[y], ways }];
  }));
  const shownKinds = () => new Set(d3.selectAll("#verken-keuzes [name=soort]:checked").nodes().map((box) => box.value));
  const partnersOf = (actor) => {
    const { nodes, partners } = networks.get(year);
    return [...(partners.get(actor) ?? [])].map((other) => nodes.get(other)).sort(byName);
  };

  function draw() {
    const network = networks.get(year);
    const kinds = shownKinds();
    const visible = (actor) => kinds.has(kind(network.nodes.get(actor)));
    // The large ones first, so that a small one never hides behind one.
    const seen = [...network.nodes.values()].filter((node) => visible(node.actor)).sort((a, b) => b.radius - a.radius);
    const lines = network.ties.filter(([a, b]) => visible(a) && visible(b));
    const partners = network.partners.get(chosen) ?? new Set();
    const before = networks.get(yearBefore());
    const then = new Set(before?.ties.map(String));
    svg.classed("chosen", network.nodes.has(chosen));

    ties.selectAll("path").data(lines, String).join("path")
      .attr("d", (pair) => network.ways.get(String(pair)))
      .classed("near", (pair) => pair.includes(chosen))
      .classed("fresh", (pair) => before && !then.has(String(pair)));
    nodes.selectAll("path").data(seen, (node) => node.actor).join((enter) => {
      const path = enter.append("path");
      path.append("title");
      return path.on("click", (event, node) => choose(node.actor));
    })
      .attr("class", (node) => `node ${kind(node)}`)
      .classed("self", (node) => node.actor === chosen)
      .classed("fresh", (node) => before && !before.nodes.has(node.actor))
      .classed("near", (node) => node.actor === chosen || partners.has(node.actor))
      .attr("data-actor", (node) => data.actors[node.actor].id)
      .attr("transform", (node) => `translate(${data.actors[node.actor].x},${data.actors[node.actor].y})`)
      .attr("d", (node) => d3.symbol(SHAPES[kind(node)], Math.PI * node.radius ** 2)())
      .order()
      .select("title").text((node) => `${node.name} (${kindText(node)})`);
    nodes.selectAll("circle").data(seen.filter((node) => node.influential), (node) => node.actor).join("circle").raise()
      .attr("class", "dot")
      .attr("cx", (node) => data.actors[node.actor].x).attr("cy", (node) => data.actors[node.actor].y)
      .attr("r", (node) => 0.3 * node.radius);
    label();
    tell(network, seen, lines);
    narrate(network, before);
    describe(network, kinds);
    list(network, kinds);
  }

  // Names of the chosen actor and its partners, or of the most influential: where there is room.
  // Zooming in makes room for more. The size of letters is that of the screen, not of the map.
  function label() {
    const width = svg.node().clientWidth;
    if (!width) return;
    const { k, x, y } = at();
    const pixel = data.width / width / k; // in mm
    const size = width < 480 ? 12 : 13.5;
    pen.font = `600 ${size}px "Source Sans 3"`;
    const seen = nodes.selectAll("path").data();
    const partners = networks.get(year).partners.get(chosen);
    const near = partners ? seen.filter((node) => node.actor === chosen || partners.has(node.actor)) : null;
    const order = (near ?? seen.slice(0, Math.round(width / 36 * k * k))).slice()
      .sort((a, b) => (b.actor === chosen) - (a.actor === chosen) || a.rank - b.rank);
    const view = [-x / k, -y / k, (data.width - x) / k, (data.height - y) / k];
    const taken = [];
    // The box of a shape: no name lies over one that matters here.
    const shapes = (near ?? seen).map((node) => {
      const { x, y } = data.actors[node.actor];
      const reach = node.radius * 0.9;
      return [x - reach, y - reach, x + reach, y + reach, node.actor];
    });
    const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    const placed = [];
    for (const node of order) {
      const text = node.name.length > 48 ? `${node.name.slice(0, 47).trimEnd()}…` : node.name;
      const w = (pen.measureText(text).width + 4) * pixel;
      const h = size * 1.15 * pixel;
      const { x, y } = data.actors[node.actor];
      // Beside it first, then farther off with a line to it; right and left before above and below.
      const places = [2, 12, 24, 38].flatMap((away) => TURNS.map((turn) => {
        const reach = node.radius + away * pixel;
        const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
        const left = x + reach * cos - w * (1 - Math.max(-1, Math.min(1, 1.6 * cos))) / 2;
        const top = y + reach * sin - h * (1 - Math.max(-1, Math.min(1, 1.25 * sin))) / 2;
        return [left, top, left + w, top + h, away];
      }));
      const inside = (box) => box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
      const free = (box) => inside(box) && !taken.some((other) => overlap(box, other));
      const clear = (box) => free(box) && !shapes.some((shape) => shape[4] !== node.actor && overlap(box, shape));
      // The chosen one and the first few always get their name, where it covers least.
      const covered = (box) => d3.sum(shapes, (shape) => overlap(box, shape) ? shape[2] - shape[0] : 0);
      const always = node.actor === chosen || (!near && placed.length < (width < 480 ? 3 : 6));
      const box = places.find(clear) ?? (always ? d3.least(places.filter(free), covered) : null);
      if (!box) continue;
      taken.push(box);
      const end = [Math.max(box[0], Math.min(x, box[2])), Math.max(box[1], Math.min(y, box[3]))];
      placed.push({ node, text, x: box[0] + 2 * pixel, y: box[1] + h * 0.78, leader: box[4] > 2 ? [x, y, ...end] : null });
    }
    names.selectAll("line").data(placed.filter((item) => item.leader), (item) => item.node.actor).join("line")
      .attr("class", (item) => kind(item.node))
      .attr("x1", (item) => item.leader[0]).attr("y1", (item) => item.leader[1])
      .attr("x2", (item) => item.leader[2]).attr("y2", (item) => item.leader[3]);
    names.selectAll("text").data(placed, (item) => item.node.actor).join("text")
      .attr("class", (item) => kind(item.node))
      .attr("font-size", size * pixel).attr("stroke-width", 3 * pixel)
      .attr("x", (item) => item.x).attr("y", (item) => item.y)
      .text((item) => item.text);
  }

  // The line under the map, and what a screen reader says of it.
  function tell(network, seen, lines) {
    const actors = (count) => counted(count, "partij", "partijen");
    const pairs = (count) => counted(count, "samenwerking", "samenwerkingen");
    let text = `${year}: ${actors(network.nodes.size)} en ${pairs(network.ties.length)}.`;
    if (seen.length < network.nodes.size) {
      text += ` In beeld: ${actors(seen.length)} en ${pairs(lines.length)}.`;
    }
    const before = networks.get(data.years[data.years.indexOf(year) - 1]);
    if (before) {
      const fresh = [...network.nodes.keys()].filter((actor) => !before.nodes.has(actor)).length;
      const gone = [...before.nodes.keys()].filter((actor) => !network.nodes.has(actor)).length;
      text += ` Nieuw sinds ${data.years[data.years.indexOf(year) - 1]}: ${actors(fresh)}; niet meer genoemd: ${gone}.`;
    }
    byId("verken-stand").textContent = text;
    svg.attr("aria-label", `Netwerkkaart van ${text} De partijen staan in de tabel onder de kaart.`);
  }

  // What changed since the year before, in a few lines under the map: the story, year by year.
  function narrate(network, before) {
    const story = byId("verken-verhaal");
    const line = (words) => { story.appendChild(document.createElement("p")).textContent = words; };
    const names = (nodes) => nodes.map((node) => node.name).join(", ");
    story.replaceChildren();
    for (const [id, step] of [["verken-vorige", -1], ["verken-volgende", 1]]) {
      const next = data.years[data.years.indexOf(year) + step];
      byId(id).setAttribute("aria-disabled", String(next === undefined));
    }
    const nodes = [...network.nodes.values()].filter((node) => node.influence > 0).sort((a, b) => a.rank - b.rank);
    line(`Bovenaan in invloed: ${names(nodes.slice(0, 3)) || "niemand"}.`);
    if (!before) return;
    const fresh = nodes.filter((node) => !before.nodes.has(node.actor)).slice(0, 3);
    const gone = [...before.nodes.values()].filter((node) => !network.nodes.has(node.actor))
      .sort((a, b) => a.rank - b.rank).slice(0, 3);
    const climb = (node) => before.nodes.get(node.actor).rank - node.rank;
    const risen = nodes.filter((node) => before.nodes.has(node.actor) && node.rank <= 20 && climb(node) > 0)
      .sort((a, b) => climb(b) - climb(a)).slice(0, 2);
    if (fresh.length) line(`Nieuw, met de meeste invloed: ${names(fresh)}.`);
    if (risen.length) {
      line(`Steeg in de rang: ${risen.map((node) => `${node.name} (van ${before.nodes.get(node.actor).rank} naar ${node.rank})`).join(", ")}.`);
    }
    if (gone.length) line(`Niet meer genoemd: ${names(gone)}.`);
  }

  function mark(node) {
    return d3.select(document.querySelector(`.kinds .${kind(node)} .mark`).cloneNode(true)).node();
  }

  // A button that chooses an actor, with the sign of its kind.
  function pick(node, note = "") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    const holder = document.createElement("span");
    holder.className = kind(node);
    holder.append(mark(node));
    const name = document.createElement("span");
    name.textContent = node.name + note;
    button.append(holder, name);
    button.addEventListener("click", () => choose(node.actor, true));
    return button;
  }

  // Beside the map: the chosen actor with its ties, or who has most influence.
  function describe(network, kinds) {
    const text = byId("verken-partij-tekst");
    const title = byId("verken-partij-naam");
    const add = (tag, words, parent = text) => {
      const element = parent.appendChild(document.createElement(tag));
      element.textContent = words;
      return element;
    };
    const addList = (items) => {
      const ul = add("ul", "");
      for (const node of items) {
        const hidden = !kinds.has(kind(node));
        const button = pick(node, hidden ? " (nu niet getoond)" : "");
        button.toggleAttribute("data-hidden", hidden);
        ul.appendChild(document.createElement("li")).append(button);
      }
    };
    text.replaceChildren();
    if (chosen === null) {
      title.textContent = "Wie heeft de meeste invloed?";
      add("p", "Kies een partij op de kaart, in het zoekveld of hieronder, en zie met wie zij samenwerkt.");
      addList([...network.nodes.values()].filter((node) => kinds.has(kind(node))).slice(0, 10));
      return;
    }
    const node = network.nodes.get(chosen);
    title.textContent = (node ?? known.get(chosen)).name;
    if (node) {
      const partners = partnersOf(chosen);
      add("p", kindText(node));
      const facts = add("dl", "");
      for (const [term, value] of [["samenwerkingen", partners.length], ["invloed (0 tot 1)", influence(node)],
        ["plaats naar invloed", `${node.rank} van ${network.nodes.size}`]]) {
        const pair = add("div", "", facts);
        add("dt", term, pair);
        add("dd", String(value), pair);
      }
      add("h5", partners.length ? `Werkt in ${year} samen met` : `Werkt in ${year} met niemand op de kaart samen`);
      addList(partners);
    } else {
      add("p", `Staat in ${year} niet op de kaart.`);
    }
    add("h5", "Samenwerkingen per jaar");
    add("p", data.years.map((y) => `${y}: ${networks.get(y).partners.get(chosen)?.size ?? "niet op de kaart"}`).join("; ") + ".");
    const stop = add("button", "Keuze wissen");
    stop.type = "button";
    stop.className = "plain";
    stop.addEventListener("click", () => choose(null, true));
  }

  // The same data as a table.
  const headers = d3.selectAll("#verken-tabel th[data-sort]");
  headers.each(function () {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.textContent;
    this.replaceChildren(button);
    button.addEventListener("click", () => {
      const by = this.dataset.sort;
      sorting = { by, up: sorting.by === by ? !sorting.up : ["name", "kind"].includes(by) };
      draw();
    });
  });
  function list(network, kinds) {
    const rows = [...network.nodes.values()].filter((node) => kinds.has(kind(node)));
    const value = { name: null, kind: kindText, degree: (node) => node.degree, influence: (node) => -node.rank }[sorting.by];
    rows.sort((a, b) => (sorting.up ? 1 : -1) * (value ? d3.ascending(value(a), value(b)) : byName(a, b)) || byName(a, b));
    headers.each(function () {
      const own = this.dataset.sort === sorting.by;
      this.setAttribute("aria-sort", own ? (sorting.up ? "ascending" : "descending") : "none");
    });
    byId("verken-tabel-titel").textContent = `Partijen op de kaart van ${year}`;
    byId("verken-tabel").tBodies[0].replaceChildren(...rows.map((node) => {
      const row = document.createElement("tr");
      const head = row.appendChild(document.createElement("th"));
      head.scope = "row";
      const button = head.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = node.name;
      button.addEventListener("click", () => choose(node.actor, true));
      for (const [text, name] of [[kindText(node), ""], [node.degree, "number"], [influence(node), "number"]]) {
        const cell = row.appendChild(document.createElement("td"));
        cell.className = name;
        cell.textContent = text;
      }
      return row;
    }));
  }

  // With `move` the reader goes along: the focus to the name, the map into view.
  function choose(actor, move = false) {
    chosen = actor;
    draw();
    if (actor !== null && at().k > 1) svg.call(zoom.translateTo, data.actors[actor].x, data.actors[actor].y);
    if (!move) return;
    byId("verken-partij-naam").focus({ preventScroll: true });
    document.querySelector(".stage").scrollIntoView({ block: "start" });
  }

  // Every actor of any year under its latest name: who is gone can be found too.
  const known = new Map(data.years.flatMap((y) => data.nodes[y].map((node) => [node.actor, node])));
  const field = byId("verken-zoek");
  const proposals = byId("verken-voorstellen");
  function find() {
    const words = plain(field.value.trim());
    const starts = (node) => plain(node.name).startsWith(words);
    const found = words ? [...known.values()].filter((node) => plain(node.name).includes(words))
      .sort((a, b) => starts(b) - starts(a) || byName(a, b)) : [];
    proposals.replaceChildren(...found.slice(0, 8).map((node) => {
      const item = document.createElement("li");
      item.append(pick(node));
      return item;
    }));
    proposals.hidden = !found.length;
    byId("verken-gevonden").textContent = !words ? "" : found.length > 8
      ? `${found.length} partijen gevonden, de eerste 8 staan onder het veld`
      : `${counted(found.length, "partij", "partijen")} gevonden`;
    return found;
  }
  field.addEventListener("input", find);
  proposals.addEventListener("click", () => { field.value = ""; find(); });
  byId("verken-keuzes").addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = find();
    if (!first) return;
    field.value = "";
    find();
    choose(first.actor, true);
  });
  document.querySelector(".search").addEventListener("keydown", (event) => {
    const around = [field, ...proposals.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { field.value = ""; find(); field.focus(); }
    if (!step) return;
    event.preventDefault();
    around[Math.max(0, Math.min(around.length - 1, around.indexOf(document.activeElement) + step))].focus();
  });
  document.querySelector(".search").addEventListener("focusout", (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) proposals.hidden = true;
  });
  field.addEventListener("focus", () => { proposals.hidden = !proposals.childElementCount; });
  const go = (next) => {
    if (!data.years.includes(next)) return;
    year = next;
    document.querySelector(`#verken-keuzes [name=jaar][value="${year}"]`).checked = true;
    draw();
  };
  const step = (by) => go(data.years[data.years.indexOf(year) + by]);
  d3.select("#verken-vorige").on("click", () => step(-1));
  d3.select("#verken-volgende").on("click", () => step(1));
  document.querySelector(".story").addEventListener("keydown", (event) => {
    const by = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => go(data.years[0]), End: () => go(data.years.at(-1)) }[event.key];
    if (!by) return;
    event.preventDefault();
    by();
  });
  d3.selectAll("#verken-keuzes [name=jaar]").on("change", (event) => { year = Number(event.target.value); draw(); });
  d3.selectAll("#verken-keuzes [name=soort]").on("change", draw);
  d3.select("#verken-in").on("click", () => svg.call(zoom.scaleBy, 1.6));
  d3.select("#verken-uit").on("click", () => svg.call(zoom.scaleBy, 1 / 1.6));
  d3.select("#verken-heel").on("click", () => svg.call(zoom.transform, d3.zoomIdentity));

  byId("verken-bediening").hidden = false;
  svg.call(zoom).on("dblclick.zoom", null);
  draw();
  byId("verken-vast").remove();
  new ResizeObserver(label).observe(svg.node());
  document.fonts.ready.then(label);
})();
