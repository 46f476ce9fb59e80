// Prints a digital twin: node twin.mjs thermostat-67
import { findTwin } from './lib/cloud.mjs';

const id = process.argv[2] ?? process.env.PROVISIONING_REGISTRATION_ID;
const twin = await findTwin(id);
console.log(twin ? JSON.stringify(twin, undefined, 2) : `There is no twin ${id}.`);
