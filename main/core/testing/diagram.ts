/**
 * Draws the machine from its own steps: every sample is stepped with everything that can happen to it, and what comes
 * out becomes two Mermaid diagrams and a table. `session/README.md` holds them; a test keeps it so. Pure.
 */
import { MACHINE, step, type Kind, type Type } from '../session/machine.ts';
import type { Channel, Event, Machine, State } from '../session/state.ts';

/** A machine in some state, the time there, and what can happen to it now. */
export interface Sample {
  readonly machine: Machine;
  readonly now: number;
  readonly events: readonly Event[];
}

interface Arrow {
  readonly from: State;
  readonly to: State;
  readonly type: Type;
}

const KINDS = Object.keys(MACHINE) as Kind[];
const TYPES = Object.keys(MACHINE.signedOut) as Type[];
const CHANNEL: readonly Channel['kind'][] = ['polling', 'resting', 'checking'];
/** They lead out of every state; an arrow for each would hide the others. */
const EVERYWHERE: readonly Type[] = ['start', 'stop'];

/** The Markdown of both diagrams and the table. */
export function drawMachine(samples: readonly Sample[]): string {
  const arrows = samples.flatMap(arrowsOf);
  return [
    'The states, and what leads from one to another; `start` and `stop` are possible everywhere and are left out.',
    mermaid(drawKinds(arrows)),
    'Inside `attaching` and `live`, the event channel:',
    mermaid(drawChannel(arrows)),
    'Everything that can happen, in every state: where it leads, `=` where the state stays what it is, `·` where it is',
    'ignored on purpose. An empty cell is the report of a job that the state does not have.',
    '',
    table(arrows),
  ].join('\n');
}

function arrowsOf({ machine, now, events }: Sample): Arrow[] {
  return events.map((event) => ({
    from: machine.state,
    to: step(machine, event, { now, chance: 0 }).machine.state,
    type: event.type,
  }));
}

function mermaid(lines: readonly string[]): string {
  return ['', '```mermaid', 'stateDiagram-v2', ...lines.map((line) => `  ${line}`), '```', ''].join('\n');
}

function drawKinds(arrows: readonly Arrow[]): string[] {
  const between = arrows.filter(({ from, to, type }) => from.kind !== to.kind && !EVERYWHERE.includes(type));
  return ['[*] --> signedOut', ...joined(between.map(({ from, to, type }) => [from.kind, to.kind, type]))];
}

function drawChannel(arrows: readonly Arrow[]): string[] {
  const between = arrows.flatMap(({ from, to, type }): [string, string, Type][] => {
    const before = channelOf(from);
    const after = channelOf(to);
    if (before === null || EVERYWHERE.includes(type)) return [];
    return before === after ? [] : [[before, after ?? to.kind, type]];
  });
  return ['[*] --> polling: applicationMade', ...joined(between)];
}

function channelOf(state: State): Channel['kind'] | null {
  return state.kind === 'attaching' || state.kind === 'live' ? state.channel.kind : null;
}

/** One arrow between two places, with everything that leads along it. */
function joined(arrows: readonly (readonly [from: string, to: string, type: Type])[]): string[] {
  const places = [...KINDS, ...CHANNEL] as string[];
  const labels = new Map<string, Set<Type>>();
  for (const [from, to, type] of arrows) {
    const key = `${from} --> ${to}`;
    labels.set(key, (labels.get(key) ?? new Set()).add(type));
  }
  const rank = (key: string): number => {
    const [from = '', to = ''] = key.split(' --> ');
    return places.indexOf(from) * places.length + places.indexOf(to);
  };
  return [...labels]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([key, types]) => `${key}: ${TYPES.filter((type) => types.has(type)).join(', ')}`);
}

function table(arrows: readonly Arrow[]): string {
  const cell = (kind: Kind, type: Type): string => {
    const entry = MACHINE[kind][type];
    if (typeof entry === 'string') return entry === 'never' ? '' : '·';
    const reached = new Set(
      arrows.filter(({ from, type: of }) => from.kind === kind && of === type).map(({ to }) => to.kind),
    );
    return KINDS.filter((to) => reached.has(to))
      .map((to) => (to === kind ? '=' : to))
      .join(', ');
  };
  return [
    `| | ${KINDS.join(' | ')} |`,
    `|${'-|'.repeat(KINDS.length + 1)}`,
    ...TYPES.map((type) => `| ${type} | ${KINDS.map((kind) => cell(kind, type)).join(' | ')} |`),
  ].join('\n');
}
