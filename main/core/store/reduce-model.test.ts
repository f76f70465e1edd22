/** The contact list against a plain model of it: whatever is read in whatever order, both tell the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactData, follow, group, testStore } from '../testing/entities.ts';
import type { Action } from './actions.ts';
import { reduce } from './reduce.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

const GROUPS = ['a', 'b', 'c', 'd'];
const PEOPLE = ['p1@x', 'p2@x', 'p3@x', 'p4@x'];

type Step =
  | { do: 'read'; groups: string[] | null; members: Record<string, string[]> }
  | { do: 'follow' | 'unfollow' | 'presence'; address: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('read' as const),
    groups: fc.option(fc.subarray(GROUPS)),
    members: fc.dictionary(fc.constantFrom(...GROUPS), fc.subarray(PEOPLE), { noNullPrototype: true }),
  }),
  fc.record({
    do: fc.constantFrom('follow' as const, 'unfollow' as const, 'presence' as const),
    address: fc.constantFrom(...PEOPLE),
  }),
);

/** The model: who is in which group, who is followed, who is known. */
class Model {
  groups = new Set<string>();
  members = new Map<string, Set<string>>();
  followed = new Set<string>();
  known = new Set<string>();
  presence = new Set<string>();

  take(one: Step): void {
    if (one.do === 'read') {
      if (one.groups) this.groups = new Set(one.groups);
      for (const id of [...this.members.keys()]) if (!this.groups.has(id)) this.members.delete(id);
      for (const [id, people] of Object.entries(one.members)) {
        if (!this.groups.has(id)) continue;
        this.members.set(id, new Set(people));
        for (const address of people) this.known.add(address);
      }
    } else if (one.do === 'presence') {
      this.presence.add(one.address);
    } else if (one.do === 'follow') {
      this.followed.add(one.address);
    } else {
      this.followed.delete(one.address);
    }
    for (const address of [...this.known]) {
      if (this.groupsOf(address).length > 0 || this.followed.has(address)) continue;
      this.known.delete(address);
      this.presence.delete(address);
    }
    if (one.do === 'unfollow' && !this.known.has(one.address)) this.presence.delete(one.address);
  }

  groupsOf(address: string): string[] {
    return [...this.members].flatMap(([id, people]) => (people.has(address) ? [id] : [])).sort();
  }
}

function actionOf(one: Step): Action {
  switch (one.do) {
    case 'follow':
      return { type: 'followPut', follow: follow('contact', one.address) };
    case 'unfollow':
      return { type: 'followGone', key: `contact:${one.address}` };
    case 'presence':
      return { type: 'presenceRead', presence: [{ address: one.address, asOf: 1, availability: 'Busy' }] };
    case 'read':
      return {
        type: 'listRead',
        groups: one.groups?.map((id) => group(id)) ?? null,
        members: Object.entries(one.members).map(([groupId, people]) => ({
          groupId,
          contacts: people.map((address) => contactData(address)),
        })),
      };
  }
}

function shown(state: State) {
  return {
    groups: [...state.groups.keys()].sort(),
    people: Object.fromEntries([...state.contacts.values()].map(({ address, groups }) => [address, groups])),
    presence: [...state.presence.keys()].sort(),
  };
}

function expected(model: Model) {
  return {
    groups: [...model.groups].sort(),
    people: Object.fromEntries([...model.known].map((address) => [address, model.groupsOf(address)])),
    presence: [...model.presence].sort(),
  };
}

test('after every step the store shows what the model says, taken singly or all at once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const model = new Model();
      const singly = testStore();
      for (const one of steps) {
        model.take(one);
        singly.dispatch(actionOf(one));
        expect(shown(singly.state)).toEqual(expected(model));
      }
      const atOnce = testStore();
      atOnce.dispatch(...steps.map(actionOf));
      expect(shown(atOnce.state)).toEqual(expected(model));
    }),
  );
});

test('the changes lead exactly from the state before to the state after, and name no row that stayed', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const store = testStore();
      for (const one of steps.slice(0, -1)) store.dispatch(actionOf(one));
      const before = rows(store);
      const changes = reduce(store.state, steps.slice(-1).map(actionOf));
      store.dispatch(...steps.slice(-1).map(actionOf));
      for (const change of changes) {
        if (!('table' in change)) continue;
        expect(before.get(`${change.table} ${change.key}`) ?? null).toBe(change.before);
        expect(change.before).not.toEqual(change.after);
      }
      const touched = new Set(changes.map((change) => ('table' in change ? `${change.table} ${change.key}` : '')));
      for (const [name, row] of rows(store)) if (!touched.has(name)) expect(row).toBe(before.get(name));
    }),
  );
});

function rows({ state }: Store): Map<string, unknown> {
  const tables = ['groups', 'contacts', 'presence', 'follows'] as const;
  return new Map(tables.flatMap((table) => [...state[table]].map(([key, row]) => [`${table} ${key}`, row] as const)));
}
