/**
 * `npm run demo`: a simulated company, the app signed in to it, and colleagues who change things every few seconds.
 * `--no-open` opens no browser, `--host browser|electron` chooses the host, `--medium` what the browser host speaks to
 * the server in. `--once` shows no window: it does the main job once and says what happened, with `--json` as one object.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MEDIA, type Medium } from '../../main/core/core.ts';
import { buildStale } from './bundles.ts';
import { type HostCommand, type HostName, browserHost, chooseElectron, electronHost } from './host.ts';
import { askedToEnd, start } from './processes.ts';
import { publicKeyHash } from './public-key.ts';
import { type SimulatorFacts, nameMap, startSimulator } from './simulator-process.ts';

const COMPANY = ['--port', '0', '--people', '60', '--seed', '1', '--lively', '4000'];

interface Wishes {
  open: boolean;
  host: HostName | null;
  medium: Medium | null;
}

function browserDemo(facts: SimulatorFacts, data: string, { open, medium }: Wishes): HostCommand {
  const names = nameMap(facts).flatMap(({ name, target }) => ['--resolve', `${name}:443:${target}`]);
  const more = [...(open ? [] : ['--no-open']), ...(medium ? ['--medium', medium] : [])];
  const args = ['--user', facts.address, '--ca', facts.ca, ...names, '--data', data, ...more];
  return browserHost(args, { ROLLCALL_PASSWORD: facts.password });
}

async function electronDemo(binary: string, facts: SimulatorFacts, data: string): Promise<HostCommand> {
  const rules = nameMap(facts).map(({ name, target }) => `MAP ${name}:443 ${target}`);
  const switches = [
    `--user-data-dir=${data}`,
    `--host-resolver-rules=${rules.join(',')}`,
    `--ignore-certificate-errors-spki-list=${await publicKeyHash(facts)}`,
    `--rollcall-user=${facts.address}`,
  ];
  return electronHost(binary, switches, { ROLLCALL_PASSWORD: facts.password });
}

/** Runs simulator and app until one of them ends or we are asked to end. Answers with our exit code. */
async function demo(wishes: Wishes): Promise<number> {
  const asked = askedToEnd();
  if (!(await buildStale())) return 1;
  const binary = await chooseElectron(wishes.host);

  await using scope = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-demo-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  const simulator = startSimulator(COMPANY);
  scope.defer(() => simulator.stop());
  const facts = await Promise.race([asked, simulator.facts]);
  if (typeof facts === 'string') return 0;

  const command = binary === null ? browserDemo(facts, folder, wishes) : await electronDemo(binary, facts, folder);
  const host = start(command.name, command.command, command.args, {
    env: command.env,
    onLine: (line) => process.stdout.write(`${line}\n`),
  });
  scope.defer(() => host.stop());

  const end = await Promise.race([asked, host.ended, simulator.ended.then(({ how }) => ({ ok: false, how }))]);
  if (typeof end === 'string' || end.ok) return 0;
  process.stderr.write(`The demo ended: simulator or app ${end.how}.\n`);
  return 1;
}

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    host: { type: 'string' },
    medium: { type: 'string' },
  },
});
const medium = MEDIA.find((one) => one === values.medium) ?? null;
const host = values.host ?? (medium ? 'browser' : null);
if (host !== null && host !== 'browser' && host !== 'electron') {
  process.stderr.write(`--host is browser or electron, not ${host}.\n`);
  process.exitCode = 2;
} else if (values.medium !== undefined && (medium === null || host === 'electron')) {
  process.stderr.write(`--medium is one of ${MEDIA.join(', ')}, and for the browser host.\n`);
  process.exitCode = 2;
} else if (values.once || values.json) {
  const { once } = await import('./once.ts');
  process.exitCode = await once({ json: values.json, medium });
} else {
  process.exitCode = await demo({ open: !values['no-open'], host, medium }).catch((reason: unknown) => {
    process.stderr.write(`${reason instanceof Error ? reason.message : String(reason)}\n`);
    return 1;
  });
}
