// Microsoft's service client for Node, unmodified, against a local IoT hub.
//   IOTHUB_CONNECTION_STRING  of the hub; the first if there are several, separated by commas
//   NODE_EXTRA_CA_CERTS       the local cloud's certificate
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import azureIotHub from 'azure-iothub';
import { reachLocalHub } from '../lib/hub-agent.mjs';

const { Registry } = azureIotHub;
const connectionString = (process.env.IOTHUB_CONNECTION_STRING ?? '').split(',')[0];
const prefix = `node-${process.pid}-${Date.now()}`;
const deviceId = `${prefix}-device`;
let registry;

const body = async (call) => (await call).responseBody;

before(() => {
  assert.ok(connectionString, 'set IOTHUB_CONNECTION_STRING');
  registry = reachLocalHub(Registry.fromConnectionString(connectionString));
});

after(async () => {
  const devices = await body(registry.list());
  for (const device of devices.filter((each) => each.deviceId.startsWith(prefix))) {
    await registry.delete(device.deviceId);
  }
});

test('creates, gets, lists and updates a device', async () => {
  const created = await body(registry.create({ deviceId, status: 'enabled' }));
  assert.equal(created.deviceId, deviceId);
  assert.ok(created.authentication.symmetricKey.primaryKey, 'the hub makes keys');

  const found = await body(registry.get(deviceId));
  assert.equal(found.generationId, created.generationId);
  assert.equal(found.connectionState, 'Disconnected');
  assert.ok((await body(registry.list())).some((each) => each.deviceId === deviceId));

  const updated = await body(registry.update({ ...found, status: 'disabled', statusReason: 'tested' }));
  assert.equal(updated.status, 'disabled');
  assert.notEqual(updated.etag, created.etag);
  assert.equal(updated.authentication.symmetricKey.primaryKey, created.authentication.symmetricKey.primaryKey);
});

test('refuses a device that is there, and one that is not', async () => {
  await assert.rejects(registry.create({ deviceId }), { name: 'DeviceAlreadyExistsError' });
  await assert.rejects(registry.get(`${prefix}-nobody`), { name: 'DeviceNotFoundError' });
});

test('reads and changes a twin', async () => {
  const twin = await body(registry.getTwin(deviceId));
  assert.equal(twin.deviceId, deviceId);
  const patch = { tags: { floor: 2 }, properties: { desired: { interval: 5 } } };
  const changed = await body(registry.updateTwin(deviceId, patch, twin.etag));
  assert.deepEqual(changed.tags, { floor: 2 });
  assert.equal(changed.properties.desired.interval, 5);
  assert.equal(changed.properties.desired.$version, 2);
  await assert.rejects(registry.updateTwin(deviceId, patch, twin.etag), { name: 'InvalidEtagError' });
});

test('keeps modules', async () => {
  await registry.addModule({ deviceId, moduleId: 'm' });
  const modules = await body(registry.getModulesOnDevice(deviceId));
  assert.deepEqual(modules.map((module) => module.moduleId), ['m']);
  assert.equal((await body(registry.getModuleTwin(deviceId, 'm'))).moduleId, 'm');
  await registry.removeModule(deviceId, 'm');
});

test('adds many devices at once, queries them by pages, and removes them', async () => {
  const ids = [0, 1, 2].map((number) => `${prefix}-bulk-${number}`);
  const added = await body(registry.addDevices(ids.map((id) => ({ deviceId: id }))));
  assert.equal(added.isSuccessful, true);

  const query = registry.createQuery(`SELECT * FROM devices WHERE deviceId IN ['${ids.join("', '")}']`, 2);
  const found = [];
  let pages = 0;
  while (query.hasMoreResults) {
    found.push(...(await query.nextAsTwin()).result.map((twin) => twin.deviceId));
    pages += 1;
  }
  assert.deepEqual(found, ids);
  assert.equal(pages, 2);

  const removed = await body(registry.removeDevices(ids.map((id) => ({ deviceId: id })), true));
  assert.equal(removed.isSuccessful, true);
});

test('counts devices', async () => {
  const statistics = await body(registry.getRegistryStatistics());
  assert.ok(statistics.totalDeviceCount >= 1);
});

test('deletes a device', async () => {
  await registry.delete(deviceId);
  await assert.rejects(registry.get(deviceId), { name: 'DeviceNotFoundError' });
});
