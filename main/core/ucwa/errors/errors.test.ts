import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../ports.ts';
import { appError, type ErrorCode } from '../../result.ts';
import { errorOf, errorOfFailure, isTicketRefused, readReason } from './errors.ts';
import { bytes, json, raw } from '../testing.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const context = { host: 'pool.contoso.com', correlationId: 'abc', now: NOW };

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): HttpResponse {
  const outcome = json(status, body, headers);
  if (!outcome.ok) throw new Error('no answer');
  return outcome.response;
}

function page(status: number, headers: Record<string, string> = {}): HttpResponse {
  const outcome = raw(status, '<html><h1>Refused</h1></html>', { 'content-type': 'text/html', ...headers });
  if (!outcome.ok) throw new Error('no answer');
  return outcome.response;
}

const reason = (code: string, subcode?: string) => ({ code, subcode, message: 'In words.' });

describe('errorOf', () => {
  it.each([
    [404, 'ApplicationNotFound', 'session.ended', true],
    [410, 'InactiveApplicationExpired', 'session.ended', true],
    [410, undefined, 'session.ended', false],
    [410, 'TooManyApplications', 'ucwa.tooManyApplications', false],
    [410, 'UserAgentNotAllowed', 'ucwa.userAgentNotAllowed', false],
    [410, 'CannotRedirect', 'ucwa.unavailable', true],
    [403, 'MaxEventCountReached', 'session.ended', true],
    [409, 'PGetReplaced', 'session.replaced', false],
    [409, 'AlreadyExists', 'ucwa.alreadyExists', false],
    [409, 'alreadyexists', 'ucwa.alreadyExists', false],
    [409, 'TooManyGroups', 'ucwa.tooManyGroups', false],
    [409, 'LimitExceeded', 'ucwa.limitExceeded', false],
    [403, 'LimitExceeded', 'ucwa.limitExceeded', false],
    [403, 'TooManyContacts', 'ucwa.limitExceeded', false],
    [409, 'None', 'ucwa.conflict', false],
    [409, undefined, 'ucwa.conflict', false],
    [403, 'None', 'ucwa.forbidden', false],
    [403, 'SomethingNew', 'ucwa.forbidden', false],
    [404, undefined, 'ucwa.notFound', false],
    [404, 'APIVersionNotSupported', 'ucwa.notFound', false],
    [400, 'NormalizationFailed', 'ucwa.normalizationFailed', false],
    [400, 'ParameterValidationFailure', 'ucwa.badRequest', false],
    [412, undefined, 'ucwa.preconditionFailed', true],
    [428, undefined, 'ucwa.preconditionFailed', false],
    [429, undefined, 'ucwa.tooManyRequests', true],
    [500, undefined, 'ucwa.serviceFailure', true],
    [500, 'MigrationInProgress', 'ucwa.readOnly', true],
    [500, 'InvalidExchangeServerVersion', 'ucwa.readOnly', false],
    [502, undefined, 'ucwa.unavailable', true],
    [503, undefined, 'ucwa.unavailable', true],
    [504, undefined, 'ucwa.unavailable', true],
    [599, undefined, 'ucwa.serviceFailure', true],
    [408, undefined, 'network.timeout', true],
    [407, undefined, 'network.unreachable', false],
    [302, undefined, 'ucwa.unexpected', false],
    [418, undefined, 'ucwa.unexpected', false],
  ])('reads %i %s as %s', (status, subcode, code, retryable) => {
    const error = errorOf(answer(status, reason('Code', subcode)), context);
    expect(error).toMatchObject({ code, retryable, status, serverMessage: 'In words.', host: 'pool.contoso.com' });
    expect(error.subcode).toBe(subcode === 'None' ? null : (subcode ?? null));
  });

  it('reads the number and the words of the diagnostics header', () => {
    const error = errorOf(
      page(500, { 'x-ms-diagnostics': '28032;source="fe1";reason="The web ticket is invalid."' }),
      context,
    );
    expect(error).toMatchObject({
      code: 'auth.required',
      diagnostics: '28032',
      serverMessage: 'The web ticket is invalid.',
    });
    expect(error.correlationId).toBe('abc');
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
  ])('reads Retry-After %j', (value, expected) => {
    expect(errorOf(answer(503, undefined, { 'retry-after': value }), context).retryAfterMs).toBe(expected);
  });

  it.each([
    ['Thu, 01 Jan 2026 14:00:00 GMT', 30_000],
    ['some day', 7_230_000],
  ])('takes a Retry-After that is a date by the clock of the server that sent it: %j', (date, expected) => {
    const headers = { 'retry-after': 'Thu, 01 Jan 2026 14:00:30 GMT', date };
    expect(errorOf(answer(503, undefined, headers), context).retryAfterMs).toBe(expected);
  });

  it.each([
    ['fe2.contoso.example', 'fe2.contoso.example'],
    [' FE2 ', 'FE2'],
    ['', null],
    ['https://fe2.contoso.example/ucwa', null],
    ['fe2, fe3', null],
  ])('names the front end that says it is %j', (field, frontEnd) => {
    expect(errorOf(answer(503, undefined, { 'x-ms-server-fqdn': field }), context).frontEnd).toBe(frontEnd);
    expect(errorOf(answer(503), context).frontEnd).toBeNull();
  });

  it('finds a nested reason', () => {
    const nested = { code: 'InvitationFailed', reason: reason('NotFound', 'DestinationNotFound') };
    expect(errorOf(answer(404, nested), context)).toMatchObject({ subcode: 'DestinationNotFound' });
    expect(errorOf(answer(409, { reason: reason('Conflict', 'AlreadyExists') }), context).code).toBe(
      'ucwa.alreadyExists',
    );
  });

  it('names the parameters of a 400, in whatever shape', () => {
    const of = (parameters: unknown) => errorOf(answer(400, { code: 'BadRequest', parameters }), context).message;
    const expected = 'The server did not accept the request (number).';
    expect([of(['number']), of([{ name: 'number' }]), of({ number: 'x' }), of('number')]).toEqual(
      Array(4).fill(expected),
    );
    expect(of([{ x: 1 }, null, '<script>'])).toBe('The server did not accept the request.');
  });

  it('tells a proxy that refuses from the service that refuses', () => {
    expect(errorOf(page(403), context).message).toContain('proxy');
    expect(errorOf(answer(403, reason('Forbidden')), context).message).toContain('organisation');
    expect(errorOf(page(404), context)).toMatchObject({ code: 'ucwa.notFound', serverMessage: null });
    expect(errorOf(answer(500), context)).toMatchObject({ code: 'ucwa.serviceFailure', serverMessage: null });
  });

  it('keeps addresses and line breaks out of the words', () => {
    const message = 'See\r\n https://pool.contoso.com/ucwa/applications/1 now.';
    expect(errorOf(answer(409, { code: 'Conflict', message }), context).serverMessage).toBe('See … now.');
    expect(errorOf(answer(409, { code: 'Conflict', message: 'x'.repeat(9000) }), context).serverMessage).toHaveLength(
      500,
    );
  });
});

