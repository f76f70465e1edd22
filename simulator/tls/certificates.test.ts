import { expect, test } from 'vitest';
import { serve } from '../testing/start.ts';

test.each([
  ['expired', /certificate has expired/],
  ['wrongName', /does not match certificate's altnames/],
  ['privateCa', /unable to verify|self-signed certificate|issuer/],
] as const)('one host with a certificate that is %s', async (kind, words) => {
  await using run = await serve({ knobs: { certificates: `pool=${kind}` } });
  const { visitor, origin, simulator, control } = run;
  expect((await visitor.ask(`${origin('discovery')}/`)).status).toBe(200);
  await expect(visitor.ask(`${origin('pool')}/`)).rejects.toThrow(words);
  const others = visitor.ask(`${origin('pool')}/`, { ca: simulator.privateCaPem });
  if (kind === 'privateCa') expect((await others).status).toBe(404);
  else await expect(others).rejects.toThrow();
  control.setKnobs({ certificates: '' });
  expect((await visitor.ask(`${origin('pool')}/`)).status).toBe(404);
});

test('a host by its full name, and all others', async () => {
  await using run = await serve();
  const { visitor, origin, simulator, control } = run;
  control.setKnobs({ certificates: `${simulator.hosts.discovery}=good;*=expired` });
  expect((await visitor.ask(`${origin('discovery')}/`)).status).toBe(200);
  for (const key of ['discoveryInternal', 'pool', 'login', 'sts'] as const) {
    await expect(visitor.ask(`${origin(key)}/`)).rejects.toThrow(/expired/);
  }
  expect(() => control.setKnobs({ certificates: 'pool=old' })).toThrow(/knob "certificates"/);
});

test('every name is served with a certificate for it, strangers with their own', async () => {
  await using run = await serve({ deployment: 'director' });
  const { visitor, simulator } = run;
  for (const name of simulator.names) {
    const { status } = await visitor.ask(`https://${name}/nothing`);
    expect([name, status]).toEqual([name, 404]);
  }
  expect(simulator.names).toEqual(expect.arrayContaining([...Object.values(simulator.hosts), 'evil.example']));
  expect(new Set(simulator.names).size).toBe(simulator.names.length);
});
