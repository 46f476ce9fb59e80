// The unmodified @azure/event-hubs against the local Event Hubs. Wants EVENTHUB_CONNECTIONSTRING with an EntityPath, as the article's
// functions have it, and NODE_EXTRA_CA_CERTS if the connection string has no UseDevelopmentEmulator=true, as the client speaks TLS then.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { EventHubConsumerClient, EventHubProducerClient, earliestEventPosition } from "@azure/event-hubs";

// In the local cloud the processor reads the article's hub, and what is sent here is no lifecycle event: the hub for telemetry is free.
const connectionString = process.env.TELEMETRY_CONNECTIONSTRING ?? process.env.EVENTHUB_CONNECTIONSTRING;
assert.ok(connectionString?.includes("EntityPath="), "TELEMETRY_CONNECTIONSTRING with an EntityPath must be set");

// Others may use the hub as well: what this run has sent carries its mark.
const run = randomUUID();
const options = { retryOptions: { maxRetries: 1, timeoutInMs: 15_000 } };
let producer;
let consumer;

before(() => {
  producer = new EventHubProducerClient(connectionString, options);
  consumer = new EventHubConsumerClient("$Default", connectionString, options);
});

after(async () => {
  await producer.close();
  await consumer.close();
});

/** Resolves with the events of a test as soon as there are so many; rejects when the client reports an error, or after 20 seconds. */
function receive(kind, count) {
  const events = [];
  let subscription;
  let timer;
  const enough = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${events.length} of ${count} events came in time`)), 20_000);
    subscription = consumer.subscribe(
      {
        processEvents: async (received, context) => {
          for (const event of received) {
            if (event.properties?.run === run && event.properties.kind === kind) {
              events.push({ ...event, partitionId: context.partitionId });
            }
          }
          if (events.length >= count) {
            resolve(events);
          }
        },
        processError: async (error) => reject(error),
      },
      { startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 },
    );
  });
  return enough.finally(async () => {
    clearTimeout(timer);
    await subscription.close();
  });
}

function event(kind, body) {
  return { body, properties: { run, kind } };
}

test("tells the properties of the hub and of its partitions", async () => {
  const hub = await producer.getEventHubProperties();
  assert.equal(hub.name, /EntityPath=([^;]+)/.exec(connectionString)[1]);
  assert.ok(hub.partitionIds.length > 0);
  for (const id of hub.partitionIds) {
    const partition = await producer.getPartitionProperties(id);
    assert.equal(partition.partitionId, id);
    assert.equal(typeof partition.lastEnqueuedSequenceNumber, "number");
  }
});

test("delivers what was sent in batches, with its properties and in order", async () => {
  const [partitionId] = await producer.getPartitionIds();
  for (let first = 0; first < 30; first += 10) {
    const batch = await producer.createBatch({ partitionId });
    for (let i = first; i < first + 10; i++) {
      assert.ok(batch.tryAdd(event("batches", { number: i })));
    }
    await producer.sendBatch(batch);
  }

  const events = await receive("batches", 30);

  assert.deepEqual(
    events.map((each) => each.body.number),
    Array.from({ length: 30 }, (_, i) => i),
  );
  assert.ok(events.every((each) => each.partitionId === partitionId));
  assert.ok(events.every((each) => each.enqueuedTimeUtc instanceof Date));
});

test("keeps the events of a partition key together", async () => {
  for (const partitionKey of ["a", "b", "c"]) {
    await producer.sendBatch([event("keys", partitionKey), event("keys", partitionKey)], { partitionKey });
  }

  const events = await receive("keys", 6);

  for (const key of ["a", "b", "c"]) {
    const ofKey = events.filter((each) => each.partitionKey === key);
    assert.deepEqual(ofKey.map((each) => each.body), [key, key]);
    assert.equal(new Set(ofKey.map((each) => each.partitionId)).size, 1);
  }
});

test("is refused with a wrong key", async () => {
  const stranger = new EventHubProducerClient(connectionString.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=wrong"), {
    retryOptions: { maxRetries: 0 },
  });
  try {
    await assert.rejects(stranger.sendBatch([event("none", "x")]), { code: "UnauthorizedError" });
  } finally {
    await stranger.close();
  }
});