describe('errorOfFailure', () => {
  it.each([
    ['offline', 'network.offline', true],
    ['unreachable', 'network.unreachable', true],
    ['timeout', 'network.timeout', true],
    ['tls', 'tls.untrusted', false],
    ['aborted', 'internal', true],
  ] as const)('reads %s as %s', (kind, code, retryable) => {
    const error = errorOfFailure({ kind, detail: 'CN=Test, 00:11' }, context);
    expect(error).toMatchObject({ code, retryable, status: null, host: 'pool.contoso.com', correlationId: 'abc' });
    expect(error.serverMessage).toBe(kind === 'tls' ? 'CN=Test, 00:11' : null);
  });
});

describe('readReason', () => {
  it.each(['', 'x', '{}', '[]', '{"error":"invalid_grant"}', '{"code":7}', '{"code":"None"}'])(
    'finds no reason in %j',
    (body) => {
      expect(readReason(bytes(body), 'application/json')).toBeNull();
    },
  );

  it('finds none in a page', () => {
    expect(readReason(bytes('{"code":"Forbidden"}'), 'text/html')).toBeNull();
  });
});

describe('what the app does about an answer', () => {
  it.each([
    [404, 'ApplicationNotFound', 'recreate'],
    [404, 'applicationnotfound', 'recreate'],
    [404, undefined, 'drop'],
    [404, 'ResourceNotFound', 'drop'],
    [404, 'APIVersionNotSupported', 'tell'],
    [409, 'ApplicationNotFound', 'reread'],
    [410, 'InactiveApplicationExpired', 'recreate'],
    [410, 'TooManyApplications', 'stop'],
    [410, 'UserAgentNotAllowed', 'stop'],
    [410, 'MobileApplicationNoLongerAllowed', 'stop'],
    [410, 'CannotRedirect', 'leavePool'],
    [410, undefined, 'verify'],
    [403, 'MaxEventCountReached', 'recreate'],
    [403, undefined, 'hide'],
    [403, 'LimitExceeded', 'tell'],
    [409, 'PGetReplaced', 'yield'],
    [409, 'pgetreplaced', 'yield'],
    [409, undefined, 'reread'],
    [404, 'PGetReplaced', 'drop'],
    [401, undefined, 'renewTicket'],
    [429, undefined, 'slowDown'],
    [408, undefined, 'repeatLater'],
    [500, undefined, 'repeatLater'],
    [502, undefined, 'rediscover'],
    [503, undefined, 'repeatLater'],
    [504, undefined, 'repeatLater'],
    [412, undefined, 'mergeAndRepeat'],
  ])('%i %s: %s', (status, subcode, remedy) => {
    expect(errorOf(answer(status, reason('Code', subcode)), context).remedy).toBe(remedy);
  });

  it.each([302, 307, 403, 407, 418, 451, 511])('a page with %i comes from somebody in between: waitOut', (status) => {
    expect(errorOf(page(status), context).remedy).toBe('waitOut');
  });

  it('a ticket of another pool: leavePool', () => {
    expect(errorOf(page(500, { 'x-ms-diagnostics': '28032;source="fe1"' }), context).remedy).toBe('leavePool');
  });

  it.each([
    ['offline', 'repeatLater'],
    ['unreachable', 'repeatLater'],
    ['timeout', 'repeatLater'],
    ['tls', 'waitOut'],
    ['aborted', 'repeatLater'],
  ] as const)('no answer, %s: %s', (kind, remedy) => {
    expect(errorOfFailure({ kind, detail: '' }, context).remedy).toBe(remedy);
  });

  it.each<[ErrorCode, boolean, string]>([
    ['auth.denied', false, 'stop'],
    ['auth.required', false, 'stop'],
    ['auth.hostNotTrusted', false, 'stop'],
    ['internal', false, 'stop'],
    ['internal', true, 'repeatLater'],
    ['discovery.notFound', false, 'tell'],
    ['discovery.notFound', true, 'repeatLater'],
    ['ucwa.unexpected', false, 'tell'],
  ])('an error of our own, %s, retryable %s: %s', (code, retryable, remedy) => {
    expect(appError(code, 'In words.', { retryable }).remedy).toBe(remedy);
  });

  it('what is given stays', () => {
    expect(appError('internal', 'In words.', { remedy: 'drop' }).remedy).toBe('drop');
  });
});

describe('a refused ticket', () => {
  const xml = raw(403, '<reason><code>Forbidden</code></reason>', { 'content-type': 'application/xml' });
  it.each([
    ['401', page(401), true],
    ['401 with a reason', answer(401, reason('X')), true],
    ['403 with a challenge', answer(403, reason('Forbidden'), { 'www-authenticate': 'MsRtcOAuth href="x"' }), true],
    ['403 with a page', page(403), true],
    ['403 without a body', answer(403), true],
    ['403 of the service', answer(403, reason('Forbidden')), false],
    ['403 of the service in XML', xml.ok ? xml.response : null, false],
    ['500 with 28032', page(500, { 'x-ms-diagnostics': '28032;source="a"' }), true],
    ['500 with another number', page(500, { 'x-ms-diagnostics': '280320' }), false],
    ['500', page(500), false],
    ['404', page(404), false],
  ])('%s: the ticket is refused: %s', (_, response, expected) => {
    expect(response !== null && isTicketRefused(response)).toBe(expected);
  });
});
