/** A session over a scripted server: its sign-ins, its applications and two features that note what they are told. */
import { expect } from 'vitest';
import { fail, ok, type AppError, type Result } from '../result.ts';
import type { Connection } from '../store/state.ts';
import { fakeClient, resource, signedIn, type FakeClient } from './client.ts';
import { drivenClock, idle } from './clock.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import type { Resource, SignInStep, UcwaEvent } from '../ucwa/index.ts';
import type { Application, Feature } from '../session/application.ts';
import { createSession } from '../session/session.ts';
import type { Progress, Server } from '../session/state.ts';

export const POST = 'POST /applications';

export function applicationResource(name = 'app'): Resource {
  return resource('application', `/${name}`, {
    links: { events: `/${name}/events?ack=1`, batch: `/${name}/batch` },
    embedded: { me: resource('me', `/${name}/me`), people: resource('people', `/${name}/people`) },
  });
}

export interface FakeFeature extends Feature {
  readonly attached: Application[];
  readonly events: string[];
  refreshes: number;
  /** What the next attachments answer; the last one stays. */
  outcomes: (Result<null> | Promise<Result<null>>)[];
}

export function fakeFeature(): FakeFeature {
  return {
    attached: [],
    events: [],
    refreshes: 0,
    outcomes: [ok(null)],
    async attach(application) {
      this.attached.push(application);
      return (this.outcomes.length > 1 ? this.outcomes.shift() : this.outcomes[0]) ?? ok(null);
    },
    onEvents(events: readonly UcwaEvent[]) {
      this.events.push(...events.map(({ href }) => href));
    },
    refresh() {
      this.refreshes += 1;
    },
  };
}

/** A scripted sign-in; what else it says of a step is not the session's affair. */
export type SignIn = (
  onStep: (step: Progress & { readonly what?: string }) => void,
  signal: AbortSignal,
) => Promise<Result<Server>>;

export function session(client: FakeClient = fakeClient()) {
  const clock = drivenClock();
  const logger = fakeLogger();
  const features = [fakeFeature(), fakeFeature()] as const;
  const phases: Connection['phase'][] = [];
  const lives: (string | null)[] = [];
  let connection: Connection = { phase: 'signedOut', error: null };
  const signIns: SignIn[] = [];
  let signInCount = 0;
  let endpoints = 0;
  const made = createSession({
    clock,
    logger,
    features,
    signIn(onStep, signal) {
      signInCount += 1;
      const scripted = signIns.shift();
      if (scripted) return scripted(onStep, signal);
      return Promise.resolve(ok(signedIn(client)));
    },
    identity(fresh) {
      if (fresh) endpoints += 1;
      const endpointId = endpoints === 0 ? 'endpoint' : `endpoint-${endpoints}`;
      return { endpointId, userAgent: 'Rollcall/1', culture: 'en-US' };
    },
    setConnection(next) {
      if (next !== connection) phases.push(next.phase);
      connection = next;
    },
    onLive: (application) => lives.push(application?.href ?? null),
  });
  client.on(POST, applicationResource());
  client.on('GET /app', applicationResource());
  client.on('DELETE /app', null);
  return {
    client,
    clock,
    logger,
    features,
    phases,
    lives,
    signIns,
    session: made,
    connection: () => connection,
    signInCount: () => signInCount,
    async live() {
      made.start();
      await idle();
      expect(connection.phase).toBe('live');
    },
  };
}

export function refusing(error: AppError): SignIn {
  return async () => fail(error);
}

/** A step of the trace, just begun. */
export function signInStep(phase: SignInStep['phase'], host: string): SignInStep {
  const nothingYet = { ms: null, answered: null, decided: null, status: null, frontEnd: null, correlationId: null };
  return { id: 1, at: 0, phase, host, asked: 'GET root over https', ...nothingYet };
}
