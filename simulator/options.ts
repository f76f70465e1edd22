/** What a simulator can be started with, in code and on the command line. */
import { DEPLOYMENTS, type Deployment } from './deployment/topology.ts';
import { KNOB_DEFAULTS, setKnobs, type Knobs } from './knobs.ts';
import { DEPLOYMENT_KNOBS, SIGN_INS, SIGN_IN_KNOBS, type SignIn } from './presets.ts';

export interface SimulatorOptions {
  /** Of the server; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Of the control interface over HTTP; 0 takes a free one, null starts none. Default null. */
  readonly controlPort?: number | null;
  /** People in the contact list, 1 to 50,000. Default 60. */
  readonly people?: number;
  /** Groups of all kinds, 3 to 250. Default 8. */
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
  /** Which hosts there are, and how discovery leads through them. Default `single`. */
  readonly deployment?: Deployment;
  /** What the servers offer: a set of knobs under one name. Default `standard`, in a hybrid deployment `openid`. */
  readonly signIn?: SignIn;
  /** Of plain http; 0 takes a free one. Default 0. */
  readonly plainPort?: number;
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
  deployment: 'single',
  plainPort: 0,
} as const;

export type CompleteOptions = Required<Omit<SimulatorOptions, 'knobs' | 'signIn'>> & { readonly knobs: Knobs };

/** Fills in what is absent. Throws a RangeError that names what does not fit. */
export function complete(options: SimulatorOptions): CompleteOptions {
  const full: CompleteOptions & { readonly signIn?: SignIn } = { ...STANDARD, ...options, knobs: KNOB_DEFAULTS };
  within('port', full.port, 0, 65_535);
  if (full.controlPort !== null) within('controlPort', full.controlPort, 0, 65_535);
  within('plainPort', full.plainPort, 0, 65_535);
  if (!DEPLOYMENTS.includes(full.deployment)) throw new RangeError(`deployment is one of ${DEPLOYMENTS.join(', ')}`);
  const signIn = full.signIn ?? (full.deployment === 'hybrid' ? 'openid' : 'standard');
  if (!SIGN_INS.includes(signIn)) throw new RangeError(`signIn is one of ${SIGN_INS.join(', ')}`);
  within('people', full.people, 1, 50_000);
  within('groups', full.groups, 3, 250);
  within('seed', full.seed, 0, 0xffff_ffff);
  within('lively', full.lively, 0, 86_400_000);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(full.domain)) throw new RangeError(`"${full.domain}" is no domain`);
  if (full.password === '') throw new RangeError('the password must not be empty');
  // A company larger than a contact list may be must still leave room to add somebody.
  const contactLimit = Math.max(KNOB_DEFAULTS.contactLimit, full.people + 50);
  const presets = { ...DEPLOYMENT_KNOBS[full.deployment], ...SIGN_IN_KNOBS[signIn] };
  const knobs: Knobs = { ...KNOB_DEFAULTS, contactLimit, ...presets };
  const problem = setKnobs(knobs, options.knobs ?? {});
  if (problem !== null) throw new RangeError(problem);
  return { ...full, knobs };
}

function within(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} is a whole number from ${min} to ${max}`);
  }
}
