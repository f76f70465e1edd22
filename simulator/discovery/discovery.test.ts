/** What discovery answers, in all the ways in which it differs from the documentation's picture. */
import { expect, test } from 'vitest';
import { bearer, link } from '../testing/visitor.ts';
import { serve, type Served } from '../testing/start.ts';

const SERVICE = '/Autodiscover/AutodiscoverService.svc/root';

/** Status of both names over both schemes; 0 where the connection breaks. */
async function entrances({ visitor, simulator }: Served): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const key of ['discoveryInternal', 'discovery'] as const) {
    for (const scheme of ['https', 'http']) {
      const answer = await visitor.ask(`${scheme}://${simulator.host(key)}/`).catch(() => null);
      statuses[`${scheme} ${key}`] = answer?.status ?? 0;
    }
  }
  return statuses;
}

test.each([
  [{}, 200, 0, 200, 0],
  [{ discoveryNames: 'external' }, 0, 0, 200, 0],
  [{ discoveryNames: 'internal' }, 200, 0, 0, 0],
  [{ discoveryNames: 'none' }, 0, 0, 0, 0],
  [{ discoveryScheme: 'both' }, 200, 200, 200, 200],
  [{ discoveryScheme: 'http' }, 0, 200, 0, 200],
  [{ discoveryScheme: 'both', discoveryNames: 'external' }, 0, 0, 200, 200],
  [{ internalDiscovery: false }, 404, 0, 200, 0],
] as const)('names and schemes that are there: %o', async (knobs, a, b, c, d) => {
  await using run = await serve({ knobs });
  expect(await entrances(run)).toEqual({
    'https discoveryInternal': a,
    'http discoveryInternal': b,
    'https discovery': c,
    'http discovery': d,
  });
  expect(run.offences()).toEqual([]);
});

test('plain http only points to https, and past a name that has none', async () => {
  await using run = await serve({ knobs: { discoveryScheme: 'both' } });
  const ask = () => run.visitor.ask(`http://${run.simulator.host('discovery')}/`);
  expect(Object.keys((await ask()).json['_links'] as object).sort()).toEqual(['redirect', 'self', 'xframe']);
  expect(link(await ask(), 'redirect')).toBe(`${run.origin('discovery')}${SERVICE}`);
  run.control.setKnobs({ discoveryScheme: 'http' });
  const redirect = link(await ask(), 'redirect');
  expect(redirect).toBe(`${run.origin('pool')}${SERVICE}`);
  expect(new URL(link(await run.visitor.ask(redirect), 'user')).protocol).toBe('https:');
  const other = await run.visitor.ask(`http://${run.simulator.host('pool')}/ucwa/oauth/v1/applications`);
  expect(other.status).toBe(403);
});

test('links over plain http and TLS name the ports that were asked', async () => {
  await using run = await serve({ knobs: { discoveryScheme: 'both' } });
  const { port, plainPort, hosts } = run.simulator;
  const answer = await run.visitor.ask(`http://${hosts.discovery}:${plainPort}/`);
  expect(new URL(link(answer, 'redirect')).host).toBe(`${hosts.discovery}:${port}`);
  run.control.setKnobs({ lie: 'http', lieIn: 'user' });
  const lying = await run.visitor.ask(`https://${hosts.discovery}:${port}/`);
  expect(new URL(link(lying, 'user')).host).toBe(`${hosts.discovery}:${plainPort}`);
});

test('what stands in the place of a root', async () => {
  await using run = await serve();
  const ask = async (discoveryRoot: 'notFound' | 'html' | '302same' | '302foreign') => {
    run.control.setKnobs({ discoveryRoot });
    const { status, headers, text } = await run.visitor.ask(`${run.origin('discovery')}/`);
    return [status, headers['content-type'], headers.location && new URL(headers.location).hostname, text === ''];
  };
  expect(await ask('notFound')).toEqual([404, undefined, undefined, true]);
  expect(await ask('html')).toEqual([200, 'text/html; charset=utf-8', undefined, false]);
  expect(await ask('302same')).toEqual([302, undefined, run.simulator.hosts.pool, true]);
  expect(await ask('302foreign')).toEqual([302, undefined, 'lyncdiscover.elsewhere.example', true]);
  expect((await run.visitor.ask(`${run.origin('pool')}${SERVICE}`)).status).toBe(200);
});

