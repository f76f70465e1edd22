import { expect, onTestFinished, test, vi } from 'vitest';
import type { Envelope } from '../../preload/contract/errors.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { sampleSnapshot, userError } from '../testing/fixture.ts';
import { Mirror } from './mirror.svelte.ts';
import { Sync } from './sync.svelte.ts';

function start(fake = new FakeApi(sampleSnapshot())) {
  const mirror = new Mirror((a, b) => (a < b ? -1 : 1));
  const patched = vi.fn();
  const sync = new Sync(fake.api, mirror, patched);
  onTestFinished(sync.start());
  return { fake, mirror, sync, patched };
}

/** Answers snapshot requests only when told to. */
function held(fake: FakeApi) {
  const waiting: (() => void)[] = [];
  fake.answer(
    'state.snapshot',
    () =>
      new Promise<Envelope<Snapshot>>((resolve) => {
        const value = structuredClone(fake.snapshot);
        waiting.push(() => resolve({ ok: true, value }));
      }),
  );
  return () => waiting.shift()?.();
}

const rename = (name: string) =>
  ['merge', 'groups', 'sales', { name }] as ['merge', 'groups', string, { name: string }];

test('asks once, then follows patches without asking again', async () => {
  const { fake, mirror, patched } = start();
  await vi.waitFor(() => expect(mirror.ready).toBe(true));
  fake.push(rename('One'));
  fake.push(rename('Two'));
  expect(mirror.groups.get('sales')?.name).toBe('Two');
  expect(fake.snapshots).toBe(1);
  expect(patched).toHaveBeenCalledTimes(2);
});

test('asks for a snapshot when a patch is missing, and is right afterwards', async () => {
  const { fake, mirror } = start();
  await vi.waitFor(() => expect(mirror.ready).toBe(true));
  fake.change(['delete', 'groups', 'design']);
  fake.push(rename('After the gap'));
  await vi.waitFor(() => expect(mirror.revision).toBe(3));
  expect(fake.snapshots).toBe(2);
  expect(mirror.groups.has('design')).toBe(false);
  expect(mirror.groups.get('sales')?.name).toBe('After the gap');
});

test('drops patches that the snapshot holds already and applies the later ones', async () => {
  const fake = new FakeApi(sampleSnapshot());
  const release = held(fake);
  const { mirror } = start(fake);
  const old = fake.snapshot.revision;
  fake.emit('state.patch', { from: old - 1, to: old, ops: [['delete', 'groups', 'sales']] });
  fake.push(rename('Later'));
  release();
  await vi.waitFor(() => expect(mirror.revision).toBe(old + 1));
  expect(mirror.groups.get('sales')?.name).toBe('Later');
  expect(fake.snapshots).toBe(1);
});

test('ignores a patch that is delivered twice', async () => {
  const { fake, mirror } = start();
  await vi.waitFor(() => expect(mirror.ready).toBe(true));
  fake.push(rename('Once'));
  fake.emit('state.patch', { from: 1, to: 2, ops: [rename('Twice')] });
  expect(mirror.groups.get('sales')?.name).toBe('Once');
  expect(fake.snapshots).toBe(1);
});

test('says why there is no state, and recovers with the next patch', async () => {
  const fake = new FakeApi(sampleSnapshot());
  fake.answer('state.snapshot', async () => ({ ok: false, error: userError('internal') }));
  const { mirror, sync } = start(fake);
  await vi.waitFor(() => expect(sync.error?.code).toBe('internal'));
  fake.answer('state.snapshot', async () => ({ ok: true, value: structuredClone(fake.snapshot) }));
  fake.push(rename('Back'));
  await vi.waitFor(() => expect(mirror.ready).toBe(true));
  expect(sync.error).toBeNull();
  expect(mirror.groups.get('sales')?.name).toBe('Back');
});

test('hears nothing more once stopped', async () => {
  const fake = new FakeApi(sampleSnapshot());
  const mirror = new Mirror(() => 0);
  const stop = new Sync(fake.api, mirror).start();
  await vi.waitFor(() => expect(mirror.ready).toBe(true));
  stop();
  fake.push(rename('Unheard'));
  expect(mirror.groups.get('sales')?.name).toBe('Sales');
});
