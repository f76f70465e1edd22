import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, type HttpOutcome, type HttpRequest } from '../../core/ports.ts';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { createHttp } from './http.ts';

const GET: HttpRequest = {
  method: 'GET',
  url: 'https://pool.example.org/ucwa/a%3d?x=1',
  headers: { accept: 'application/json' },
  body: null,
  timeoutMs: 30_000,
};

function open() {
  const clock = createDrivenClock();
  const http = createHttp({ clock, userAgent: 'Rollcall/1' });
  const send = (more: Partial<HttpRequest> = {}, signal?: AbortSignal) => {
    const outcome = http.send({ ...GET, ...more }, signal);
    return { outcome, request: fake.net.requests.at(-1)! };
  };
  return { clock, send, session: fake.session.fromPartition('ucwa') };
}

const text = (outcome: HttpOutcome): string =>
  outcome.ok ? Buffer.from(outcome.response.body).toString() : outcome.failure.detail;
const kind = (outcome: HttpOutcome): string => (outcome.ok ? 'answer' : outcome.failure.kind);

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('what is asked of Electron', () => {
  it('uses a session of its own without cache and gives the system’s credentials to nobody', () => {
    const { session } = open();
    expect(session.cache).toBe(false);
    expect(session.ntlmDomains).toBe('');
    expect(session.userAgent).toBe('Rollcall/1');
  });

  it('sends no cookies, no credentials, no Origin, no Referer, and follows no redirect', () => {
    const { options, headers } = open().send().request;
    expect(options).toMatchObject({ useSessionCookies: false, redirect: 'manual', referrerPolicy: 'no-referrer' });
    expect(options).not.toHaveProperty('origin');
    expect(options.credentials).toBe('omit');
    expect(options.session).toBe(fake.session.fromPartition('ucwa'));
    expect(Object.keys(headers)).toEqual(['accept']);
  });

  it('keeps the URL byte for byte', () => {
    expect(open().send().request.options.url).toBe('https://pool.example.org/ucwa/a%3d?x=1');
  });

  it('writes a body and ends; a POST without one has nothing written', () => {
    const { send } = open();
    expect(send({ method: 'POST', body: '{"ü":1}' }).request).toMatchObject({ body: '{"ü":1}', ended: true });
    expect(send({ method: 'POST', body: null }).request).toMatchObject({ body: '', ended: true });
  });

  it('leaves every decision on certificates to Chromium', () => {
    const { session } = open();
    const verdicts: number[] = [];
    for (const verificationResult of ['net::OK', 'net::ERR_CERT_DATE_INVALID']) {
      const certificate = { issuerName: 'CA', fingerprint: 'sha256/x' } as Electron.Certificate;
      session.verify!({ hostname: 'h', verificationResult, certificate } as Electron.Request, (n) => verdicts.push(n));
    }
    expect(verdicts).toEqual([-3, -3]);
  });
});

