/** From the words of the command line to options. */
import { parseArgs } from 'node:util';
import { DEPLOYMENTS } from './deployment/topology.ts';
import { KNOB_DEFAULTS, readKnob } from './knobs.ts';
import { complete, STANDARD, type SimulatorOptions } from './options.ts';
import { SIGN_INS } from './presets.ts';

export type Read =
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'run'; readonly options: SimulatorOptions };

export const HELP = `A UCWA 2.0 server for demos and tests.

  --port N          port of discovery and pool (0: a free one; default ${STANDARD.port})
  --plain-port N    port of plain http (0: a free one; default ${STANDARD.plainPort})
  --control-port N  port of the control interface (0: a free one; default 0)
  --people N        people in the contact list (default ${STANDARD.people})
  --groups N        groups of all kinds (default ${STANDARD.groups})
  --seed N          the same seed makes the same company (default ${STANDARD.seed})
  --domain D        default ${STANDARD.domain}
  --password P      of the signed-in user (default ${STANDARD.password})
  --lively MS       something happens every so often (default ${STANDARD.lively}: nothing)
  --clock KIND      real or driven (default ${STANDARD.clock})
  --deployment KIND ${DEPLOYMENTS.join(', ')} (default ${STANDARD.deployment})
  --sign-in KIND    ${SIGN_INS.join(', ')}
                    (default standard; hybrid: openid)
  --set KNOB=VALUE  a switch; may be given several times
  --help

Switches and their defaults:
${Object.entries(KNOB_DEFAULTS)
  .map(([name, value]) => `  ${name}=${String(value)}`)
  .join('\n')}`;

const NUMBERS = ['port', 'plain-port', 'control-port', 'people', 'groups', 'seed', 'lively'] as const;

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
  const deployment = DEPLOYMENTS.find((one) => one === (values.deployment ?? STANDARD.deployment));
  if (!deployment) return { kind: 'error', message: `--deployment is one of ${DEPLOYMENTS.join(', ')}` };
  const signIn = SIGN_INS.find((one) => one === values['sign-in']);
  if (values['sign-in'] !== undefined && !signIn) {
    return { kind: 'error', message: `--sign-in is one of ${SIGN_INS.join(', ')}` };
  }
  const options: SimulatorOptions = {
    port: numbers.port ?? STANDARD.port,
    plainPort: numbers['plain-port'] ?? STANDARD.plainPort,
    controlPort: numbers['control-port'] ?? 0,
    people: numbers.people ?? STANDARD.people,
    groups: numbers.groups ?? STANDARD.groups,
    seed: numbers.seed ?? STANDARD.seed,
    lively: numbers.lively ?? STANDARD.lively,
    domain: values.domain ?? STANDARD.domain,
    password: values.password ?? STANDARD.password,
    clock,
    deployment,
    ...(signIn ? { signIn } : {}),
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
      'plain-port': text,
      'control-port': text,
      people: text,
      groups: text,
      seed: text,
      domain: text,
      password: text,
      lively: text,
      clock: text,
      deployment: text,
      'sign-in': text,
      set: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  }).values;
}
