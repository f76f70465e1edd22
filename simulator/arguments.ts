/** From the words of the command line to options. */
import { parseArgs } from 'node:util';
import { KNOB_DEFAULTS, readKnob } from './knobs.ts';
import { complete, STANDARD, type SimulatorOptions } from './options.ts';

export type Read =
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'run'; readonly options: SimulatorOptions };

export const HELP = `A UCWA 2.0 server for demos and tests.

  --port N          port of discovery and pool (0: a free one; default ${STANDARD.port})
  --control-port N  port of the control interface (0: a free one; default 0)
  --people N        people in the contact list (default ${STANDARD.people})
  --groups N        groups of all kinds (default ${STANDARD.groups})
  --seed N          the same seed makes the same company (default ${STANDARD.seed})
  --domain D        default ${STANDARD.domain}
  --password P      of the signed-in user (default ${STANDARD.password})
  --lively MS       something happens every so often (default ${STANDARD.lively}: nothing)
  --clock KIND      real or driven (default ${STANDARD.clock})
  --set KNOB=VALUE  a switch; may be given several times
  --help

Switches and their defaults:
${Object.entries(KNOB_DEFAULTS)
  .map(([name, value]) => `  ${name}=${String(value)}`)
  .join('\n')}`;

const NUMBERS = ['port', 'control-port', 'people', 'groups', 'seed', 'lively'] as const;

export function readArguments(words: readonly string[]): Read {
  let values: ReturnType<typeof parseWords>;
  try {
    values = parseWords(words);
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : 'The command line does not parse.' };
  }
  if (values.help) return { kind: 'help' };
  const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const name of NUMBERS) {
    const text = values[name];
    if (text === undefined) continue;
    if (!/^\d+$/.test(text)) return { kind: 'error', message: `--${name} is a whole number` };
    numbers[name] = Number(text);
  }
  const knobs: Record<string, unknown> = {};
  for (const setting of values.set ?? []) {
    const equals = setting.indexOf('=');
    if (equals === -1) return { kind: 'error', message: `--set ${setting}: write it as KNOB=VALUE` };
    const read = readKnob(setting.slice(0, equals), setting.slice(equals + 1));
    if (typeof read === 'string') return { kind: 'error', message: read };
    knobs[read.name] = read.value;
  }
  const clock = values.clock ?? STANDARD.clock;
  if (clock !== 'real' && clock !== 'driven') return { kind: 'error', message: '--clock is real or driven' };
  const options: SimulatorOptions = {
    port: numbers.port ?? STANDARD.port,
    controlPort: numbers['control-port'] ?? 0,
    people: numbers.people ?? STANDARD.people,
    groups: numbers.groups ?? STANDARD.groups,
    seed: numbers.seed ?? STANDARD.seed,
    lively: numbers.lively ?? STANDARD.lively,
    domain: values.domain ?? STANDARD.domain,
    password: values.password ?? STANDARD.password,
    clock,
    knobs,
  };
  try {
    complete(options);
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : 'The options do not fit.' };
  }
  return { kind: 'run', options };
}

function parseWords(words: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...words],
    strict: true,
    allowPositionals: false,
    options: {
      port: text,
      'control-port': text,
      people: text,
      groups: text,
      seed: text,
      domain: text,
      password: text,
      lively: text,
      clock: text,
      set: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  }).values;
}
