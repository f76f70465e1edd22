/** Discovery that lies, is broken, or is odd; users who may not; certificates that are not good. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSimulator, type Knobs, type Simulator } from '../../simulator/index.ts';
import { makeApplication, said, signInBench, type SignInBench } from '../support/wire-sign-in.ts';

const LIES = ['stranger', 'suffix', 'prefix', 'dashes', 'homograph', 'userInfo', 'backslash', 'port', 'http'] as const;
const PLACES = ['user', 'redirect', 'applications', 'ticket', 'authorization', 'passive'] as const;

describe('whatever a server says that lies', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await createSimulator({ people: 3, seed: 4, signIn: 'everything', knobs: { rateLimit: 1000 } });
  });
  afterAll(() => simulator.close());

  test.each(LIES.flatMap((lie) => PLACES.map((lieIn) => [lie, lieIn] as const)))(
    'a lie of the kind %s in the link %s gets nothing of the user',
    async (lie, lieIn) => {
      const { control, password } = simulator;
      control.setKnobs({ lie, lieIn });
      const reached: string[] = [];
      for (const means of [
        { password },
        { windows: true },
        { passive: 'ask' },
        { microsoft: 'ask' },
        { password, windows: true, passive: 'ask', microsoft: 'ask' },
      ] as const) {
        const bench = signInBench(simulator);
        const { result } = await bench.enrol(means);
        reached.push(said(result));
        await makeApplication(result);
        bench.close();
        expect(bench.shown.filter((host) => !Object.values(simulator.hosts).includes(host))).toEqual([]);
      }
      expect(control.captured().filter(({ credential }) => credential !== null)).toEqual([]);
      expect(control.offences()).toEqual([]);
      const own = ['by password', 'by windows', 'by passive', 'by microsoft'];
      const reasons = ['auth.hostNotTrusted', 'auth.denied', 'network.unreachable', 'discovery.notFound'];
      expect(reached.filter((code) => ![...own, ...reasons].includes(code))).toEqual([]);
      // A lie about a link that a way does not go by is not even noticed.
      if (!['ticket', 'authorization', 'passive'].includes(lieIn)) {
        expect(reached.filter((code) => own.includes(code))).toEqual([]);
      }
    },
  );
});

describe('odd and broken servers', () => {
  let simulator: Simulator;
  let bench: SignInBench;

  beforeEach(async () => {
    simulator = await createSimulator({ people: 3, seed: 4 });
    bench = signInBench(simulator);
  });
  afterEach(async () => {
    bench.close();
    const offences = simulator.control.offences();
    await simulator.close();
    expect(offences).toEqual([]);
  });

  test.each<[string, Partial<Knobs>, string]>([
    ['only the internal name', { discoveryNames: 'internal' }, 'by password'],
    ['only the external name', { discoveryNames: 'external' }, 'by password'],
    ['neither name', { discoveryNames: 'none' }, 'discovery.notFound'],
    ['plain http alone', { discoveryScheme: 'http' }, 'by password'],
    ['an HTTP redirect within the domain', { discoveryRoot: '302same' }, 'by password'],
    ['an HTTP redirect out of it', { discoveryRoot: '302foreign' }, 'discovery.notFound'],
    ['web pages', { discoveryRoot: 'html' }, 'discovery.notFound'],
    ['the older service', { discoveryRoot: 'legacy' }, 'by password'],
    ['404', { discoveryRoot: 'notFound' }, 'discovery.notFound'],
    ['a circle', { discovery: 'loop' }, 'discovery.loop'],
    ['a chain without an end', { discovery: 'endless' }, 'discovery.loop'],
    ['http in another domain', { discovery: 'foreignHttp' }, 'auth.hostNotTrusted'],
    ['a user whom nobody knows', { userState: 'unknown' }, 'discovery.notFound'],
    ['a user who is not enabled', { userState: 'disabled' }, 'ucwa.forbidden'],
    ['a challenge without quotes, in one field', { unquotedChallenge: true, joinedChallenge: true }, 'by password'],
    ['answers that begin with a byte order mark', { bom: 'always' }, 'by password'],
  ])('%s', async (_, knobs, expected) => {
    simulator.control.setKnobs(knobs);
    const { result } = await bench.enrol({ password: simulator.password });
    expect(said(result)).toBe(expected);
    if (result.ok) expect(await makeApplication(result)).toBe(201);
    expect(bench.steps.every(({ decided, answered }) => decided !== null && answered !== null)).toBe(true);
  });

  test.each(['expired', 'wrongName', 'privateCa'] as const)(
    'a certificate that is %s is named with host, issuer, fingerprint and what to do',
    async (kind) => {
      simulator.control.setKnobs({ certificates: `pool=${kind}` });
      const { result } = await bench.enrol({ password: simulator.password });
      const error = result.ok ? null : result.error;
      expect(error).toMatchObject({ code: 'tls.untrusted', host: simulator.hosts.pool, retryable: false });
      expect(error?.message).toContain(`the certificate of ${simulator.hosts.pool}`);
      expect(error?.message).toContain('administrator');
      expect(error?.serverMessage).toMatch(/issuer/i);
      expect(error?.serverMessage).toMatch(/([0-9A-F]{2}:){8}/i);
      expect(bench.steps.at(-1)?.answered).toContain('a certificate that is not trusted');
      const { log } = simulator.control.requests();
      expect(log.filter(({ host }) => host === simulator.hosts.pool)).toEqual([]);
    },
  );

  test('the trace holds no secret and nobody', async () => {
    const { result } = await bench.enrol({ password: simulator.password });
    await makeApplication(result);
    const trace = JSON.stringify(bench.steps);
    expect(bench.steps.at(-1)).toMatchObject({ phase: 'connecting', status: 201 });
    expect(bench.steps.every(({ ms }) => ms !== null)).toBe(true);
    for (const { token } of bench.tickets()) expect(trace).not.toContain(token);
    for (const secret of [simulator.password, simulator.address, '/ucwa', 'Bearer'])
      expect(trace).not.toContain(secret);
  });
});
