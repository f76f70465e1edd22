import { describe, expect, test, vi } from 'vitest';
import { createDrivenClock } from '../ipc/testing/fake-core.ts';
import { createNetwork } from './network.ts';
import { createPower } from './power.ts';

describe('power', () => {
  test('a look that comes far too late is a resume, an ordinary one is not', () => {
    const clock = createDrivenClock();
    const power = createPower(clock);
    const resumed = vi.fn();
    const stop = power.onResume(resumed);
    clock.advance(60_000);
    clock.jump(30_000);
    clock.advance(10_000);
    expect(resumed).not.toHaveBeenCalled();
    clock.jump(3_600_000);
    clock.advance(10_000);
    expect(resumed).toHaveBeenCalledTimes(1);
    clock.advance(60_000);
    stop();
    clock.jump(3_600_000);
    clock.advance(10_000);
    expect(resumed).toHaveBeenCalledTimes(1);
  });

  test('idle time is unknown until a page reports input', () => {
    const clock = createDrivenClock();
    const power = createPower(clock);
    expect(power.idleSeconds()).toBe(Infinity);
    power.inputSeen();
    clock.advance(90_000);
    expect(power.idleSeconds()).toBe(90);
  });

  test('nothing runs once stopped', () => {
    const clock = createDrivenClock();
    const power = createPower(clock);
    const resumed = vi.fn();
    power.onResume(resumed);
    power.stop();
    clock.jump(3_600_000);
    clock.advance(60_000);
    expect(resumed).not.toHaveBeenCalled();
  });
});

describe('network', () => {
  test('loopback alone from the start counts as online', () => {
    const clock = createDrivenClock();
    const network = createNetwork(clock, () => false);
    const changed = vi.fn();
    network.onChange(changed);
    clock.advance(60_000);
    expect(network.online()).toBe(true);
    expect(changed).not.toHaveBeenCalled();
  });

  test('interfaces that come and go are told', () => {
    const clock = createDrivenClock();
    let there = false;
    const network = createNetwork(clock, () => there);
    const told: boolean[] = [];
    network.onChange((online) => told.push(online));
    for (const next of [true, false, false, true]) {
      there = next;
      clock.advance(10_000);
      expect(network.online()).toBe(next);
    }
    expect(told).toEqual([false, true]);
    network.stop();
    there = false;
    clock.advance(60_000);
    expect(network.online()).toBe(true);
  });
});
