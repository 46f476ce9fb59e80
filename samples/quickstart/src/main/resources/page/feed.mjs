// What happens, the newest on top, with what each side made of it.

const MEMORY = 200;
const KINDS = { OPERATOR: 'You', REGISTRATION: 'Registration', EVENT: 'Event' };
const ANNOUNCE_MS = 600;

/** A feed in that list. What comes is also announced to screen readers, the last of a rush only. */
export function feedIn(list, empty, announcer) {
  let last = 0;
  let waiting;
  const announce = (text) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (announcer.textContent = text), ANNOUNCE_MS);
  };
  return {
    add(entry) {
      if (entry.id <= last) {
        list.replaceChildren(); // the cloud was started anew
      }
      last = entry.id;
      empty.hidden = true;
      list.prepend(itemOf(entry));
      while (list.children.length > MEMORY) {
        list.lastElementChild.remove();
      }
      announce(spoken(entry));
    },
  };
}

function itemOf(entry) {
  const item = element('li', `entry ${entry.kind.toLowerCase()}`);
  const when = element('p', 'when');
  const time = element('time', '', new Date(entry.time).toLocaleTimeString([], { hour12: false }));
  time.dateTime = entry.time;
  when.append(time, element('span', 'kind', KINDS[entry.kind] ?? entry.kind));
  item.append(when, element('p', 'title', `${entry.title}.`));
  if (entry.ours) {
    item.append(sideOf('This library', entry.ours));
  }
  if (entry.article) {
    item.append(sideOf('The article', entry.article));
  }
  return item;
}

function sideOf(who, side) {
  const made = element('p', side.lost ? 'made bad' : 'made');
  made.append(element('span', 'who', who), ` ${side.text}`);
  if (side.lost) {
    made.append(' ', element('strong', '', 'The device lives: its twin is lost.'));
  }
  return made;
}

function spoken(entry) {
  const sides = [
    entry.ours && `This library: ${entry.ours.text}`,
    entry.article && `The article: ${entry.article.text}${entry.article.lost ? ' The device lives: its twin is lost.' : ''}`,
  ];
  return [`${entry.title}.`, ...sides.filter(Boolean)].join(' ');
}

function element(kind, name, text = '') {
  const made = document.createElement(kind);
  if (name) {
    made.className = name;
  }
  made.textContent = text;
  return made;
}
