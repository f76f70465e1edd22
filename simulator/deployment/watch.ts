/** Watches for requests that no credential may be in, and for the credentials in them. */
import type { SimRequest } from '../http/message.ts';
import type { World } from '../world.ts';
import type { Credential } from './captured.ts';

const TOKEN_FIELDS = ['code', 'refresh_token', 'access_token', 'assertion', 'wresult', 'ms_rtc_renew'];

/** A request that no honest client sends with a credential. */
function isHostile({ host }: SimRequest): boolean {
  return host.place.does === 'stranger' || !host.secure;
}

/** Keeps what came to a hostile place, and counts an offence where a credential was in it. */
export function capture(request: SimRequest, world: World): void {
  if (!isHostile(request)) return;
  const { host, method, path, rawQuery, headers, body, arrivedAt } = request;
  const credential = credentialIn(request);
  world.captured.add({
    at: arrivedAt,
    scheme: host.secure ? 'https' : 'http',
    host: headers['host'] ?? host.name,
    method,
    target: rawQuery === '' ? path : `${path}?${rawQuery}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? ''])),
    body: body.toString('utf8'),
    credential,
  });
  if (credential === null) return;
  const rule = host.secure ? 'credentialToStranger' : 'credentialOverHttp';
  world.strictness.record(rule, `${credential} in ${method} to ${host.name}`);
}

function credentialIn(request: SimRequest): Credential | null {
  const { headers, body, query } = request;
  if (headers['authorization'] !== undefined) return 'authorization';
  if (headers['cookie'] !== undefined) return 'cookie';
  const form = new URLSearchParams(body.toString('utf8'));
  const names = new Set([...form.keys(), ...query.keys()].map((name) => name.toLowerCase()));
  if (names.has('password')) return 'password';
  return TOKEN_FIELDS.some((name) => names.has(name)) ? 'token' : null;
}
