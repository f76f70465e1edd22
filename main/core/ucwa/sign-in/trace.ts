/**
 * The trace of a sign-in: a step for every request, from its beginning to what was made of its answer. Nothing in it is
 * secret, an href, or somebody's address.
 */
import type { Clock, Http, HttpResponse } from '../../ports.ts';
import { contentTypeOf, diagnosticsOf, frontEndOf, header, serverCorrelationId } from '../client/headers.ts';
import { parse } from '../client/href.ts';
import { readObject } from '../media/media.ts';
import { readChallenges } from './challenge.ts';
import { offeredKinds, readOffer } from './offer.ts';
import type { SignInKind, SignInStep } from './types.ts';

type Phase = SignInStep['phase'];
type Facts = Partial<Pick<SignInStep, 'status' | 'frontEnd' | 'correlationId'>>;

export interface Trace {
  /** Begins a step. */
  begin(phase: Phase, host: string, asked: string): OpenStep;
  /** `http`, every request of which becomes a step. `name`: what is asked for, such as `root`. */
  watch(http: Http, phase: Phase, name: string): Watch;
}

export interface OpenStep {
  answered(words: string, facts?: Facts): void;
  decided(words: string): void;
}

export interface Watch extends Http {
  /** Says what is made of the last answer. */
  decide(words: string): void;
}

/** Makes the trace of one sign-in. */
export function createTrace(clock: Clock, onStep: (step: SignInStep) => void): Trace {
  let count = 0;

  function begin(phase: Phase, host: string, asked: string): OpenStep {
    const nothingYet = { ms: null, answered: null, decided: null, status: null, frontEnd: null, correlationId: null };
    let step: SignInStep = { id: (count += 1), at: clock.now(), phase, host, asked: mask(asked), ...nothingYet };
    const become = (change: Partial<SignInStep>): void => {
      step = { ...step, ...change };
      onStep(step);
    };
    onStep(step);
    return {
      answered: (words, facts = {}) => become({ ...facts, ms: clock.now() - step.at, answered: mask(words) }),
      decided: (words) => become({ decided: mask(words) }),
    };
  }

  return {
    begin,
    watch(http, phase, name) {
      let last: OpenStep | null = null;
      return {
        async send(request, signal) {
          const url = parse(request.url);
          const ticket = request.headers.authorization === undefined ? '' : ', with a ticket';
          // What follows an answer within one exchange is the same question once more.
          last?.decided(ticket === '' ? 'ask again without a ticket' : 'ask again with another ticket');
          const scheme = url?.protocol.replace(':', '') ?? '';
          const step = begin(phase, url?.host ?? '', `${request.method} ${name} over ${scheme}${ticket}`);
          last = step;
          const outcome = await http.send(request, signal);
          if (outcome.ok) step.answered(wordsOf(request.url, outcome.response), factsOf(outcome.response));
          else step.answered(FAILURES[outcome.failure.kind] + detailOf(outcome.failure));
          return outcome;
        },
        decide: (words) => last?.decided(words),
      };
    },
  };
}

const FAILURES = {
  offline: 'nothing, there is no network',
  unreachable: 'nothing, the server cannot be reached',
  timeout: 'nothing in time',
  tls: 'a certificate that is not trusted',
  tooLarge: 'more than is taken in',
  aborted: 'nothing any more, the request was given up',
} as const;

/** Issuer and fingerprint of a refused certificate, or the transport's own word for its failure. */
function detailOf({ kind, detail }: { kind: keyof typeof FAILURES; detail: string }): string {
  return detail === '' || kind === 'aborted' ? '' : ` (${detail.slice(0, 300)})`;
}

const KINDS: Readonly<Record<SignInKind, string>> = {
  windows: 'Windows',
  password: 'password',
  passive: 'a sign-in page',
  microsoft: 'Microsoft sign-in',
};

/** The kinds in words, such as `Windows, password`. */
export function wordsForKinds(kinds: readonly SignInKind[]): string {
  return kinds.length === 0 ? 'no known way to sign in' : kinds.map((kind) => KINDS[kind]).join(', ');
}

/** Such as `401, offers Windows, password` or `400 invalid_grant, diagnostics 28020`. */
function wordsOf(url: string, response: HttpResponse): string {
  const { number } = diagnosticsOf(response);
  const location = header(response.headers, 'location');
  const parts = [[String(response.status), oauthError(response)].filter((part) => part !== null).join(' ')];
  if (response.headers['www-authenticate'] !== undefined) parts.push(`offers ${offersOf(url, response)}`);
  if (location !== null) parts.push(`to ${parse(location, url)?.host ?? 'no address'}`);
  if (number !== null) parts.push(`diagnostics ${number}`);
  return parts.join(', ');
}

function offersOf(url: string, response: HttpResponse): string {
  const offer = readOffer(url, response);
  if (offer !== null) return wordsForKinds(offeredKinds(offer));
  const schemes = readChallenges(response.headers['www-authenticate'] ?? []).map(({ scheme }) => scheme);
  return [...new Set(schemes.filter((scheme) => /^[\w-]{1,20}$/.test(scheme)))].join(', ') || 'nothing readable';
}

function oauthError(response: HttpResponse): string | null {
  if (response.status !== 400) return null;
  const body = readObject(response.body, contentTypeOf(response));
  const error = body.ok ? body.value.error : null;
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : null;
}

function factsOf(response: HttpResponse): Facts {
  const { status } = response;
  return { status, frontEnd: frontEndOf(response), correlationId: serverCorrelationId(response) };
}

/** Certificates and messages can name people. */
function mask(words: string): string {
  return words.replace(/[^\s@<>"']+@[^\s@<>"']+/g, '…');
}
