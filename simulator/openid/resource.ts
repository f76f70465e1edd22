/** Which host a client wants a token for. */
import type { Topology } from '../deployment/topology.ts';
import type { Problem } from './errors.ts';

/** The older way names a `resource`, the newer one a scope that begins with it. Null: a token for nothing of ours. */
export function resourceIn(
  resource: string | null,
  scope: string,
  topology: Topology,
): { readonly host: string | null } | { readonly problem: Problem } {
  const wanted = resource ?? scope.split(/\s+/).find((one) => /^(https|api):\/\//.test(one)) ?? null;
  if (wanted === null) return { host: null };
  const host = URL.canParse(wanted) ? new URL(wanted).hostname : '';
  if (topology.isResource(host)) return { host };
  const words = `The resource principal named ${wanted.slice(0, 100)} was not found in the tenant.`;
  return { problem: { error: 'invalid_resource', number: 500_011, words } };
}