describe('whom a request speaks for', () => {
  const systemUser = () => fake.session.fromPartition('ucwa-system-user');
  const passive = () => fake.session.fromPartition('passive');

  it('lets the system’s user answer exactly the hosts that were asked so', () => {
    const { send, session } = open();
    expect(systemUser().ntlmDomains).toBe('');
    send();
    expect(systemUser().ntlmDomains).toBe('');
    const { options } = send({ as: 'systemUser' }).request;
    expect(options).toMatchObject({ useSessionCookies: false, redirect: 'manual', referrerPolicy: 'no-referrer' });
    expect(options.session).toBe(systemUser());
    expect(options).not.toHaveProperty('credentials');
    expect(systemUser().ntlmDomains).toBe('pool.example.org');
    send({ as: 'systemUser', url: 'https://POOL.example.org:4443/x' });
    send({ as: 'systemUser', url: 'https://web.example.net/' });
    expect(systemUser().ntlmDomains).toBe('pool.example.org,web.example.net');
    expect(session.ntlmDomains).toBe('');
    expect(systemUser().cache).toBe(false);
  });

  it('sends the cookies of the sign-in page only where that is asked for', () => {
    const { options } = open().send({ as: 'pageUser' }).request;
    expect(options).toMatchObject({ useSessionCookies: true, redirect: 'manual', referrerPolicy: 'no-referrer' });
    // With `credentials` given, Electron would pay no regard to useSessionCookies.
    expect(options).not.toHaveProperty('credentials');
    expect(options.session).toBe(passive());
    expect(passive().ntlmDomains).toBeNull();
  });

  it.each(['systemUser', 'pageUser'] as const)(
    'sends nothing as %s where it would not be one host by https',
    async (as) => {
      const { send } = open();
      for (const url of [
        'http://pool.example.org/',
        'https://*.example.org/',
        'https://.example.org/',
        'https://a.example.org,evil.example.net/',
        'https://ann:pw@pool.example.org/',
        'https://[::1]/',
        'nonsense',
      ]) {
        expect(text(await send({ as, url }).outcome)).toBe('NO_HOST_FOR_CREDENTIALS');
      }
      expect(fake.net.requests).toEqual([]);
      expect(systemUser().ntlmDomains).toBe('');
    },
  );

  it('answers no login for anybody', () => {
    const { send } = open();
    const info = { isProxy: false, scheme: 'basic', host: 'pool.example.org', port: 443, realm: '' };
    for (const as of ['nobody', 'systemUser', 'pageUser'] as const) send({ as }).request.askLogin(info);
    expect(fake.net.requests.flatMap(({ logins }) => logins)).toEqual([null, null]);
  });

  it('names a refused certificate whoever met it', async () => {
    const { send } = open();
    for (const as of ['systemUser', 'pageUser'] as const) {
      const { outcome, request } = send({ as });
      const certificate = { issuerName: as, fingerprint: 'sha256/abc' } as Electron.Certificate;
      const refusal = { hostname: 'pool.example.org', verificationResult: 'net::ERR_CERT_DATE_INVALID', certificate };
      (as === 'systemUser' ? systemUser() : passive()).verify!(refusal as Electron.Request, () => {});
      request.fail('net::ERR_CERT_DATE_INVALID');
      expect(text(await outcome)).toBe(`net::ERR_CERT_DATE_INVALID (${as}, sha256/abc)`);
    }
  });
});

describe('answers', () => {
  it('gives status, headers by line and the whole body', async () => {
    const { outcome, request } = open().send();
    request.head(401, [
      ['WWW-Authenticate', 'NTLM'],
      ['Www-Authenticate', 'MsRtcOAuth href="https://x/", grant_type="a,b"'],
      ['X-Empty', ''],
    ]);
    request.data('{"a":');
    request.data('1}');
    request.complete();
    const answer = await outcome;
    expect(text(answer)).toBe('{"a":1}');
    expect(answer.ok && answer.response.status).toBe(401);
    expect(answer.ok && { ...answer.response.headers }).toEqual({
      'www-authenticate': ['NTLM', 'MsRtcOAuth href="https://x/", grant_type="a,b"'],
      'x-empty': [''],
    });
  });

  it('gives a redirect as an answer and does not follow it', async () => {
    const { outcome, request } = open().send();
    request.redirect(302, 'https://other.example.org/x', { location: ['/x'], 'set-cookie': ['a=1', 'b=2'] });
    const answer = await outcome;
    expect(answer.ok && answer.response.status).toBe(302);
    expect(answer.ok && { ...answer.response.headers }).toEqual({ location: ['/x'], 'set-cookie': ['a=1', 'b=2'] });
    expect(request.followed).toBe(false);
    expect(request.aborted).toBe(true);
  });

  it('names the target of a redirect that came without a location field', async () => {
    const { outcome, request } = open().send();
    request.redirect(301, 'https://other.example.org/x', {});
    const answer = await outcome;
    expect(answer.ok && answer.response.headers['location']).toEqual(['https://other.example.org/x']);
  });

  it('lets the 401 of a server through when its login is cancelled', async () => {
    const { outcome, request } = open().send({ as: 'systemUser' });
    request.askLogin({ isProxy: false, scheme: 'ntlm', host: 'pool.example.org', port: 443, realm: '' });
    request.respond(401, [['WWW-Authenticate', 'NTLM']]);
    const answer = await outcome;
    expect(request.logins).toEqual([null]);
    expect(answer.ok && answer.response.status).toBe(401);
  });
});

