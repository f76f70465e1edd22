/** `--resolve NAME:PORT:ADDRESS:PORT`: connect there, while TLS and Host keep speaking of NAME. */
import { isIP } from 'node:net';

export interface ResolveRule {
  name: string;
  port: number;
  address: string;
  addressPort: number;
}

const PART = String.raw`(\[[0-9a-fA-F:.]+\]|[^:\[\]\s]+)`;
const RULE = new RegExp(`^${PART}:(\\d{1,5}):${PART}:(\\d{1,5})$`);

function unbracket(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase();
}

/** Reads one rule; IPv6 addresses stand in brackets. Null: not of this form, no name, or a port outside 1..65535. */
export function parseResolveRule(text: string): ResolveRule | null {
  const [, name, port, address, addressPort] = RULE.exec(text) ?? [];
  if (name === undefined || address === undefined) return null;
  const rule = {
    name: unbracket(name),
    port: Number(port),
    address: unbracket(address),
    addressPort: Number(addressPort),
  };
  const good = (value: number): boolean => value >= 1 && value <= 65_535;
  return isIP(rule.name) === 0 && good(rule.port) && good(rule.addressPort) ? rule : null;
}

/** Where to connect for `name:port`. The last matching rule wins, as with curl. An address is left as it is. */
export function resolveTarget(
  rules: readonly ResolveRule[],
  name: string,
  port: number,
): { host: string; port: number } {
  if (isIP(name) !== 0) return { host: name, port };
  const rule = rules.findLast((candidate) => candidate.name === name.toLowerCase() && candidate.port === port);
  return rule === undefined ? { host: name, port } : { host: rule.address, port: rule.addressPort };
}
