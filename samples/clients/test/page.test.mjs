// The page of the local cloud, in a real Chromium, as people use it: by keyboard, light and dark, wide and narrow. It needs a cloud in which
// nothing has happened yet. SCREENSHOTS names a directory for what was seen; CHROMIUM the browser, if it is not where Debian puts it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { setting } from '../lib/cloud.mjs';

const URL_OF_PAGE = `${setting('LOCAL_CLOUD_CONTROL')}/`;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DEADLINE_MS = 30_000;

let browser;
let page;
let complaints;

before(async () => {
  // Chromium has no sandbox for root, which is who runs in many containers; it opens this machine's page and nothing else.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
});

after(() => browser?.close());

async function open(how) {
  await page?.context().close();
  const context = await browser.newContext({ reducedMotion: 'reduce', ...how });
  page = await context.newPage();
  page.setDefaultTimeout(DEADLINE_MS);
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(URL_OF_PAGE);
  await page.getByText('Connected', { exact: true }).waitFor();
}

beforeEach(async () => {
  complaints = [];
  await open(WIDE);
});

/** Goes by Tab from where the focus is to what has that name, and presses it. */
async function press(name) {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if ((await focused()) === name) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${name}`);
}

const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());

/** The nodes and edges that a side draws, by class. */
const drawn = (side) =>
  page.evaluate(
    (id) => document.getElementById(id)._cyreg.cy.elements().map((each) => `${each.classes().join(' ')} ${each.data('label')}`),
    `${side}-graph`,
  );

async function eventually(what, check) {
  const end = Date.now() + DEADLINE_MS;
  while (!(await check())) {
    assert.ok(Date.now() < end, `not in time: ${what}`);
    await page.waitForTimeout(50);
  }
}

async function step(number) {
  await press(number === 1 ? 'Start' : 'Next step');
  await page.getByText(`Step ${number} of 6`).waitFor();
}

const chosen = () => page.locator('#device option:checked').textContent();

async function newThermostat() {
  const before = await chosen();
  await press('New thermostat');
  await eventually('it is chosen', async () => /^thermostat-\d+$/.test(await chosen()) && (await chosen()) !== before);
  return chosen();
}

const verdict = (side) => page.locator(`#${side}-verdict`).textContent();
const newest = () => page.locator('#entries > li').first().textContent();

async function keep(name) {
  if (process.env.SCREENSHOTS) {
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
  }
}

async function assertAccessible(what) {
  await page.evaluate(await readFile(AXE, 'utf8')); // through the debugger: the content security policy allows no such script
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(
    violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`),
    [],
    what,
  );
  assert.ok(passes.length > 20, `${what}: axe checked something`);
}

test('the story, by keyboard: the article loses the twin of a device that lives, and the library keeps it', async () => {
  await step(1);
  await eventually('both have the twin', async () => (await drawn('article')).some((each) => each.startsWith('twin ')));
  assert.deepEqual(await drawn('article'), await drawn('ours'));

  await step(2);
  await eventually('the article has lost it', async () => (await drawn('article')).includes('twin lost no twin'));
  assert.match(await verdict('article'), /^A living device has no twin\. Lost so far: \d+$/);
  assert.equal(await verdict('ours'), 'The device has its twin');
  assert.ok((await drawn('ours')).includes('relationship '), 'its relationship is there too');
  await eventually('the feed says why', async () => /Kept the twin.*its twin is lost/.test(await newest()));
  assert.equal(await focused(), 'Next step', 'the focus stays');
  await keep('story-light');

  await step(3);
  await step(4);
  await eventually('it gets a new one', async () => !(await drawn('article')).includes('twin lost no twin'));
  await step(5);
  await eventually('and loses it again', async () => (await drawn('article')).includes('twin lost no twin'));
  assert.match(await verdict('article'), /Lost so far: 2$/);
  assert.equal(await verdict('ours'), 'The device has its twin');

  await step(6);
  await eventually('now the library deletes it', async () => /^No device$/.test(await verdict('ours')));
  assert.deepEqual(complaints, [], 'the browser has nothing to complain of, the content security policy included');
});

test('the buttons do what they say, and say why they cannot', async () => {
  const id = await newThermostat();

  await press('Replay its stale event');
  await page.getByText(`No hub has sent a deletion event of ${id} yet`).waitFor();
  assert.equal(complaints.splice(0).length, 1, 'the browser reports the refusal');

  await press('Move to another hub');
  await eventually('it moved', async () => /was deleted/.test(await newest()));
  await press('Delete in its hub');
  await eventually('it is gone', async () => (await chosen()) === `${id} (deleted)`);
  assert.deepEqual(complaints, []);
});

test('the table says what the picture shows, and the picture has words', async () => {
  const id = await newThermostat();
  await eventually('the picture tells', async () =>
    new RegExp(`^${id} lives on hub-[ab] and has its twin; relationships: floor-1 contains ${id}\\.$`).test(
      await page.getByRole('img').first().getAttribute('aria-label'),
    ),
  );
  await press('This library’s graph as a table');
  const cells = page.locator('#ours-table tr').nth(1).locator('td');
  const [device, hub, twin, relationships, properties] = await cells.allTextContents();
  assert.match(hub, /^hub-[ab]$/);
  assert.deepEqual([device, twin, relationships, properties], [id, id, `floor-1 contains ${id}`, 'targetTemperature: 22.5']);
  await assertAccessible('light, with a table open');
  await press('Delete in its hub');
  await eventually('it is gone', async () => (await chosen()) !== id);
});

test('it is accessible and fits, light and dark, wide and narrow', async () => {
  for (const [name, how] of Object.entries({
    light: WIDE,
    dark: { ...WIDE, colorScheme: 'dark' },
    'phone-light': PHONE,
    'phone-dark': { ...PHONE, colorScheme: 'dark' },
  })) {
    await open(how);
    await eventually('the state is drawn', async () => (await drawn('ours')).length > 0);
    await assertAccessible(name);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, `${name} scrolls sideways`);
    await keep(name);
  }
});

test('another page cannot press the buttons', async () => {
  const other = createServer((request, response) => response.end('another page')).listen(0, 'localhost');
  await once(other, 'listening');
  await page.goto(`http://localhost:${other.address().port}/`);
  await page.evaluate((url) => fetch(`${url}register/intruder`, { method: 'POST', mode: 'no-cors' }).catch(() => undefined), URL_OF_PAGE);
  const refusal = await page.evaluate((url) => fetch(`${url}state`).then(() => 'read', () => 'refused'), URL_OF_PAGE);
  other.close();

  assert.equal(refusal, 'refused', 'it cannot read either');
  const state = await (await fetch(new URL('state', URL_OF_PAGE))).json();
  assert.doesNotMatch(JSON.stringify(state), /intruder/);
});
