/** Which certificate each name is served with: the good one, or one of those that no client may accept. */
import { createSecureContext, type SecureContext } from 'node:tls';
import { forHost } from '../deployment/per-host.ts';
import type { Topology } from '../deployment/topology.ts';
import type { World } from '../world.ts';
import { createAuthority, createServerKeys, privateKeyPem } from './authority.ts';

/** What a host can be served with, beside `good` (knob `certificates`). */
const BAD = ['expired', 'wrongName', 'privateCa'] as const;
type Kind = 'good' | 'strangers' | (typeof BAD)[number];

export interface Certificates {
  /** The authority of this run, and the one that nobody was told of. */
  readonly caPem: string;
  readonly privateCaPem: string;
  /** For clients that name no host. */
  readonly standard: { readonly key: string; readonly cert: string };
  contextFor(name: string, world: World): SecureContext;
}

/** Makes two authorities and a certificate of each kind, all for one key pair. */
export async function createCertificates(topology: Topology, nowMs: number): Promise<Certificates> {
  const [authority, privateAuthority, keys] = await Promise.all([
    createAuthority('Rollcall simulator authority', nowMs),
    createAuthority('Rollcall simulator private authority', nowMs),
    createServerKeys(),
  ]);
  const own = { names: [...topology.names(), 'localhost'], addresses: ['127.0.0.1'] };
  const key = await privateKeyPem(keys);
  const pems: Readonly<Record<Kind, string>> = {
    good: await authority.sign(keys, own),
    // A stranger owns its name: anybody can have a certificate for that.
    strangers: await authority.sign(keys, { names: topology.strangers() }),
    expired: await authority.sign(keys, { ...own, expiredDaysAgo: 3 }),
    wrongName: await authority.sign(keys, { names: ['www.elsewhere.example'] }),
    privateCa: await privateAuthority.sign(keys, own),
  };
  const contexts = new Map<Kind, SecureContext>();
  const contextOf = (kind: Kind): SecureContext => {
    const context = contexts.get(kind) ?? createSecureContext({ key, cert: pems[kind] });
    contexts.set(kind, context);
    return context;
  };
  return {
    caPem: authority.caPem,
    privateCaPem: privateAuthority.caPem,
    standard: { key, cert: pems.good },
    contextFor: (name, { knobs }) => {
      const place = topology.find(name.toLowerCase());
      if (place?.does === 'stranger') return contextOf('strangers');
      const wanted = place && forHost(knobs.certificates, place);
      return contextOf(BAD.find((kind) => kind === wanted) ?? 'good');
    },
  };
}
