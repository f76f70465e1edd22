import { beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { ASK_MS, ASK_OFFLINE_MS, createNetwork } from './network.ts';
import { createPower } from './power.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('power', () => {
  it('tells of sleep and waking until told to stop', () => {
    const power = createPower();
    const seen: string[] = [];
    const stopSuspend = power.onSuspend(() => seen.push('suspend'));
    const stopResume = power.onResume(() => seen.push('resume'));
    fake.power.emit('suspend');
    fake.power.emit('resume');
    stopSuspend();
    stopResume();
    fake.power.emit('suspend');
    fake.power.emit('resume');
    expect(seen).toEqual(['suspend', 'resume']);
  });

  it('knows how long nobody was at the keyboard, or that it cannot be known', () => {
    fake.power.idle = 42;
    expect(createPower().idleSeconds()).toBe(42);
    fake.reset();
    expect(createPower().idleSeconds()).toBe(Infinity);
  });

  it('counts a locked screen as nobody at the keyboard', () => {
    fake.power.idle = 2;
    fake.power.locked = true;
    expect(createPower().idleSeconds()).toBe(86_400);
    fake.power.idle = 100_000;
    expect(createPower().idleSeconds()).toBe(100_000);
    fake.power.locked = false;
    fake.power.idle = 2;
    expect(createPower().idleSeconds()).toBe(2);
  });
});

describe('network', () => {
  it('tells of a change within its time, once', () => {
    const clock = createDrivenClock();
    const network = createNetwork(clock);
    const seen: boolean[] = [];
    network.onChange((online) => seen.push(online));
    fake.net.online = false;
    expect(network.online()).toBe(false);
    clock.advance(ASK_MS);
    clock.advance(5 * ASK_MS);
    fake.net.online = true;
    clock.advance(ASK_MS);
    expect(seen).toEqual([false, true]);
  });

  it('asks at once after sleep', () => {
    const network = createNetwork(createDrivenClock());
    const seen: boolean[] = [];
    network.onChange((online) => seen.push(online));
    fake.net.online = false;
    fake.power.emit('resume');
    expect(seen).toEqual([false]);
  });

  it('asks more often while there is none', () => {
    const clock = createDrivenClock();
    const seen: boolean[] = [];
    createNetwork(clock).onChange((online) => seen.push(online));
    fake.net.online = false;
    fake.power.emit('resume');
    fake.net.online = true;
    clock.advance(ASK_OFFLINE_MS - 1);
    expect(seen).toEqual([false]);
    clock.advance(1);
    expect(seen).toEqual([false, true]);
  });

  it('asks nothing while nobody listens', () => {
    const clock = createDrivenClock();
    const network = createNetwork(clock);
    const seen: boolean[] = [];
    const stops = [network.onChange((online) => seen.push(online)), network.onChange(() => {})];
    for (const stop of stops) stop();
    let asked = 0;
    fake.net.isOnline = () => (asked += 1) > 0;
    clock.advance(10 * ASK_MS);
    fake.power.emit('resume');
    expect([asked, seen, fake.power.eventNames()]).toEqual([0, [], []]);
    delete (fake.net as { isOnline?: unknown }).isOnline;
  });

  it('asks again when somebody listens again', () => {
    const clock = createDrivenClock();
    const network = createNetwork(clock);
    network.onChange(() => {})();
    const seen: boolean[] = [];
    network.onChange((online) => seen.push(online));
    fake.net.online = false;
    clock.advance(ASK_MS);
    expect(seen).toEqual([false]);
  });
});
