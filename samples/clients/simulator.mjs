// A device, as Microsoft's article has it: it registers with DPS over MQTT, connects to the hub that it is told, and sends telemetry.
// Settings come from the environment:
//   PROVISIONING_HOST             DPS, with its port if that is not 8883
//   PROVISIONING_IDSCOPE          its id scope
//   PROVISIONING_SYMMETRIC_KEY    the key of the enrollment group; the device's own is derived from it
//   PROVISIONING_REGISTRATION_ID  the device
//   ADT_MODEL_ID                  the model of its digital twin
//   NODE_EXTRA_CA_CERTS           for a local cloud: the file with its certificate. Node reads this before any --env-file, so export it.
// `--count N` ends it after N messages; otherwise Ctrl-C does.
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import device from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import provisioning from 'azure-iot-provisioning-device';
import { Mqtt as ProvisioningMqtt } from 'azure-iot-provisioning-device-mqtt';
import { SymmetricKeySecurityClient } from 'azure-iot-security-symmetric-key';

const INTERVAL_MS = 500;

function setting(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`set ${name}; see the top of simulator.mjs`);
  }
  return value;
}

/** The key that DPS expects of a device of a group. */
function deviceKey(groupKey, registrationId) {
  return createHmac('sha256', Buffer.from(groupKey, 'base64')).update(registrationId).digest('base64');
}

async function register(registrationId, key) {
  const client = provisioning.ProvisioningDeviceClient.create(
    setting('PROVISIONING_HOST'),
    setting('PROVISIONING_IDSCOPE'),
    new ProvisioningMqtt(),
    new SymmetricKeySecurityClient(registrationId, key),
  );
  client.setProvisioningPayload({ modelId: setting('ADT_MODEL_ID') });
  return client.register();
}

function telemetry(number) {
  const message = new device.Message(JSON.stringify({ Temperature: 20 + (number % 10) }));
  message.contentType = 'application/json';
  message.contentEncoding = 'utf-8';
  message.messageId = String(number);
  return message;
}

async function main() {
  const { values } = parseArgs({ options: { count: { type: 'string' } } });
  const count = values.count === undefined ? Infinity : Number(values.count);
  if (!(count >= 0)) {
    throw new Error('--count takes a number');
  }
  const registrationId = setting('PROVISIONING_REGISTRATION_ID');
  const key = deviceKey(setting('PROVISIONING_SYMMETRIC_KEY'), registrationId);

  const { assignedHub, deviceId, substatus } = await register(registrationId, key);
  console.log(`registered: ${deviceId} is at ${assignedHub} (${substatus})`);

  const connectionString = `HostName=${assignedHub};DeviceId=${deviceId};SharedAccessKey=${key}`;
  const client = device.Client.fromConnectionString(connectionString, Mqtt);
  let stopped = false;
  process.once('SIGINT', () => (stopped = true));
  client.on('disconnect', () => {
    stopped = true;
    console.log('disconnected by the hub');
  });
  await client.open();
  console.log('connected');

  let sent = 0;
  while (!stopped && sent < count) {
    await client.sendEvent(telemetry(sent));
    sent += 1;
    console.log(`sent message ${sent}`);
    if (sent < count) {
      await wait(INTERVAL_MS);
    }
  }
  await client.close();
  console.log(`closed after ${sent} messages`);
}

main().catch((error) => {
  console.error(`failed: ${error.name}: ${error.message}`);
  process.exitCode = 1;
});
