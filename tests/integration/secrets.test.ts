/** Whatever way of signing in, whatever goes wrong: no secret and no href is left where others can read it. */
import { afterEach, expect, test } from 'vitest';
import { toOps, toSnapshot } from '../../main/ipc/view.ts';
import type { SignInKind } from '../../main/core/store/state.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import { startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { CLIENT_ID, createComputer } from '../support/sign-in-help.ts';
import { untilState } from '../support/wait.ts';

/** Remembers every text that was ever written. */
class Written extends Map<string, string> {
  readonly texts: string[] = [];

  override set(name: string, text: string): this {
    this.texts?.push(`${name}: ${text}`);
    return super.set(name, text);
  }
}

let simulator: Simulator;
let rollcall: Rollcall;

afterEach(async () => {
  await rollcall.stop();
  await simulator.close();
});

const WAYS: [SignInKind, SimulatorOptions][] = [
  ['password', { signIn: 'password' }],
  ['windows', { signIn: 'standard' }],
  ['passive', { signIn: 'passive' }],
  ['microsoft', { signIn: 'openid' }],
];

test.each(WAYS)('%s: failure, sign-in, renewal, restart, sign-out', async (kind, options) => {
  simulator = await createSimulator({ people: 12, seed: 4, ...options });
  const documents = new Written();
  const tokens = new Written();
  const computer = createComputer(simulator);
  const told: string[] = [];
  const files: string[] = [];
  computer.secrets.add('quite-wrong');

  async function run(what: (core: Rollcall['core']) => Promise<void>): Promise<void> {
    const policy = { openId: { clientId: CLIENT_ID, authority: null } };
    rollcall = await startRollcall(simulator, { documents, tokens, password: null, help: computer.help, policy });
    const { core } = rollcall;
    core.store.subscribe((changes) => void told.push(JSON.stringify(toOps(changes))));
    await what(core);
    told.push(JSON.stringify(toSnapshot(core.store.state)), ...rollcall.log);
    await core.commands['session.saveTrace'](null);
    files.push(...rollcall.saved);
    await rollcall.stop();
    told.push(...rollcall.log);
  }

  await run(async (core) => {
    const input = { address: simulator.address, password: '', server: null, remember: true };
    await core.commands['session.signIn']({ ...input, kind: 'password', password: 'quite-wrong' });
    await untilState(core.store, 'the first sign-in is over', ({ connection }) => connection.phase === 'ended');
    await core.commands['session.signIn']({ ...input, kind, password: kind === 'password' ? simulator.password : '' });
    await untilLive(core);
    simulator.control.session({ op: 'expireTickets' });
    const [address] = core.store.state.contacts.keys();
    expect(await core.commands['contacts.refresh']({ address: address ?? '' })).toMatchObject({ ok: true });
  });
  await run(async (core) => {
    await untilLive(core);
    await core.commands['session.signOut']({ forget: false });
  });

  const { secrets, urls } = computer;
  secrets.delete('');
  expect(secrets.size).toBeGreaterThan(2);
  const readable = [...told, ...documents.texts, ...files, ...tokens.texts.map((text) => text.split(':')[0] ?? '')];
  for (const text of readable) {
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${text.slice(0, 80)}`).toBe(false);
  }
  // Where applications are made is what discovery found, and kept with it; all else that was asked for is nobody's.
  const paths = [...urls].map((url) => new URL(url).pathname).filter((path) => path.split('/').length > 3);
  const found = /\/ucwa\/oauth\/v1\/applications"/g;
  for (const text of readable) {
    for (const path of paths)
      expect(text.replaceAll(found, '"').includes(path), `${path} in ${text.slice(0, 80)}`).toBe(false);
  }
  for (const file of files) expect(file).not.toContain(simulator.address);
  expect(files.join()).toContain('"domain": "contoso.example"');
});
