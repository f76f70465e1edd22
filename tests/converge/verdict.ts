/** At rest: is what the app shows what the server has, and what it wants what it holds? */
import type { State } from '../../main/core/store/state.ts';
import type { Control, Knobs, SimulatorState } from '../../simulator/index.ts';
import { members } from '../support/list.ts';
import type { Machine } from './machine.ts';
import type { Teller } from './teller.ts';

/** What is wrong, in words; none when all agree. `others`: applications that another copy of the app may have left alive. */
export function verdict(machine: Machine, control: Control, teller: Teller, others: number): string[] {
  const state = machine.core?.store.state;
  if (!state) return ['there is no app'];
  const truth = control.state();
  return [
    ...list(state, truth),
    ...phones(state, truth),
    ...follows(state, truth, others, control.knobs()),
    ...presence(state, truth),
    ...teller.finish(),
  ];
}

function list(state: State, truth: SimulatorState): string[] {
  const wrong: string[] = [];
  const theirs = new Map(truth.groups.map((group) => [group.id, group]));
  for (const group of state.groups.values())
    if (!theirs.has(group.id)) wrong.push(`shows ${group.name}, which is gone`);
  for (const group of truth.groups) {
    const ours = state.groups.get(group.id);
    if (!ours) {
      wrong.push(`does not show ${group.name}`);
      continue;
    }
    if (ours.name !== group.name) wrong.push(`shows ${ours.name} for ${group.name}`);
    const shown = members(state, group.id).join(' ');
    const real = group.members
      .map((address) => address.toLowerCase())
      .sort()
      .join(' ');
    if (shown !== real) wrong.push(`shows in ${group.name}: ${shown}; there are: ${real}`);
  }
  return wrong;
}

function phones(state: State, truth: SimulatorState): string[] {
  return [...state.phones.values()].flatMap((phone) => {
    const real = truth.phones[phone.kind];
    return phone.number === real.number && phone.visible === real.visible
      ? []
      : [`shows ${phone.kind} ${phone.number} ${phone.visible}; it is ${real.number} ${real.visible}`];
  });
}

/** Wanted against held. Somebody whom the server does not know, or has no place for, cannot be held. */
function follows(state: State, truth: SimulatorState, others: number, knobs: Knobs): string[] {
  const application = truth.applications.at(-1);
  if (!application) return ['no application lives'];
  const wrong = truth.applications.length <= 1 + others ? [] : [`${truth.applications.length} applications live`];
  if (application.contactsAndGroups.expiresAt === null) wrong.push('the list subscription is not held');
  const held = new Set<string>();
  for (const { groupId, addresses } of application.presenceSubscriptions) {
    if (groupId !== null) held.add(`group:${groupId}`);
    else for (const address of addresses) held.add(`contact:${address.toLowerCase()}`);
  }
  const isFull = placesLeft(held, knobs) <= 0;
  for (const [key, { status, error }] of state.follows) {
    if (status === 'held' && !held.has(key)) wrong.push(`${key} is shown as held and is not`);
    const isRight = error?.status === 404 || (error?.code === 'ucwa.limitExceeded' && isFull);
    if (status === 'refused' && !isRight && !key.startsWith('group:')) wrong.push(`${key} refused: ${error?.code}`);
  }
  for (const key of held) if (!state.follows.has(key)) wrong.push(`${key} is held and not wanted`);
  return wrong;
}

/**
 * So many contacts more could be held: a group takes a subscription, what groups leave is shared by contacts (GAPS 61).
 * Who is held twice counts once, so that a place wasted by us is no excuse.
 */
function placesLeft(held: ReadonlySet<string>, { subscriptionLimit, subscriptionContactLimit }: Knobs): number {
  const groups = [...held].filter((key) => key.startsWith('group:')).length;
  return (subscriptionLimit - groups) * subscriptionContactLimit - (held.size - groups);
}

function presence(state: State, truth: SimulatorState): string[] {
  const real = new Map(truth.contacts.map((contact) => [contact.address.toLowerCase(), contact]));
  const wrong: string[] = [];
  for (const [address, shown] of state.presence) {
    const person = real.get(address);
    if (!shown.live || !person) continue;
    if (shown.availability !== person.availability) {
      wrong.push(`shows ${address} ${shown.availability}; is ${person.availability}`);
    }
    if ((shown.note ?? '') !== person.note)
      wrong.push(`shows the note of ${address} as ${shown.note}; it is ${person.note}`);
  }
  return wrong;
}
