/** Which certificate each name is served with: the good one, or one of those that no client may accept. */
import { createSecureContext, type SecureContext } from 'node:tls';
import { forHost } from '../deployment/per-host.ts';
import type { Topology } from '../deployment/topology.ts';
import type { World } from '../world.ts';
import { createIdentity } from './authority.ts';

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

/** Makes two authorities and a certificate of each kind. */
export async function createCertificates(topology: Topology, nowMs: number): Promise<Certificates> {
  const names = [...topology.names(), 'localhost'];
  const addresses = ['127.0.0.1'];
  const [own, hidden] = await Promise.all([
    createIdentity(names, addresses, nowMs),
    createIdentity(names, addresses, nowMs, 'Rollcall simulator private authority'),
  ]);
  const standard = { key: own.keyPem, cert: own.certificatePem };
  const pairs: Readonly<Record<Kind, { key: string; cert: string }>> = {
    good: standard,
    // A stranger owns its name: anybody can have a certificate for that.
    strangers: { key: own.keyPem, cert: await own.sign({ names: topology.strangers() }) },
    expired: { key: own.keyPem, cert: await own.sign({ names, addresses, expiredDaysAgo: 3 }) },
    wrongName: { key: own.keyPem, cert: await own.sign({ names: ['www.elsewhere.example'] }) },
    privateCa: { key: hidden.keyPem, cert: hidden.certificatePem },
  };
  const contexts = new Map<Kind, SecureContext>();
  const contextOf = (kind: Kind): SecureContext => {
    const context = contexts.get(kind) ?? createSecureContext(pairs[kind]);
    contexts.set(kind, context);
    return context;
  };
  return {
    caPem: own.caPem,
    privateCaPem: hidden.caPem,
    standard,
    contextFor: (name, { knobs }) => {
      const place = topology.find(name.toLowerCase());
      if (place?.does === 'stranger') return contextOf('strangers');
      const wanted = place && forHost(knobs.certificates, place);
      return contextOf(BAD.find((kind) => kind === wanted) ?? 'good');
    },
  };
}
