// One side's picture: hubs with their devices on the left, the devices' twins in the middle, all other twins on the right. Both sides give
// everything the same place, so that what is missing on one is seen at a glance.
import cytoscape from './cytoscape.mjs';
import { devicesOf, twinOf } from './cloud.mjs';

const ROW = 48;
const NODE = { height: 38, maxWidth: 128 };
const HUB = { head: 24, pad: 10, gap: 12 };
const EDGE_LABEL_NEEDS = 70;
const FONT = { usual: 12.5, small: 10.5, smallBelow: 100 };
const HEIGHT = { least: 204, most: 560, margin: 8 };
const MOVE_MS = 350;

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A graph in that element. `draw(state, graph)` shows one of the state's graphs. */
export function graphIn(element) {
  const cy = cytoscape({
    container: element,
    elements: [],
    layout: { name: 'preset' },
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
    autounselectify: true,
  });
  let last;
  const draw = (state, graph) => {
    last = [state, graph];
    const picture = pictureOf(state, graph, element.clientWidth);
    const height = Math.min(HEIGHT.most, Math.max(HEIGHT.least, picture.height + 2 * HEIGHT.margin));
    element.style.height = `${height}px`;
    cy.resize();
    show(cy, picture, element.clientWidth, height);
  };
  const redraw = () => last && draw(...last);
  const restyle = () => cy.style(styleFrom(getComputedStyle(element)));
  restyle();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  new ResizeObserver(redraw).observe(element);
  return { draw };
}

/** Nodes and edges with their places, in pixels. */
function pictureOf(state, graph, width) {
  const nodeWidth = Math.min(NODE.maxWidth, (width - 2 * HUB.pad - 72) / 3);
  const gap = (width - 2 * HUB.pad - 24 - 3 * nodeWidth) / 2;
  const column = (number) => HUB.pad + 12 + nodeWidth / 2 + number * (nodeWidth + gap);
  const font = nodeWidth < FONT.smallBelow ? FONT.small : FONT.usual;
  const nodes = [];
  const edges = [];
  const devices = devicesOf(state);
  const add = (id, kind, label, x, y, more = {}) =>
    nodes.push({ data: { id, label, width: nodeWidth, font, ...more }, classes: kind, position: { x, y } });

  let y = 0;
  for (const hub of state.hubs) {
    const label = hub.name + (hub.drained ? ', drained' : '') + (hub.more ? `, ${hub.more} more` : '');
    const rows = Math.max(1, hub.devices.length);
    add(`hub:${hub.name}`, 'hub', label, column(0), y + HUB.head + (rows * ROW) / 2, {
      height: rows * ROW + HUB.pad,
      hubWidth: nodeWidth + 2 * HUB.pad,
    });
    hub.devices.forEach((device, row) =>
      add(`device:${device.id}`, 'device', device.id, column(0), y + HUB.head + (row + 0.5) * ROW),
    );
    y += HUB.head + rows * ROW + HUB.pad + HUB.gap;
  }
  const height = y - HUB.gap;

  const ids = [...new Set(devices.map((device) => device.id))].sort();
  const others = graph.twins.filter((twin) => !ids.some((id) => twinOf({ twins: [twin] }, id)));
  const spread = (index, count) => height / 2 + (index - (count - 1) / 2) * ROW;
  ids.forEach((id, index) => {
    const twin = twinOf(graph, id);
    const place = [column(1), spread(index, ids.length)];
    const node = `twin:${(twin?.id ?? id).toLowerCase()}`;
    add(node, twin ? 'twin' : 'twin lost', twin ? labelOf(twin) : 'no twin', ...place);
    edges.push({ data: { id: `is:${id}`, source: `device:${id}`, target: node, label: 'twin' }, classes: twin ? 'is' : 'is lost' });
  });
  others.forEach((twin, index) => add(`twin:${twin.id.toLowerCase()}`, 'place', labelOf(twin), column(2), spread(index, others.length)));
  graph.relationships.forEach((each) =>
    edges.push({
      data: {
        id: `${each.source}/${each.name}/${each.target}`,
        source: `twin:${each.source.toLowerCase()}`,
        target: `twin:${each.target.toLowerCase()}`,
        label: gap > EDGE_LABEL_NEEDS ? each.name : '',
      },
      classes: 'relationship',
    }),
  );
  return { nodes, edges, width, height: Math.max(height, Math.max(ids.length, others.length) * ROW) };
}

