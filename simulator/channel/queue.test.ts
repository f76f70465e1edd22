import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bySender, deadlineOf, enqueue, type Priority, type QueuedEvent } from './queue.ts';

type Type = 'added' | 'updated' | 'deleted';

function event(type: Type, name = 'a', priority: Priority = 'high', since = 0): QueuedEvent {
  const sender = { rel: 'people' as const, href: '/people' };
  return { sender, priority, since, entry: { type, link: { rel: 'contact', href: `/people/${name}` } } };
}

function types(queue: readonly QueuedEvent[]): string[] {
  return queue.map(({ entry }) => `${entry.type} ${entry.link.href.slice(-1)}`);
}

function all(events: readonly QueuedEvent[]): QueuedEvent[] {
  return events.reduce<QueuedEvent[]>((queue, one) => enqueue(queue, one), []);
}

test.each<[Type, Type, string[]]>([
  ['updated', 'updated', ['updated a']],
  ['added', 'updated', ['added a']],
  ['added', 'deleted', []],
  ['updated', 'deleted', ['deleted a']],
  ['deleted', 'added', ['deleted a', 'added a']],
  ['added', 'added', ['added a']],
  ['deleted', 'deleted', ['deleted a']],
])('%s then %s of one target', (first, second, expected) => {
  expect(types(all([event(first), event(second)]))).toEqual(expected);
});

test('other targets and other collections are left alone', () => {
  const inGroup: QueuedEvent = {
    ...event('deleted'),
    entry: { ...event('deleted').entry, in: { rel: 'group', href: '/g' } },
  };
  expect(types(all([event('added'), event('updated', 'b'), inGroup]))).toEqual(['added a', 'updated b', 'deleted a']);
});

test('what is merged keeps the waiting time of the first', () => {
  const [merged] = all([event('updated', 'a', 'medium', 100), event('updated', 'a', 'medium', 900)]);
  expect(merged?.since).toBe(100);
});

test('the most urgent event decides when all go', () => {
  const holds = { medium: 5000, low: 15_000 };
  expect(deadlineOf([], holds)).toBeNull();
  expect(deadlineOf([event('added', 'a', 'low', 1000)], holds)).toBe(16_000);
  expect(deadlineOf([event('added', 'a', 'low', 1000), event('added', 'b', 'medium', 2000)], holds)).toBe(7000);
  expect(deadlineOf([event('added', 'a', 'low', 1000), event('added', 'b', 'high', 3000)], holds)).toBe(3000);
});

test('a sender comes again when another was in between', () => {
  const me: QueuedEvent = { ...event('updated', 'm'), sender: { rel: 'me', href: '/me' } };
  expect(bySender([event('added'), event('added', 'b'), me, event('added', 'c')]).map(({ rel }) => rel)).toEqual([
    'people',
    'me',
    'people',
  ]);
});

test('merged or not, replaying the queue leads to the same collection', () => {
  const step = fc.record({ name: fc.constantFrom('a', 'b', 'c'), add: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      // Only what can happen: a member is added while absent and deleted or updated while present.
      const present = new Set<string>();
      const events: QueuedEvent[] = [];
      for (const { name, add } of steps) {
        if (!present.has(name)) {
          present.add(name);
          events.push(event('added', name));
        } else if (add) {
          events.push(event('updated', name));
        } else {
          present.delete(name);
          events.push(event('deleted', name));
        }
      }
      const replayed = new Set<string>();
      for (const { entry } of all(events)) {
        const name = entry.link.href.slice(-1);
        if (entry.type === 'deleted') replayed.delete(name);
        else replayed.add(name);
      }
      expect([...replayed].sort()).toEqual([...present].sort());
    }),
  );
});
