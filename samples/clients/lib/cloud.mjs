// The clients of the story, from the settings that the local cloud writes.
import { DigitalTwinsClient } from '@azure/digital-twins-core';
import azureIotHub from 'azure-iothub';
import { reachLocalHub } from './hub-agent.mjs';

/** A setting of the local cloud. */
export function setting(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: start the local cloud (make serve), then: set -a; . .local-cloud/.env; set +a`);
  }
  return value;
}

/** Azure Digital Twins; the local one takes any token. */
export function twins() {
  const credential = { getToken: async () => ({ token: 'local', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return new DigitalTwinsClient(setting('ADT_SERVICE_URL'), credential);
}

/** The twin, or nothing if there is none. */
export async function findTwin(id) {
  try {
    return (await twins().getDigitalTwin(id)).body;
  } catch (error) {
    if (error.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
}

/** The registries of all IoT hubs, by name. */
export function registries() {
  return Object.entries(process.env)
    .filter(([name]) => name.startsWith('IOTHUB_CONNECTION_STRING_'))
    .map(([name, value]) => ({
      hub: name.slice('IOTHUB_CONNECTION_STRING_'.length).toLowerCase().replaceAll('_', '-'),
      registry: reachLocalHub(azureIotHub.Registry.fromConnectionString(value)),
    }));
}

/** The hubs that have a device. */
export async function hubsOf(deviceId) {
  const found = [];
  for (const { hub, registry } of registries()) {
    const devices = (await registry.list()).responseBody;
    if (devices.some((device) => device.deviceId === deviceId)) {
      found.push({ hub, registry });
    }
  }
  return found;
}
