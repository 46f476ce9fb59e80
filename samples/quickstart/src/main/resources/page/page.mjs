// Puts the page together.
import { command, devicesOf, watch } from './cloud.mjs';
import { feedIn } from './feed.mjs';
import { graphIn } from './graph.mjs';
import { storyIn } from './story.mjs';
import { fillTable, sentenceOf, verdictOf } from './table.mjs';

const find = (id) => document.getElementById(id);
const device = find('device');
const message = find('message');
const sides = ['ours', 'article'].map((name) => ({
  name,
  graph: graphIn(find(`${name}-graph`)),
  picture: find(`${name}-graph`),
  table: find(`${name}-table`),
  verdict: find(`${name}-verdict`),
}));

let state = { hubs: [], stale: {} };
let wanted; // the device to choose as soon as it is there

function show(now) {
  state = now;
  for (const side of sides) {
    const graph = now[side.name];
    side.graph.draw(now, graph);
    side.picture.setAttribute('aria-label', sentenceOf(now, graph));
    fillTable(side.table, now, graph);
    const verdict = verdictOf(now, graph);
    side.verdict.textContent = verdict.text;
    side.verdict.className = `verdict ${verdict.kind}`;
  }
  offerDevices();
}

function offerDevices() {
  const living = devicesOf(state).map((each) => each.id);
  const gone = Object.keys(state.stale).filter((id) => !living.includes(id));
  const options = [...living.map((id) => new Option(id, id)), ...gone.map((id) => new Option(`${id} (deleted)`, id))];
  const ids = options.map((option) => option.value);
  const isThere = ids.includes(wanted);
  const before = isThere ? wanted : device.value;
  const isSame = [...device.options].map((option) => option.text).join() === options.map((option) => option.text).join();
  if (!isSame) {
    device.replaceChildren(...(options.length ? options : [new Option('none yet', '')]));
  }
  device.value = ids.includes(before) ? before : (ids[0] ?? '');
  wanted = isThere ? undefined : wanted;
}

function newDevice() {
  const taken = new Set([...devicesOf(state).map((each) => each.id), ...Object.keys(state.stale)]);
  let number = 1;
  while (taken.has(`thermostat-${number}`)) {
    number += 1;
  }
  return `thermostat-${number}`;
}

async function run(name, id) {
  wanted = id;
  const problem = await command(name, id);
  message.textContent = problem;
  return problem;
}

find('new-device').addEventListener('click', () => run('register', newDevice()));
document.querySelectorAll('[data-command]').forEach((button) =>
  button.addEventListener('click', () => {
    if (device.value) {
      run(button.dataset.command, device.value);
    } else {
      message.textContent = 'There is no device yet. Switch on a new thermostat first.';
    }
  }),
);

storyIn(
  { step: find('story-step'), title: find('story-title'), text: find('story-text'), button: find('story-next') },
  { run, newDevice },
);
const feed = feedIn(find('entries'), find('feed-empty'), find('announcer'));
watch({
  state: show,
  entry: feed.add,
  connected: (isThere) => {
    find('connection').textContent = isThere ? 'Connected' : 'Not connected. Trying again';
    find('connection').classList.toggle('bad', !isThere);
  },
});
