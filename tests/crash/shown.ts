/** Where the window's state and the server's truth differ. Pure. */
import type { Snapshot } from '../../preload/contract/state.ts';
import type { SimulatorState } from '../../simulator/index.ts';

/** Groups, members and phones, in words; none when all agree. */
export function differences(shown: Snapshot, truth: SimulatorState): string[] {
  const wrong: string[] = [];
  const real = new Map(truth.groups.map((group) => [group.id, group]));
  for (const { id, name } of Object.values(shown.groups)) if (!real.has(id)) wrong.push(`shows ${name}, which is gone`);
  for (const { id, name, members } of truth.groups) {
    const group = shown.groups[id];
    if (!group) {
      wrong.push(`does not show ${name}`);
      continue;
    }
    if (group.name !== name) wrong.push(`shows ${group.name} for ${name}`);
    const ours = Object.values(shown.contacts).filter((contact) => contact.groups.includes(id));
    const list = (addresses: readonly string[]): string =>
      addresses
        .map((one) => one.toLowerCase())
        .sort()
        .join(' ');
    const [here, there] = [list(ours.map(({ address }) => address)), list(members)];
    if (here !== there) wrong.push(`shows in ${name}: ${here}; there are: ${there}`);
  }
  const names = truth.groups.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) wrong.push(`two groups of one name: ${names.join(', ')}`);
  for (const { kind, number, visible } of Object.values(shown.phones)) {
    const phone = truth.phones[kind];
    if (phone.number !== number || phone.visible !== visible) {
      wrong.push(`shows ${kind} ${number} ${visible}; it is ${phone.number} ${phone.visible}`);
    }
  }
  return wrong;
}
