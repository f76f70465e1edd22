/** What a simulator can be started with, in code and on the command line. */
import { KNOB_DEFAULTS, setKnobs, type Knobs } from './knobs.ts';

export interface SimulatorOptions {
  /** Of the server; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Of the control interface over HTTP; 0 takes a free one, null starts none. Default null. */
  readonly controlPort?: number | null;
  /** People in the contact list, 1 to 5000. Default 60. */
  readonly people?: number;
  /** Groups of all kinds, 3 to 60. Default 8. */
  readonly groups?: number;
  /** The same seed makes the same company. Default 1. */
  readonly seed?: number;
  /** Default `contoso.example`. */
  readonly domain?: string;
  /** Of the signed-in user. Default `rollcall-demo`. */
  readonly password?: string;
  /** Milliseconds between two happenings of a lively day; 0 (the default) for a quiet one. */
  readonly lively?: number;
  readonly clock?: 'real' | 'driven';
  /** Switches that differ from their defaults. */
  readonly knobs?: Partial<Knobs>;
}

export const STANDARD = {
  port: 0,
  controlPort: null,
  people: 60,
  groups: 8,
  seed: 1,
  domain: 'contoso.example',
  password: 'rollcall-demo',
  lively: 0,
  clock: 'real',
} as const;

export type CompleteOptions = Required<Omit<SimulatorOptions, 'knobs'>> & { readonly knobs: Knobs };

/** Fills in what is absent. Throws a RangeError that names what does not fit. */
export function complete(options: SimulatorOptions): CompleteOptions {
  const full = { ...STANDARD, ...options };
  within('port', full.port, 0, 65_535);
  if (full.controlPort !== null) within('controlPort', full.controlPort, 0, 65_535);
  within('people', full.people, 1, 5000);
  within('groups', full.groups, 3, 60);
  within('seed', full.seed, 0, 0xffff_ffff);
  within('lively', full.lively, 0, 86_400_000);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(full.domain)) throw new RangeError(`"${full.domain}" is no domain`);
  if (full.password === '') throw new RangeError('the password must not be empty');
  // A company larger than a contact list may be must still leave room to add somebody.
  const contactLimit = Math.max(KNOB_DEFAULTS.contactLimit, full.people + 50);
  const knobs: Knobs = { ...KNOB_DEFAULTS, contactLimit };
  const problem = setKnobs(knobs, full.knobs ?? {});
  if (problem !== null) throw new RangeError(problem);
  return { ...full, knobs };
}

function within(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} is a whole number from ${min} to ${max}`);
  }
}