describe('failures', () => {
  it.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
    ['net::ERR_CONNECTION_REFUSED', 'unreachable'],
  ])('%s is %s', async (message, expected) => {
    const { outcome, request } = open().send();
    request.fail(message);
    expect(kind(await outcome)).toBe(expected);
    expect(text(await outcome)).toBe(message);
  });

  it('calls any failure offline while the machine has no network', async () => {
    const { outcome, request } = open().send();
    fake.net.online = false;
    request.fail('net::ERR_NAME_NOT_RESOLVED');
    expect(kind(await outcome)).toBe('offline');
  });

  it('names issuer and fingerprint of a refused certificate', async () => {
    const { send, session } = open();
    const { outcome, request } = send();
    const certificate = { issuerName: 'Contoso CA', fingerprint: 'sha256/abc' } as Electron.Certificate;
    session.verify!(
      {
        hostname: 'pool.example.org',
        verificationResult: 'net::ERR_CERT_AUTHORITY_INVALID',
        certificate,
      } as Electron.Request,
      () => {},
    );
    request.fail('net::ERR_CERT_AUTHORITY_INVALID');
    expect(text(await outcome)).toBe('net::ERR_CERT_AUTHORITY_INVALID (Contoso CA, sha256/abc)');
  });

  it('fails when the connection is cut in the middle of the body', async () => {
    const { outcome, request } = open().send();
    request.head(200);
    request.data('half');
    request.fail('net::ERR_CONNECTION_RESET');
    expect(await outcome).toEqual({ ok: false, failure: { kind: 'unreachable', detail: 'net::ERR_CONNECTION_RESET' } });
  });

  it('gives up after the time limit, counted to the last byte, and aborts', async () => {
    const { clock, send } = open();
    const { outcome, request } = send({ timeoutMs: 5_000 });
    clock.advance(4_999);
    request.head(200);
    request.data('x');
    expect(request.aborted).toBe(false);
    clock.advance(1);
    expect(kind(await outcome)).toBe('timeout');
    expect(request.aborted).toBe(true);
  });

  it('aborts on the caller’s signal, before and during', async () => {
    const { send } = open();
    const controller = new AbortController();
    const { outcome, request } = send({}, controller.signal);
    controller.abort();
    expect(kind(await outcome)).toBe('aborted');
    expect(request.aborted).toBe(true);
    const requests = fake.net.requests.length;
    expect(kind(await send({}, controller.signal).outcome)).toBe('aborted');
    expect(fake.net.requests).toHaveLength(requests);
  });

  it('stops its timer with the answer', async () => {
    const { clock, send } = open();
    const { outcome, request } = send();
    request.respond(204);
    await outcome;
    clock.advance(60_000);
    expect(request.aborted).toBe(false);
  });

  it('gives up on a body that is too large', async () => {
    const { outcome, request } = open().send();
    request.head(200);
    request.data(Buffer.alloc(MAX_BODY_BYTES));
    expect(request.aborted).toBe(false);
    request.data('x');
    expect(text(await outcome)).toBe('RESPONSE_TOO_LARGE');
    expect(request.aborted).toBe(true);
  });

  it('cancels a proxy’s login and does not pass its refusal for the server’s', async () => {
    const { outcome, request } = open().send();
    request.askLogin({ isProxy: true, scheme: 'basic', host: 'proxy', port: 8080, realm: 'r' });
    expect(request.logins).toEqual([null]);
    expect(await outcome).toEqual({
      ok: false,
      failure: { kind: 'unreachable', detail: 'PROXY_AUTH_REQUIRED (basic, proxy)' },
    });
  });

  it('does not throw on what Electron refuses to send', async () => {
    const http = createHttp({ clock: createDrivenClock(), userAgent: 'R' });
    expect(kind(await http.send({ ...GET, url: 'file:///etc/passwd' }))).toBe('unreachable');
    expect(kind(await http.send({ ...GET, headers: { host: 'x' } }))).toBe('unreachable');
  });
});
