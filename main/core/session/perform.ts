/** Doing a job of the session: one request or one timer each, and a report of what came of it. */
import type { Clock } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { createApplication, deleteApplication, type Application, type Feature, type Identity } from './application.ts';
import { getApplication, getEvents, linkTo } from '../ucwa/index.ts';
import { POLL } from './channel.ts';
import type { Event, Job, Progress, Server } from './state.ts';
import { watched } from './watch.ts';

/** What jobs are done with. */
export interface Tools {
  readonly clock: Clock;
  readonly features: readonly Feature[];
  /** Discovers and authenticates; called again when the server moved. */
  signIn(onStep: (step: Progress) => void, signal: AbortSignal): Promise<Result<Server>>;
  /** Who makes applications. `fresh`: another copy of the app works with the identity so far; keep a new one. */
  identity(fresh: boolean): Identity;
}

/** Takes what came of a job. */
export type Report = (event: Event) => void;

/** Does the job. `signal`: nobody waits for it any more. Rejects when something broke that must not. */
export async function perform(job: Job, tools: Tools, report: Report, signal: AbortSignal): Promise<void> {
  const { run } = job;
  switch (job.kind) {
    case 'signIn': {
      const signedIn = await tools.signIn((progress) => report({ type: 'step', run, progress }), signal);
      if (signedIn.ok) report({ type: 'signedIn', run, server: signedIn.value });
      else report({ type: 'signInFailed', run, error: signedIn.error });
      return;
    }
    case 'application': {
      const { client, applicationsUrl } = job.server;
      const identity = tools.identity(job.freshIdentity);
      const made = await createApplication(client, applicationsUrl, identity, signal);
      if (made.ok) {
        const { client: plain, href } = made.value;
        const watching = watched(plain, href, made.value.signal, (error) =>
          report({ type: 'applicationLost', application, error }),
        );
        const application: Application = { ...made.value, ...watching };
        report({ type: 'applicationMade', run, application });
      } else report({ type: 'applicationFailed', run, error: made.error });
      return;
    }
    case 'poll': {
      const { server, application } = job.living;
      const asked = application.doubt();
      const doubt = asked && (await asked);
      if (doubt) return report({ type: 'pollFailed', run, error: doubt });
      const answer = await getEvents(server.client, linkTo(job.href), job.withParameters ? POLL : {}, { signal });
      if (answer.ok) report({ type: 'packageArrived', run, package: answer.value });
      else report({ type: 'pollFailed', run, error: answer.error });
      return;
    }
    case 'check': {
      const { server, application } = job.living;
      const answer = await getApplication(server.client, linkTo(application.href), {}, { signal });
      if (answer.ok) report({ type: 'applicationAlive', run });
      else report({ type: 'checkFailed', run, error: answer.error });
      return;
    }
    case 'attach': {
      const which = job.which ?? tools.features.map((_, index) => index);
      const outcomes = await Promise.all(
        which.map(async (index) => ({
          index,
          outcome: (await tools.features[index]?.attach(job.living.application)) ?? ok(null),
        })),
      );
      const failed = outcomes.flatMap(({ index, outcome }) => (outcome.ok ? [] : [{ index, error: outcome.error }]));
      const [first] = failed;
      if (!first) report({ type: 'attached', run });
      else report({ type: 'attachFailed', run, failed: failed.map(({ index }) => index), error: first.error });
      return;
    }
    case 'farewell':
      await deleteApplication(job.application, tools.clock);
      report({ type: 'farewellEnded', run });
      return;
    case 'timer': {
      const cancel = tools.clock.setTimer(job.ms, () => report({ type: 'timerFired', run }));
      signal.addEventListener('abort', cancel, { once: true });
      return;
    }
    default:
      job satisfies never;
  }
}
