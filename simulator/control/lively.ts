/** A lively company: colleagues come, go, get moved and regrouped. It evens out over hours. */
import type { Cancel } from '../clock.ts';
import { LOCATIONS, MORE_GROUPS, NOTES, PRESENCES } from '../directory/names.ts';
import type { Directory } from '../directory/directory.ts';
import type { Group, Person } from '../directory/truth.ts';
import { createRandom, type Random } from '../random.ts';
import type { World } from '../world.ts';

interface Day {
  readonly directory: Directory;
  readonly random: Random;
  /** How many people the list had at first; additions and removals pull towards it. */
  readonly usualSize: number;
  /** Ids of groups that this day made, oldest first. */
  readonly made: string[];
  /** The usual names of groups that are renamed for a while. */
  readonly renamed: Map<string, string>;
}

/** Returns a function that starts the day with one happening every `everyMs`; 0 stops it. */
export function createLively(world: World, seed: number): (everyMs: number) => void {
  const { directory } = world;
  const day: Day = {
    directory,
    random: createRandom(seed + 0x5eed),
    usualSize: directory.contactList().length,
    made: [],
    renamed: new Map(),
  };
  let stop: Cancel = () => undefined;
  return (everyMs) => {
    stop();
    stop = () => undefined;
    if (everyMs <= 0) return;
    const next = (): void => {
      stop = world.clock.after(everyMs, () => {
        happen(day);
        next();
      });
    };
    next();
  };
}

/** One thing happens: mostly presence, sometimes the list, seldom a group. */
function happen(day: Day): void {
  const chance = day.random.below(100);
  if (chance < 45) changePresence(day);
  else if (chance < 58) changeNote(day);
  else if (chance < 78) changeMembership(day);
  else if (chance < 90) moveSomeone(day);
  else changeGroup(day);
}

function changePresence({ directory, random }: Day): void {
  const people = directory.contactList();
  if (people.length === 0) return;
  const [availability, activity] = random.pick(PRESENCES);
  directory.setPresence(random.pick(people).address, { availability, activity });
}

function changeNote({ directory, random }: Day): void {
  const people = directory.contactList();
  if (people.length === 0) return;
  const { address } = random.pick(people);
  if (random.below(3) === 0) directory.setPresence(address, { location: random.pick(LOCATIONS) });
  else directory.setPresence(address, { note: random.below(3) === 0 ? '' : random.pick(NOTES) });
}

function ownGroups(directory: Directory): Group[] {
  return directory.groups().filter(({ kind }) => kind === 'group');
}

/** Where people are put and taken from: the user's own groups, and the default group as their reserve. */
function homes(directory: Directory): Group[] {
  return directory.groups().filter(({ kind }) => kind === 'group' || kind === 'defaultGroup');
}

/** Of two at random, the one with more members (or fewer): so sizes even out. */
function leaning(random: Random, groups: readonly Group[], towards: 'large' | 'small'): Group {
  const one = random.pick(groups);
  const two = random.pick(groups);
  const oneIsLarger = one.members.size > two.members.size;
  return oneIsLarger === (towards === 'large') ? one : two;
}

/** The farther the list is from its usual size, the likelier it moves back. */
function changeMembership(day: Day): void {
  const { directory, random, usualSize } = day;
  const listed = directory.contactList();
  const surplus = (listed.length - usualSize) / Math.max(4, usualSize / 10);
  const strangers = directory.people().filter((person) => !listed.includes(person));
  const grow = random.next() < 0.5 - surplus / 2;
  if (grow && strangers.length > 0) addStranger(day, strangers);
  else removeSomeone(day);
}

function addStranger({ directory, random }: Day, strangers: readonly Person[]): void {
  const groups = ownGroups(directory);
  if (groups.length > 0) directory.addMember(leaning(random, groups, 'small').id, random.pick(strangers).address);
}

function removeSomeone({ directory, random }: Day): void {
  const groups = homes(directory).filter(({ members }) => members.size > 1);
  if (groups.length === 0) return;
  const group = leaning(random, groups, 'large');
  directory.removeMember(group.id, random.pick([...group.members]));
}

function moveSomeone({ directory, random }: Day): void {
  const sources = homes(directory).filter(({ members }) => members.size > 1);
  if (sources.length === 0) return;
  const source = leaning(random, sources, 'large');
  const address = random.pick([...source.members]);
  const targets = ownGroups(directory).filter(({ id, members }) => id !== source.id && !members.has(address));
  if (targets.length > 0) directory.moveMember(address, source.id, leaning(random, targets, 'small').id);
}

/** At most two groups of the day at a time; a rename is taken back before the next one. */
function changeGroup(day: Day): void {
  const { directory, random, made, renamed } = day;
  const choice = random.below(3);
  if (choice === 0 && made.length < 2) {
    const free = MORE_GROUPS.filter((name) => !directory.groups().some((group) => group.name === name));
    const group = free.length > 0 ? directory.addGroup(random.pick(free)) : null;
    if (group?.ok) made.push(group.value.id);
  } else if (choice === 1 && made.length > 0) {
    const id = made.shift();
    if (id !== undefined) directory.deleteGroup(id);
  } else {
    renameSome(directory, random, renamed);
  }
}

function renameSome(directory: Directory, random: Random, renamed: Map<string, string>): void {
  const [earlier] = renamed;
  if (earlier) {
    renamed.delete(earlier[0]);
    directory.renameGroup(earlier[0], earlier[1]);
    return;
  }
  const groups = ownGroups(directory);
  if (groups.length === 0) return;
  const group = random.pick(groups);
  renamed.set(group.id, group.name);
  directory.renameGroup(group.id, `${group.name} (${random.pick(['new', 'EMEA', '2nd floor', 'interim'])})`);
}
