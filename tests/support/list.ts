/** The contact list as the core shows it against the server's truth. */
import { expect } from 'vitest';
import type { Group, State } from '../../main/core/store/state.ts';
import type { Simulator } from '../../simulator/index.ts';

/** The group of that name; fails the test where there is none. */
export function group(state: State, name: string): Group {
  const found = [...state.groups.values()].find((one) => one.name === name);
  if (!found) throw new Error(`no group ${name}`);
  return found;
}

/** Addresses of a group's members, sorted. */
export function members(state: State, id: string): string[] {
  return [...state.contacts.values()]
    .filter((contact) => contact.groups.includes(id))
    .map(({ address }) => address)
    .sort();
}

/** Somebody of the company who is not in the group. */
export function outsider(simulator: Simulator, state: State, id: string): string {
  const inside = new Set(members(state, id));
  const everybody = simulator.control.state().contacts.map(({ address }) => address.toLowerCase());
  const found = everybody.find((address) => !inside.has(address));
  if (found === undefined) throw new Error('everybody is in the group');
  return found;
}

/** Groups, names and members are what the server has. */
export function expectListEqualsTruth(simulator: Pick<Simulator, 'control'>, state: State): void {
  const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);
  const ours = [...state.groups.values()].map(({ id, name, kind }) => ({
    id,
    name,
    kind,
    members: members(state, id),
  }));
  const theirs = simulator.control.state().groups.map(({ id, name, kind, members: list }) => ({
    id,
    name,
    kind,
    members: list.map((address) => address.toLowerCase()).sort(),
  }));
  expect(ours.sort(byId)).toEqual(theirs.sort(byId));
}
