// Deletes a device in its IoT hub, as an operator does: node delete-device.mjs thermostat-67
import { hubsOf } from './lib/cloud.mjs';

const id = process.argv[2] ?? process.env.PROVISIONING_REGISTRATION_ID;
const homes = await hubsOf(id);
for (const { hub, registry } of homes) {
  await registry.delete(id);
  console.log(`Deleted ${id} in ${hub}.`);
}
if (homes.length === 0) {
  console.log(`No hub has a device ${id}.`);
}
