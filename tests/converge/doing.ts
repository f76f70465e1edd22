/** What people do: the user with the app, others with the server. */
import type { State } from '../../main/core/store/state.ts';
import type { OfflineSimulator } from '../../simulator/index.ts';
import type { Machine } from './machine.ts';
import type { CompanyStep, UserStep } from './steps.ts';
import type { Teller } from './teller.ts';
import type { VirtualTime } from './time.ts';

/** Where the user works. */
export interface Office {
  readonly time: VirtualTime;
  readonly server: OfflineSimulator;
  readonly machine: Machine;
  readonly teller: Teller;
}

function pick<T>(items: readonly T[], choice: number): T | null {
  return items.length === 0 ? null : (items[choice % items.length] ?? null);
}

/** Another client of the same user, or a colleague, does something. Throws where the truth does not allow it. */
export function act(does: CompanyStep, { control }: OfflineSimulator): void {
  const { groups, contacts } = control.state();
  const own = groups.filter(({ kind }) => kind === 'group');
  const group = 'group' in does ? pick(own, does.group) : null;
  const person = 'person' in does ? pick(contacts, does.person) : null;
  switch (does.op) {
    case 'addGroup':
      return void control.act({ op: 'addGroup', name: does.name });
    case 'renameGroup':
      return group ? void control.act({ op: 'renameGroup', id: group.id, name: does.name }) : undefined;
    case 'deleteGroup':
      return group ? void control.act({ op: 'deleteGroup', id: group.id }) : undefined;
    case 'addMember':
    case 'removeMember':
      return group && person
        ? void control.act({ op: does.op, groupId: group.id, address: person.address })
        : undefined;
    case 'moveMember': {
      const to = pick(own, does.to);
      if (!group || !to) return;
      const member = pick(group.members, does.person);
      return member === null
        ? undefined
        : void control.act({ op: 'moveMember', address: member, from: group.id, to: to.id });
    }
    case 'removeFromAll':
      return person ? void control.act({ op: 'removeFromAll', address: person.address }) : undefined;
    case 'setPresence':
      if (!person) return;
      return void control.act({
        op: 'setPresence',
        address: person.address,
        availability: does.availability,
        note: does.note,
      });
    case 'setPhone':
      return void control.act(does);
  }
}

/** The user does something with the app. */
export async function use(
  does: UserStep,
  state: State,
  { machine, server, time, teller: { overwrites } }: Office,
): Promise<void> {
  const commands = machine.core?.commands;
  if (!commands) return;
  const groups = [...state.groups.values()].filter((group) => group.kind === 'group');
  const listed = [...state.contacts.values()];
  const group = 'group' in does ? pick(groups, does.group) : null;
  const contact = 'person' in does ? pick(listed, does.person) : null;
  // A command ends when the server has answered, which may take long: it is not waited for.
  const began: Promise<unknown>[] = [];
  switch (does.op) {
    case 'createGroup':
      began.push(commands['groups.create']({ name: does.name }));
      break;
    case 'renameGroup':
      if (group) began.push(commands['groups.rename']({ groupId: group.id, name: does.name }));
      break;
    case 'deleteGroup':
      if (group) began.push(commands['groups.delete']({ groupId: group.id }));
      break;
    case 'addContact': {
      const person = pick(server.control.state().contacts, does.person);
      if (group && person) {
        const { name } = person;
        began.push(commands['contacts.add']({ address: person.address.toLowerCase(), name, groupId: group.id }));
      }
      break;
    }
    case 'removeContact': {
      const inside = group ? listed.filter((one) => one.groups.includes(group.id)) : [];
      const member = pick(inside, does.person);
      if (group && member) began.push(commands['contacts.remove']({ address: member.address, groupId: group.id }));
      break;
    }
    case 'moveContact': {
      const inside = group ? listed.filter((one) => one.groups.includes(group.id)) : [];
      const member = pick(inside, does.person);
      const to = pick(groups, does.to);
      if (group && member && to) {
        began.push(commands['contacts.move']({ address: member.address, from: group.id, to: to.id }));
      }
      break;
    }
    case 'addMany': {
      const people = server.control.state().contacts.slice(0, 1 + (does.people % 6));
      const many = people.map(({ address, name }) => ({ address: address.toLowerCase(), name }));
      if (group) began.push(commands['contacts.addMany']({ people: many, groupId: group.id }));
      break;
    }
    case 'removeMany': {
      const inside = group ? listed.filter((one) => one.groups.includes(group.id)) : [];
      const many = inside.slice(0, 1 + (does.people % 6)).map(({ address, name }) => ({ address, name }));
      if (group && many.length > 0) began.push(commands['contacts.removeMany']({ people: many, groupId: group.id }));
      break;
    }
    case 'undo': {
      const entry = pick([...state.history.values()], does.entry);
      if (entry) began.push(commands['history.undo']({ id: entry.id }));
      break;
    }
    case 'removeFromAll':
      if (contact) began.push(commands['contacts.removeFromAll']({ address: contact.address }));
      break;
    case 'setVisible':
      began.push(commands['phones.setVisible']({ phone: does.kind, visible: does.visible }));
      break;
    case 'setNumber':
      overwrites.wished(does.kind, does.number, state.phones.get(does.kind)?.number ?? '', time.now());
      began.push(commands['phones.setNumber']({ phone: does.kind, number: does.number }));
      break;
    case 'followContact':
    case 'unfollowContact':
      if (contact) {
        const name = does.op === 'followContact' ? 'follows.add' : 'follows.remove';
        began.push(commands[name]({ kind: 'contact', target: contact.address }));
      }
      break;
    case 'followGroup':
    case 'unfollowGroup':
      if (group) {
        const name = does.op === 'followGroup' ? 'follows.add' : 'follows.remove';
        began.push(commands[name]({ kind: 'group', target: group.id }));
      }
      break;
    case 'setAvailability':
      began.push(commands['me.setAvailability']({ availability: does.availability }));
      break;
    case 'setNote':
      began.push(commands['me.setNote']({ message: does.message }));
      break;
    case 'retryEdit':
    case 'discardEdit': {
      const failed = pick(
        [...state.edits.values()].filter((edit) => edit.status === 'failed'),
        does.edit,
      );
      if (failed?.wish.kind === 'phoneNumber') {
        const { phone, number } = failed.wish;
        overwrites.wished(phone, number, state.phones.get(phone)?.number ?? '', time.now());
      }
      if (failed) began.push(commands[does.op === 'retryEdit' ? 'edits.retry' : 'edits.discard']({ id: failed.id }));
      break;
    }
    case 'refreshPhones':
      began.push(commands['phones.refresh'](null));
      break;
  }
  void Promise.all(began);
  await time.settle();
}
