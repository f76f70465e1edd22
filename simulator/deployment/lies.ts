/** Links that a hostile or broken discovery would hand out: who is behind them only looks right. */
import { domainToASCII } from 'node:url';

/** What is wrong with the host of the link. */
export const LIES = [
  'none',
  'stranger',
  'suffix',
  'prefix',
  'dashes',
  'homograph',
  'userInfo',
  'backslash',
  'port',
  'http',
] as const;
export type Lie = (typeof LIES)[number];

/** Which link lies. */
export const LIE_PLACES = ['user', 'redirect', 'applications', 'ticket', 'authorization', 'passive', 'sts'] as const;
export type LiePlace = (typeof LIE_PLACES)[number];

/** Where a host of the organisation is said to listen though it does not. */
export const LIE_PORT = 4443;
const STRANGER = 'evil.example';

/** The suffixes that URLs carry: `:port` or nothing. */
interface Ports {
  readonly port: string;
  readonly plainPort: string;
}

/** The origin that a lie gives for the host `name`. */
export function forgedOrigin(lie: Lie, name: string, { port, plainPort }: Ports): string {
  switch (lie) {
    case 'none':
      return `https://${name}${port}`;
    case 'stranger':
    case 'suffix':
    case 'prefix':
    case 'dashes':
    case 'homograph':
      return `https://${forgedName(lie, name)}${port}`;
    case 'userInfo':
      return `https://${name}${port}@${STRANGER}${port}`;
    case 'backslash':
      return `https://${STRANGER}${port}\\@${name}${port}`;
    case 'port':
      return `https://${name}:${LIE_PORT}`;
    case 'http':
      return `http://${name}${plainPort}`;
  }
}

/** All names that lies about `names` lead to, as they arrive in a Host header. */
export function strangerNames(names: readonly string[]): string[] {
  const forged = names.flatMap((name) =>
    (['stranger', 'suffix', 'prefix', 'dashes', 'homograph'] as const).map((lie) => forgedName(lie, name)),
  );
  return [...new Set([STRANGER, ...forged.map((name) => domainToASCII(name))])];
}

function forgedName(lie: 'stranger' | 'suffix' | 'prefix' | 'dashes' | 'homograph', name: string): string {
  const dot = name.indexOf('.');
  const label = name.slice(0, dot);
  const domain = name.slice(dot + 1);
  switch (lie) {
    case 'stranger':
      return `${label}.${STRANGER}`;
    case 'suffix':
      return `${name}.${STRANGER}`;
    case 'prefix':
      return `${label}.evil${domain}`;
    case 'dashes':
      return `${label}.${domain.replaceAll('.', '-')}.example`;
    case 'homograph':
      return `${label}.${withCyrillic(domain)}`;
  }
}

/** The same to the eye: one Latin letter becomes its Cyrillic twin. */
function withCyrillic(domain: string): string {
  const twins: Readonly<Record<string, string>> = { o: 'о', a: 'а', e: 'е', c: 'с', p: 'р', x: 'х' };
  const found = /[oaecpx]/.exec(domain);
  if (!found) return `а${domain}`;
  return domain.slice(0, found.index) + (twins[found[0]] ?? '') + domain.slice(found.index + 1);
}
