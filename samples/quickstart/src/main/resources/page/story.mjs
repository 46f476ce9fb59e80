// The story, step by step, at the reader's pace. Each step is a command like those of the buttons.

const STEPS = [
  {
    command: 'register',
    title: 'A thermostat is switched on',
    text: 'DPS asks the webhook for a hub. Both algorithms make a twin. Somebody puts it on the first floor and sets 22.5 °C.',
  },
  {
    command: 'move',
    title: 'It moves to another hub',
    text:
      'Its old hub is drained, and reports that the device was deleted there. The article deletes the twin of a device that lives, with its ' +
      'place and its setting. The library looks where the device is now.',
  },
  {
    command: 'telemetry',
    title: 'It is alive and well',
    text: 'The thermostat sends a temperature through its new hub. In the article’s graph, nothing stands for it.',
  },
  {
    command: 'register',
    title: 'It is restarted',
    text: 'It registers again. The article makes a new twin, without a place and without a setting: nothing tells that there were any.',
  },
  {
    command: 'replay',
    title: 'The old event comes once more',
    text: 'Event Hubs delivers at least once, and sometimes late. The library knows that the event is of the past. The article deletes the twin again.',
  },
  {
    command: 'delete',
    title: 'It is deleted, this time for real',
    text: 'No hub has the device any more. Now the library deletes its twin too, and the relationship to it. The floor stays.',
  },
];

/** Tells the story. `run` carries out a command, `newDevice` names a device that is not there yet. */
export function storyIn({ step, title, text, button }, { run, newDevice }) {
  let done = 0;
  let device;
  let busy = false;
  const show = (now, next) => {
    step.textContent = now.step;
    title.textContent = now.title;
    text.textContent = now.text;
    button.textContent = next;
  };
  const begin = () => {
    done = 0;
    show(
      {
        step: `A story in ${STEPS.length} steps`,
        title: 'The life of a thermostat, told twice',
        text: 'Each step is done once, and goes to both algorithms. Watch which of them keeps the twin.',
      },
      'Start',
    );
  };
  const next = async () => {
    if (done === STEPS.length) {
      begin();
      return;
    }
    device = done === 0 ? newDevice() : device;
    const problem = await run(STEPS[done].command, device);
    if (!problem) {
      done += 1;
      const step = `Step ${done} of ${STEPS.length}`;
      show({ ...STEPS[done - 1], step }, done === STEPS.length ? 'Start again' : 'Next step');
    }
  };
  // A step takes its time; pressed again meanwhile, the button does nothing.
  const press = async () => {
    if (!busy) {
      busy = true;
      await next().finally(() => (busy = false));
    }
  };
  button.addEventListener('click', press);
  begin();
}
