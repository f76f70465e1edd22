import { beforeEach, describe, expect, test } from 'vitest';
import type { Presence } from '../core/store/state.ts';
import type { Patch } from '../../preload/contract/state.ts';
import { createDrivenClock, createFakeCore, createMemoryLogger } from './testing/fake-core.ts';
import { createPublisher, FRAME_MS } from './publisher.ts';
import type { Send } from './publisher.ts';

const presence: Presence = {
  availability: 'Online',
  activity: null,
  note: null,
  location: null,
  lastActive: null,
  asOf: 1,
  live: true,
};

function setUp() {
  const fake = createFakeCore();
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  const publisher = createPublisher({ store: fake.core.store, clock, logger });
  const patches: Patch[] = [];
  const send: Send = (event, payload) => {
    if (event === 'state.patch') patches.push(payload as Patch);
  };
  const touch = (address: string, note: string) =>
    fake.change((set) => set.row('presence', address, { ...presence, note }));
  return { fake, clock, logger, publisher, patches, send, touch };
}
const turn = () => Promise.resolve();

describe('publisher', () => {
  let s: ReturnType<typeof setUp>;
  beforeEach(() => {
    s = setUp();
  });

  test('sends the first change after a quiet time without waiting for a timer', async () => {
    s.publisher.attach(s.send);
    s.touch('a', '1');
    await turn();
    expect(s.patches).toEqual([{ from: 0, to: 1, ops: [['put', 'presence', 'a', { ...presence, note: '1' }]] }]);
  });

  test('joins what one piece of work changes step by step', async () => {
    s.publisher.attach(s.send);
    for (let n = 0; n < 20; n += 1) s.touch(`p${n}`, 'x');
    await turn();
    expect(s.patches.map((patch) => [patch.from, patch.to, patch.ops.length])).toEqual([[0, 20, 20]]);
  });

  test('sends at most one patch a frame, each entity in its last state once', async () => {
    s.publisher.attach(s.send);
    s.touch('a', '1');
    await turn();
    for (let n = 2; n <= 9; n += 1) {
      s.touch('a', String(n));
      await turn();
    }
    s.clock.advance(FRAME_MS - 1);
    expect(s.patches).toHaveLength(1);
    s.clock.advance(1);
    expect(s.patches[1]).toEqual({ from: 1, to: 9, ops: [['merge', 'presence', 'a', { note: '9' }]] });
    s.clock.advance(FRAME_MS);
    s.touch('a', '10');
    await turn();
    expect(s.patches.map((patch) => [patch.from, patch.to])).toEqual([
      [0, 1],
      [1, 9],
      [9, 10],
    ]);
  });

  test('keeps the revisions joined when nothing visible is left of a change', async () => {
    s.publisher.attach(s.send);
    s.touch('a', '1');
    await turn();
    s.touch('a', '2');
    s.touch('a', '1');
    s.clock.advance(FRAME_MS);
    expect(s.patches[1]).toEqual({ from: 1, to: 3, ops: [] });
  });

  test('does nothing while no window is attached, and starts at the current revision', async () => {
    s.touch('a', '1');
    const detach = s.publisher.attach(s.send);
    s.touch('a', '2');
    await turn();
    s.touch('a', '3');
    detach();
    s.touch('a', '4');
    s.clock.advance(1000);
    await turn();
    expect(s.patches.map((patch) => [patch.from, patch.to])).toEqual([[1, 2]]);
    s.publisher.attach(s.send);
    s.touch('a', '5');
    await turn();
    expect(s.patches[1]).toMatchObject({ from: 4, to: 5 });
  });

  test('a snapshot in the middle of a frame is followed by patches that continue it', async () => {
    s.publisher.attach(s.send);
    s.touch('a', '1');
    await turn();
    s.touch('a', '2');
    const snapshot = s.publisher.snapshot();
    expect(snapshot.revision).toBe(2);
    expect(snapshot.presence['a']?.note).toBe('2');
    s.touch('a', '3');
    s.clock.advance(FRAME_MS);
    expect(s.patches.map((patch) => [patch.from, patch.to])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  test('resync reaches one window alone, with a revision no mirror is at', () => {
    s.touch('a', '1');
    s.publisher.attach(() => expect.unreachable());
    s.publisher.resync(s.send);
    expect(s.patches).toEqual([{ from: -1, to: 1, ops: [] }]);
  });

  test('a window that throws does not keep the others from hearing', async () => {
    s.publisher.attach(() => {
      throw new Error('window destroyed');
    });
    s.publisher.attach(s.send);
    s.touch('a', '1');
    await turn();
    expect(s.patches).toHaveLength(1);
    expect(s.logger.lines).toHaveLength(1);
  });

  test('is silent once stopped', async () => {
    s.publisher.attach(s.send);
    s.touch('a', '1');
    s.publisher.stop();
    await turn();
    s.touch('a', '2');
    s.clock.advance(1000);
    expect(s.patches).toEqual([]);
  });
});