function labelOf(twin) {
  const setting = twin.properties.targetTemperature;
  return setting === undefined ? twin.id : `${twin.id}\n${setting} °C`;
}

/** Changes what differs; what stays moves to its new place. */
function show(cy, picture, width, height) {
  const wanted = new Map([...picture.nodes, ...picture.edges].map((each) => [each.data.id, each]));
  cy.stop();
  cy.elements().filter((each) => !wanted.has(each.id())).remove();
  for (const [id, each] of wanted) {
    const there = cy.getElementById(id);
    if (there.empty()) {
      cy.add({ group: each.position ? 'nodes' : 'edges', ...each });
      continue;
    }
    there.data(each.data).classes(each.classes);
    if (there.isEdge() && there.target().id() !== each.data.target) {
      there.move({ target: each.data.target });
    } else if (there.isNode()) {
      there.stop(true);
      isStill() ? there.position(each.position) : there.animate({ position: each.position }, { duration: MOVE_MS });
    }
  }
  const zoom = Math.min(1, (height - 2 * HEIGHT.margin) / picture.height);
  cy.viewport({
    zoom,
    pan: { x: (width - picture.width * zoom) / 2, y: (height - picture.height * zoom) / 2 },
  });
}

/** The same colours as the rest of the page, light or dark. */
function styleFrom(css) {
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  const filled = (kind) => ({
    'background-color': colour(`${kind}-fill`),
    'border-color': colour(`${kind}-line`),
    color: colour(`${kind}-text`),
  });
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        'corner-radius': 6,
        width: 'data(width)',
        height: NODE.height,
        'border-width': 1.5,
        label: 'data(label)',
        'font-family': css.fontFamily,
        'font-size': 'data(font)',
        'line-height': 1.15,
        'z-index-compare': 'manual',
        'z-index': 2,
        'text-valign': 'center',
        'text-wrap': 'wrap',
        'text-max-width': 'data(width)',
      },
    },
    {
      selector: '.hub',
      style: {
        ...filled('hub'),
        width: 'data(hubWidth)',
        height: 'data(height)',
        'border-width': 1,
        'text-valign': 'top',
        'text-margin-y': -5,
        'z-index': 0,
      },
    },
    { selector: '.device', style: filled('device') },
    { selector: '.twin', style: filled('twin') },
    { selector: '.place', style: filled('place') },
    {
      selector: 'node.lost',
      style: {
        'background-opacity': 0,
        'border-style': 'dashed',
        'border-width': 2,
        'border-color': colour('lost'),
        color: colour('lost'),
        'font-weight': 'bold',
      },
    },
    {
      selector: 'edge',
      style: {
        width: 1.5,
        'z-index-compare': 'manual',
        'z-index': 1,
        'line-color': colour('line'),
        'curve-style': 'bezier',
        'target-arrow-color': colour('line'),
        'font-family': css.fontFamily,
        'font-size': 11,
        color: colour('muted'),
        'text-background-color': colour('surface'),
        'text-background-opacity': 1,
        'text-background-padding': 2,
      },
    },
    { selector: '.is', style: { 'line-style': 'dashed' } },
    { selector: 'edge.lost', style: { 'line-color': colour('lost'), 'line-style': 'dotted' } },
    { selector: '.relationship', style: { label: 'data(label)', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.9 } },
  ];
}
