// The whole story of Microsoft's article, over the real protocols: a simulated device registers by MQTT, DPS calls the webhook, the twin is
// there, telemetry arrives, the device moves by registering again, the old hub's deletion event arrives and the twin stays, the device is
// deleted in its hub and the twin goes. The settings are those that the local cloud writes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { EventHubConsumerClient, earliestEventPosition } from '@azure/event-hubs';
import { findTwin, hubsOf, registries, setting } from '../lib/cloud.mjs';

const DEADLINE_MS = 30_000;
const device = `story-${process.pid}-${Date.now()}`;

/** Runs the simulator as a user does, and gives what it printed. */
async function simulate(count) {
  const child = spawn(process.execPath, ['simulator.mjs', '--count', String(count)], {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, PROVISIONING_REGISTRATION_ID: device },
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'close');
  assert.equal(code, 0, printed);
  return printed;
}

async function eventually(what, check) {
  const end = Date.now() + DEADLINE_MS;
  for (;;) {
    if (await check()) {
      return;
    }
    assert.ok(Date.now() < end, `not within ${DEADLINE_MS / 1000} s: ${what}`);
    await wait(100);
  }
}

/** The events of this device in an event hub, from the beginning. */
async function eventsOf(connectionString, enough) {
  const found = [];
  const consumer = new EventHubConsumerClient('$Default', connectionString);
  const subscription = consumer.subscribe(
    {
      processEvents: async (events) => {
        for (const event of events) {
          const from = event.properties?.deviceId ?? event.systemProperties?.['iothub-connection-device-id'];
          if (from === device) {
            found.push(event);
          }
        }
      },
      processError: async () => {},
    },
    { startPosition: earliestEventPosition },
  );
  try {
    await eventually(`events of ${device}`, () => enough(found));
  } finally {
    await subscription.close();
    await consumer.close();
  }
  return found;
}

/** What the application says of registrations and events. */
const journal = async () => (await fetch(new URL('/journal', setting('LOCAL_CLOUD_CONTROL')))).text();

const control = (path) => fetch(new URL(path, setting('LOCAL_CLOUD_CONTROL')), { method: 'POST' });

let firstHub;

before(async () => {
  for (const { hub } of registries()) {
    assert.equal((await control(`/undrain/${hub}`)).status, 204);
  }
});

test('a device registers by MQTT, and the webhook makes its twin', async () => {
  await simulate(3);
  const twin = await findTwin(device);
  assert.equal(twin?.$metadata.$model, setting('ADT_MODEL_ID'));
  const homes = await hubsOf(device);
  assert.equal(homes.length, 1, 'it is on one hub');
  firstHub = homes[0].hub;
});

test('its telemetry arrives', async () => {
  const telemetry = await eventsOf(setting('TELEMETRY_CONNECTIONSTRING'), (events) => events.length >= 3);
  assert.equal(telemetry.length, 3);
});

test('it moves when its hub is drained, and the deletion event of the old hub leaves the twin alone', async () => {
  const before = await findTwin(device);
  assert.equal((await control(`/drain/${firstHub}`)).status, 204);
  await simulate(1);
  const homes = await hubsOf(device);
  assert.equal(homes.length, 1, 'it was removed from the old hub');
  assert.notEqual(homes[0].hub, firstHub);
  await eventually('the processor handles the deletion event of the old hub', async () =>
    (await journal()).includes(`${device} DELETED on ${firstHub}: NOTED_DELETED`),
  );
  const after = await findTwin(device);
  assert.equal(after?.$metadata.$model, before.$metadata.$model, 'the twin is there still');
});

test('it is deleted in its hub, and its twin goes', async () => {
  const [home] = await hubsOf(device);
  await home.registry.delete(device);
  await eventually('the twin is gone', async () => (await findTwin(device)) === undefined);
});
