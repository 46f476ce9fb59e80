// One side's graph for those who would rather read it: a table, a sentence for the picture, and a verdict.
import { devicesOf, twinOf } from './cloud.mjs';

const COLUMNS = ['Device', 'Hub', 'Twin', 'Relationships', 'Properties'];
const FEW = 4;

/** Fills a table with a graph. */
export function fillTable(table, state, graph) {
  const devices = devicesOf(state);
  const others = graph.twins.filter((twin) => !devices.some((device) => twinOf({ twins: [twin] }, device.id)));
  const rows = [
    ...devices.map((device) => rowOf(graph, device, twinOf(graph, device.id))),
    ...others.map((twin) => rowOf(graph, undefined, twin)),
  ];
  const head = document.createElement('tr');
  COLUMNS.forEach((name) => head.append(cell('th', name, { scope: 'col' })));
  table.replaceChildren(head, ...rows);
}

function rowOf(graph, device, twin) {
  const row = document.createElement('tr');
  row.append(
    cell('td', device?.id ?? 'none'),
    cell('td', device?.hub ?? 'none'),
    cell('td', twin?.id ?? 'missing', twin ? {} : { class: 'bad' }),
    cell('td', twin ? relationshipsOf(graph, twin) : 'none'),
    cell('td', twin ? propertiesOf(twin) : 'none'),
  );
  return row;
}

function cell(kind, text, attributes = {}) {
  const made = document.createElement(kind);
  made.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function relationshipsOf(graph, twin) {
  const all = graph.relationships
    .filter((each) => each.source === twin.id || each.target === twin.id)
    .map((each) => `${each.source} ${each.name} ${each.target}`);
  return all.join('; ') || 'none';
}

function propertiesOf(twin) {
  return Object.entries(twin.properties).map(([name, value]) => `${name}: ${value}`).join(', ') || 'none';
}

/** The devices that live and have no twin. */
const lostOf = (state, graph) => devicesOf(state).filter((device) => !twinOf(graph, device.id));

/** A short verdict on a graph, and whether it is a good one, a bad one, or none. */
export function verdictOf(state, graph) {
  const devices = devicesOf(state).length;
  const lost = lostOf(state, graph).length;
  const history = graph.losses === 0 ? '' : `. Lost so far: ${graph.losses}`;
  const kind = lost > 0 || graph.losses > 0 ? 'bad' : devices > 0 ? 'good' : 'none';
  return { kind, text: nowOf(devices, lost) + history };
}

function nowOf(devices, lost) {
  if (lost > 0) {
    return lost === 1 ? 'A living device has no twin' : `${lost} living devices have no twin`;
  }
  const some = devices === 1 ? 'The device has its twin' : `${devices} devices, each with its twin`;
  return devices === 0 ? 'No device' : some;
}

/** What the picture shows, in words. */
export function sentenceOf(state, graph) {
  const devices = devicesOf(state);
  if (devices.length === 0) {
    return `Hubs ${state.hubs.map((hub) => hub.name).join(', ')} without devices. Twins: ${graph.twins.length}.`;
  }
  if (devices.length > FEW) {
    return `${devices.length} devices, ${lostOf(state, graph).length} of them without a twin. The table below lists them.`;
  }
  return devices
    .map((device) => {
      const twin = twinOf(graph, device.id);
      const has = twin ? `has its twin; relationships: ${relationshipsOf(graph, twin)}` : 'has no twin';
      return `${device.id} lives on ${device.hub} and ${has}.`;
    })
    .join(' ');
}
