/** `npm run demo -- --once`: the main job, headless, against a simulated company in this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDocuments } from '../../main/browser/documents.ts';
import { createNodeHttp } from '../../main/browser/http.ts';
import { createCore } from '../../main/core/app.ts';
import type { Medium } from '../../main/core/core.ts';
import type { NotificationSpec, Ports } from '../../main/core/ports.ts';
import { createAppHost } from '../../main/system/app-host.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createLogger } from '../../main/system/log.ts';
import { createMemorySecrets } from '../../main/system/memory-secrets.ts';
import { createMemoryTokens } from '../../main/system/memory-tokens.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { mainJob } from './main-job.ts';
import { askedToEnd } from './processes.ts';
import { type StepResult, runSteps } from './steps.ts';

/** For the whole job; a machine under load takes a few seconds. */
const DEADLINE_MS = 120_000;

/** What came of it. Both counts are the simulator's. */
export interface Outcome {
  steps: StepResult[];
  requests: number;
  /** Things the client did that the protocol's documentation forbids. */
  offences: number;
}

/** The app's own adapters, except for screen, keychain and power, which a headless run does without. */
function portsFor(simulator: Simulator, data: string, shown: NotificationSpec[]) {
  const clock = createSystemClock();
  const logger = createLogger(
    'error',
    (line) => process.stderr.write(`${line}\n`),
    () => clock.now(),
  );
  const http = createNodeHttp({
    clock,
    ca: simulator.caPem,
    resolve: Object.values(simulator.hosts).map((name) => ({
      name,
      port: 443,
      address: '127.0.0.1',
      addressPort: simulator.port,
    })),
  });
  const nothing = () => () => undefined;
  const ports: Ports = {
    http,
    clock,
    secrets: createMemorySecrets(),
    tokens: createMemoryTokens(),
    signInHelp: { systemUser: false, pages: null, openId: null },
    files: { save: () => Promise.resolve('failed') },
    settings: createDocuments(data, clock, logger),
    logger,
    power: { onResume: nothing, onSuspend: nothing, idleSeconds: () => Infinity },
    network: { online: () => true, onChange: nothing },
    notifier: { show: (spec) => shown.push(spec), withdraw: nothing, onRefused: nothing, onClick: nothing },
    updater: null,
    host: createAppHost({
      version: 'demo',
      host: 'browser',
      settings: [],
      documents: data,
      licences: null,
      openLogs: null,
    }),
    userAgent: 'Rollcall/demo',
    culture: 'en-US',
  };
  return { ports, close: () => http.close() };
}

/** Does the main job once against a simulator that nobody has used yet. `told` hears of each step at once. */
export async function doMainJob(
  simulator: Simulator,
  deadline: AbortSignal,
  told: (result: StepResult) => void,
  medium: Medium | null = null,
): Promise<Outcome> {
  await using scope = new AsyncDisposableStack();
  const data = await mkdtemp(path.join(tmpdir(), 'rollcall-once-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const shown: NotificationSpec[] = [];
  const { ports, close } = portsFor(simulator, data, shown);
  scope.defer(close);
  const { address, password, control } = simulator;
  const core = createCore(ports, {
    signInAtStart: { address, password, server: null },
    ...(medium ? { medium } : {}),
  });
  scope.defer(() => core.stop());

  const steps = await runSteps(mainJob({ core, simulator, shown, deadline }), () => performance.now(), told);
  return {
    steps,
    requests: control.requests().count,
    offences: control.offences().reduce((sum, { count }) => sum + count, 0),
  };
}

/** Runs the job and prints it, step by step or as one JSON object. Answers with our exit code. */
export async function once({ json, medium }: { json: boolean; medium: Medium | null }): Promise<number> {
  const interrupted = new AbortController();
  void askedToEnd().then(() => interrupted.abort());
  const deadline = AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), interrupted.signal]);
  const say = (text: string) => process.stdout.write(`${text}\n`);

  await using scope = new AsyncDisposableStack();
  const simulator = await createSimulator({ people: 60, seed: 1 });
  scope.defer(() => simulator.close());
  const told = ({ name, ok, ms, detail }: StepResult) => {
    if (!json) say(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(38)} ${`${ms} ms`.padStart(8)}  ${detail}`);
  };
  const outcome = await doMainJob(simulator, deadline, told, medium);
  if (json) say(JSON.stringify(outcome));
  else {
    say(`${outcome.requests} requests, ${outcome.offences} strictness offences`);
    for (const { rule, count, last } of simulator.control.offences()) say(`  ${rule}, ${count} times: ${last}`);
  }
  return outcome.offences === 0 && outcome.steps.every(({ ok }) => ok) ? 0 : 1;
}
