import { expect, test } from 'vitest';
import { at, href } from '../testing/client.ts';
import { start } from '../testing/start.ts';

test('the settings can be read with all their parts, and not be changed', async () => {
  await using run = await start();
  const settings = run.session.me('callForwardingSettings');
  const answer = await run.client.get(settings);
  expect(answer.json).toMatchObject({
    activePeriod: 'Always',
    activeSetting: 'None',
    unansweredCallHandling: 'Enabled',
  });
  expect((await run.client.get(settings, { 'If-None-Match': String(answer.headers.etag) })).status).toBe(304);
  for (const rel of ['immediateForwardSettings', 'simultaneousRingSettings', 'unansweredCallSettings']) {
    const part = at(answer.json, '_embedded', rel);
    expect(Object.keys(at(part, '_links'))).toEqual(['self']);
    expect((await run.client.get(href(part, 'self'))).json).toEqual(part);
  }
  expect(run.offences()).toEqual([]);
  const headers = { 'If-Match': String(answer.headers.etag) };
  expect((await run.client.write('PUT', settings, answer.json, headers)).status).toBe(405);
});

test.each([
  ['no', true],
  ['nolink', false],
] as const)('without Enterprise Voice (%s) they are forbidden', async (enterpriseVoice, linked) => {
  await using run = await start({ knobs: { enterpriseVoice } });
  const links = at(run.session.application, '_embedded', 'me', '_links');
  expect('callForwardingSettings' in links).toBe(linked);
  const answer = await run.client.get(`${run.session.self}/me/callForwardingSettings`);
  expect([answer.status, answer.json['code']]).toEqual([403, 'Forbidden']);
});
