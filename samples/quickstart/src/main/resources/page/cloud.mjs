// The cloud as the page sees it: a stream of what is and what happens, and commands.

const TRY_AGAIN_MS = 2000;

/** Tells `state` each new state, `entry` each line of the feed, and `connected` whether the cloud is there. */
export function watch({ state, entry, connected }) {
  const stream = new EventSource('/stream');
  stream.addEventListener('state', (event) => state(JSON.parse(event.data)));
  stream.addEventListener('entry', (event) => entry(JSON.parse(event.data)));
  stream.addEventListener('open', () => connected(true));
  stream.addEventListener('error', () => {
    connected(false);
    // The browser connects again by itself, unless it was refused.
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => watch({ state, entry, connected }), TRY_AGAIN_MS);
    }
  });
}

/** Carries out a command; gives nothing, or a sentence if it could not be done. */
export async function command(name, device) {
  try {
    const answer = await fetch(`/${name}/${encodeURIComponent(device)}`, { method: 'POST' });
    return answer.ok ? '' : (await answer.text()).trim();
  } catch {
    return 'The cloud does not answer. Is it still running?';
  }
}

/** The devices in all hubs: their ids and hubs. */
export function devicesOf(state) {
  return state.hubs.flatMap((hub) => hub.devices.map((device) => ({ ...device, hub: hub.name })));
}

/** The twin of a device in a graph, or nothing. The library folds ids, as DPS does; the article does not. */
export function twinOf(graph, deviceId) {
  return graph.twins.find((twin) => twin.id.toLowerCase() === deviceId.toLowerCase());
}
