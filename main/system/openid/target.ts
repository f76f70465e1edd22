/** How a provider is spoken to: its kind is read from its address. Pure. */
import type { OpenIdRequest } from '../../core/ports.ts';

/** Microsoft's clouds, national ones included; the sign-in library knows their endpoints by heart. */
const MICROSOFT = new Set([
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'login.microsoftonline.us',
  'login.usgovcloudapi.net',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]);

export interface Target {
  /** For the library: Microsoft's own ways, or plain OpenID Connect. */
  protocol: 'AAD' | 'OIDC';
  /** Hosts that the library takes without asking Microsoft about them. */
  knownAuthorities: string[];
  /** What every request names as the wanted audience. */
  audience: { scopes: string[]; resource?: string };
}

/** Null: not an https address that a token may be asked of. */
export function targetOf({ authority, resource }: Pick<OpenIdRequest, 'authority' | 'resource'>): Target | null {
  const url = URL.parse(authority);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  const microsoft = MICROSOFT.has(url.host);
  // AD FS knows no scope of this form; it takes the audience as a parameter (PROTOCOL 3.6: `resource`).
  const adfs = /^\/adfs(\/|$)/i.test(url.pathname);
  return {
    protocol: microsoft ? 'AAD' : 'OIDC',
    knownAuthorities: microsoft ? [] : [url.host],
    audience: adfs ? { scopes: [], resource } : { scopes: [`${resource}/.default`] },
  };
}
