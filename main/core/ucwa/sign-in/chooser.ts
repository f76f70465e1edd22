/** Which grant gets the ticket (PROTOCOL 3): what asks the user least first, nothing twice that was refused. */
import { appError, fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { parse } from '../client/href.ts';
import type { Grant, Outcome } from './grants/grant.ts';
import { offeredKinds } from './offer.ts';
import type { Offer } from './offer.ts';
import type { ApprovedHosts } from './approved-hosts.ts';
import type { SignInKind, SignInListener } from './types.ts';

/** A ticket, and how it was had. */
export interface Acquired {
  readonly kind: SignInKind;
  /** URL of the ticket service or the OpenID provider. */
  readonly giver: string;
  /** The only origin that it is good for; null: wherever its giver's tickets are. */
  readonly bound: string | null;
  readonly token: string;
  readonly expiresAt: number;
}

export interface Chooser {
  /** Gets a ticket for the origin that made the offer. `refused`: the one that it did not take. */
  get(offer: Offer, refused: string | null): Promise<Result<Acquired>>;
  /** Whether a web ticket, which is good at its service too, may be sent to this origin. */
  readonly mayHoldTicket: (origin: string) => boolean;
}

export interface ChooserOptions {
  readonly grants: readonly Grant[];
  readonly hosts: ApprovedHosts;
  readonly onOffer: SignInListener['onOffer'];
  /** Aborts when nobody waits for a ticket any more. */
  readonly signal: () => AbortSignal;
}

/** Who is tried in which order: silently, then with the user. A password at hand spares the server a handshake. */
const SILENTLY: readonly SignInKind[] = ['microsoft', 'windows', 'password', 'passive'];
const PASSWORD_AT_HAND: readonly SignInKind[] = ['microsoft', 'password', 'windows', 'passive'];
const ASKING: readonly SignInKind[] = ['passive', 'microsoft'];

/** A grant that is offered here, and who would give its ticket. */
interface Candidate {
  readonly grant: Grant;
  readonly giver: string;
}

type Ask = Extract<Outcome, { is: 'ask' }>['ask'];

/** What the attempts have come to besides a ticket. */
interface Findings {
  /** Ways that take the user. */
  readonly asks: { readonly candidate: Candidate; readonly ask: Ask }[];
  readonly denied: AppError[];
  readonly trouble: AppError[];
  /** What is to be told whatever else might be tried. */
  readonly final: AppError | null;
}

/** Remembers, for as long as it lives, what was denied and what is not possible. */
export function createChooser({ grants, hosts, onOffer, signal }: ChooserOptions): Chooser {
  const denied = new Map<string, AppError>();
  const impossible = new Set<string>();
  let told: string | null = null;

  /** Refused passwords count against the account wherever they are sent; other refusals are about one server. */
  const keyOf = ({ grant, giver }: Candidate, offer: Offer): string =>
    grant.kind === 'password' ? grant.kind : [grant.kind, giver, grant.bound(offer) ?? ''].join(' ');

  function candidatesOf(offer: Offer): Candidate[] {
    const order = grants.some(({ kind, leave }) => kind === 'password' && leave() !== 'never')
      ? PASSWORD_AT_HAND
      : SILENTLY;
    return order.flatMap((kind) => {
      const grant = grants.find((one) => one.kind === kind);
      const giver = grant?.possible === true ? grant.giver(offer) : null;
      return grant === undefined || giver === null ? [] : [{ grant, giver }];
    });
  }

  const isUntried =
    (offer: Offer) =>
    (candidate: Candidate): boolean =>
      candidate.grant.leave() === 'never' && !impossible.has(keyOf(candidate, offer));

  function tell(offer: Offer, candidates: readonly Candidate[]): void {
    const left = candidates.filter((one) => !impossible.has(keyOf(one, offer))).map(({ grant }) => grant.kind);
    const kinds = offeredKinds(offer).filter((kind) => left.includes(kind));
    if (kinds.join() === told) return;
    told = kinds.join();
    onOffer(kinds);
  }

  /** Web tickets are seen by the origin that named their service, so both must be trusted with them. */
  function mayAsk({ grant, giver }: Candidate, offer: Offer): Result<null> {
    if (grant.bound(offer) !== null) return ok(null);
    const origin = hosts.approve(offer.origin, 'secret', null);
    return origin.ok ? hosts.approve(giver, 'secret', offer.url) : origin;
  }

  async function tryOne(candidate: Candidate, offer: Offer, refused: string | null, ask: Ask | null): Promise<Outcome> {
    const key = keyOf(candidate, offer);
    const error = denied.get(key);
    if (error !== undefined) return { is: 'denied', error };
    const allowed = mayAsk(candidate, offer);
    if (!allowed.ok) return { is: 'trouble', error: allowed.error };
    const outcome = await (ask === null ? candidate.grant.acquire(candidate.giver, offer, signal()) : ask(signal()));
    if (outcome.is === 'denied') denied.set(key, outcome.error);
    if (outcome.is === 'impossible') impossible.add(key);
    // Given once more what has just been refused: that server does not take it.
    if (outcome.is === 'ticket' && outcome.token === refused) return { is: 'trouble', error: notTaken(offer) };
    return outcome;
  }

  /** The ticket, or what else there is to try or to say. */
  async function silently(
    candidates: readonly Candidate[],
    offer: Offer,
    refused: string | null,
  ): Promise<Acquired | Findings> {
    const findings: Findings = { asks: [], denied: [], trouble: [], final: null };
    const troubled = new Set<string>();
    for (const candidate of candidates) {
      const { grant, giver } = candidate;
      if (grant.leave() === 'never' || impossible.has(keyOf(candidate, offer)) || troubled.has(giver)) continue;
      const outcome = await tryOne(candidate, offer, refused, null);
      switch (outcome.is) {
        case 'ticket':
          return { ...outcome, kind: grant.kind, giver, bound: grant.bound(offer) };
        case 'ask':
          findings.asks.push({ candidate, ask: outcome.ask });
          break;
        case 'denied':
          findings.denied.push(outcome.error);
          // What the user has given is wrong: that is for the user to hear, before anything else is tried.
          if (grant.kind === 'password') return { ...findings, asks: [], final: outcome.error };
          break;
        case 'trouble':
          // Whether a host may be given something is asked once the user has chosen the way that leads there.
          if (ASKING.includes(grant.kind) && outcome.error.code === 'auth.hostNotTrusted') {
            findings.asks.push({ candidate, ask: async () => outcome });
            break;
          }
          findings.trouble.push(outcome.error);
          troubled.add(giver);
          break;
        case 'impossible':
          break;
        default:
          outcome satisfies never;
      }
    }
    return findings;
  }

  /** With the user, who is bothered once: if one page leads nowhere, no other follows. */
  async function asking(findings: Findings, offer: Offer, refused: string | null): Promise<Acquired | Findings> {
    const open = ASKING.flatMap((kind) => findings.asks.filter(({ candidate }) => candidate.grant.kind === kind));
    const first = open.find(({ candidate }) => candidate.grant.leave() === 'ask');
    if (first === undefined) return findings;
    const { candidate, ask } = first;
    const outcome = await tryOne(candidate, offer, refused, ask);
    const { grant, giver } = candidate;
    if (outcome.is === 'ticket') return { ...outcome, kind: grant.kind, giver, bound: grant.bound(offer) };
    if (outcome.is === 'ask') return findings;
    return { ...findings, final: outcome.error };
  }

  return {
    mayHoldTicket: (origin) => hosts.approve(origin, 'secret', null).ok,

    async get(offer, refused) {
      const candidates = candidatesOf(offer);
      tell(offer, candidates);
      let come = await silently(candidates, offer, refused);
      if (!('token' in come)) come = await asking(come, offer, refused);
      tell(offer, candidates);
      return 'token' in come ? ok(come) : fail(explain(come, candidates.filter(isUntried(offer)), offer));
    },
  };
}

/** What is told when nothing led in: trouble that may pass, what the user could give, what was refused. */
function explain(findings: Findings, untried: readonly Candidate[], offer: Offer): AppError {
  const { final, trouble, asks, denied } = findings;
  const [first] = final === null ? trouble : [final];
  if (first !== undefined) return first;
  const host = parse(offer.url)?.host ?? null;
  const open = [...asks.map(({ candidate }) => candidate), ...untried].map(({ grant }) => grant.kind);
  if (open.length > 0) return appError('auth.required', wordsFor(open), { host });
  const words = 'The server offers no way of signing in that this app knows or that works on this computer.';
  return denied[0] ?? appError('auth.unsupported', words, { host });
}

function wordsFor(open: readonly SignInKind[]): string {
  if (open.includes('password')) return 'Enter your password to sign in.';
  if (open.includes('passive')) return "Sign in on your organisation's page to go on.";
  if (open.includes('microsoft')) return 'Sign in at Microsoft to go on.';
  return 'Choose how to sign in.';
}

/** The server took none of it: what the provider gave is what it has just refused. */
function notTaken({ url }: Offer): AppError {
  const host = parse(url)?.host ?? null;
  return appError('auth.denied', 'The server does not accept the sign-in that it asked for.', { host });
}