test('without an Accept a server may answer the older form', async () => {
  await using run = await serve({ knobs: { discoveryRoot: 'legacy' } });
  const ticket = await run.visitor.ticketByPassword(run.origin('discovery'));
  const [root, user] = ['/', `${SERVICE}/oauth/user`].map((path) => `${run.origin('discovery')}${path}`);
  const old = await run.visitor.ask(root ?? '', { headers: { Accept: '*/*' } });
  expect(old.headers['content-type']).toBe('application/vnd.microsoft.rtc.autodiscover+xml;v=1');
  expect(old.text).toContain(`<Root><Link token="Self"`);
  expect(old.text).toContain(`<Link token="OAuth" href="${user}?originalDomain=contoso.example" />`);
  const known = await run.visitor.ask(user ?? '', { headers: { ...bearer(ticket), Accept: '*/*' } });
  expect(known.text).toContain(`<Link token="Ucwa" href="${run.origin('pool')}/ucwa/oauth/v1/applications" />`);
  expect(link(await run.visitor.ask(root ?? ''), 'user')).toContain(SERVICE);
});

test('a user who is unknown, not enabled, or may not use applications', async () => {
  await using run = await serve();
  const ask = async (userState: 'unknown' | 'disabled' | 'notAllowed', key: 'discovery' | 'pool', path: string) => {
    run.control.setKnobs({ userState });
    const headers = bearer(await run.visitor.ticketByPassword(run.origin(key)));
    const answer = await run.visitor.ask(run.origin(key) + path, { headers });
    return [answer.status, answer.json['code'], answer.text === '', answer.headers['www-authenticate']];
  };
  expect(await ask('unknown', 'discovery', `${SERVICE}/oauth/user`)).toEqual([404, undefined, true, undefined]);
  expect(await ask('disabled', 'discovery', `${SERVICE}/oauth/user`)).toEqual([403, 'Forbidden', false, undefined]);
  expect(await ask('notAllowed', 'discovery', `${SERVICE}/oauth/user`)).toEqual([200, undefined, false, undefined]);
  expect(await ask('notAllowed', 'pool', '/ucwa/oauth/v1/applications')).toEqual([403, 'Forbidden', false, undefined]);
});

test('an endless chain of roots, each with a URL of its own', async () => {
  await using run = await serve({ knobs: { discovery: 'endless', hopLimit: 3 } });
  const seen = new Set([`${run.origin('discovery')}/`]);
  for (let url = [...seen][0] ?? ''; seen.size < 5; seen.add(url)) {
    url = link(await run.visitor.ask(url), 'redirect');
    expect(seen.has(url)).toBe(false);
  }
  expect(run.control.offences()).toMatchObject([{ rule: 'tooManyHops', count: 1 }]);
});

test('redirects are counted from one start to the next, and until the applications', async () => {
  await using run = await serve({ knobs: { discovery: 'redirect', hopLimit: 2 } });
  const { visitor, control, origin, simulator } = run;
  const internal = origin('discoveryInternal');
  for (let round = 0; round < 5; round += 1) await visitor.ask(`${internal}/`);
  expect(run.offences()).toEqual([]);

  const headers = { ...bearer(await visitor.ticketByPassword(origin('pool'))), 'Content-Type': 'application/json' };
  for (let round = 0; round < 5; round += 1) {
    await visitor.ask(`${internal}${SERVICE}`);
    const body = JSON.stringify({ culture: 'en-US', endpointId: simulator.address, userAgent: 'test' });
    await visitor.ask(`${origin('pool')}/ucwa/oauth/v1/applications`, { method: 'POST', body, headers });
  }
  expect(run.offences()).toEqual([]);
  for (let hop = 0; hop < 3; hop += 1) await visitor.ask(`${internal}${SERVICE}`);
  expect(control.offences()).toMatchObject([{ rule: 'tooManyHops', count: 1 }]);
});
