/** The requests of the sign-in library over the Http port: the system's proxy and certificates, no socket of its own. */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Http } from '../../core/ports.ts';

/** A provider answers in a second or two; the library knows no limit of its own. */
const TIMEOUT_MS = 30_000;

/** Why the provider could not be asked. */
export interface Trouble {
  reason: 'unreachable' | 'cancelled';
  detail: string;
}

export interface OpenIdNetwork {
  client: INetworkModule;
  /** The last thing that went wrong below the protocol; the library's own errors do not tell. */
  trouble(): Trouble | null;
}

/** Builds the library's network for one acquisition; `signal` ends its requests. https only; speaks for nobody. */
export function createOpenIdNetwork(http: Http, signal: AbortSignal): OpenIdNetwork {
  let trouble: Trouble | null = null;

  function fail(reason: Trouble['reason'], detail: string): never {
    trouble = { reason, detail };
    throw new Error(detail);
  }

  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> {
    if (!/^https:\/\//i.test(url)) fail('unreachable', 'the provider names an address without encryption');
    const fields = Object.entries(options?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    const headers = { accept: 'application/json', ...(Object.fromEntries(fields) as Record<string, string>) };
    const body = method === 'POST' ? (options?.body ?? '') : null;
    const outcome = await http.send({ method, url, headers, body, timeoutMs: TIMEOUT_MS }, signal);
    if (!outcome.ok) {
      const { kind, detail } = outcome.failure;
      return fail(kind === 'aborted' ? 'cancelled' : 'unreachable', `${kind}: ${detail}`);
    }
    const { status, headers: lines, body: bytes } = outcome.response;
    if (status >= 500) fail('unreachable', `the provider answered ${status}`);
    const joined = Object.entries(lines).map(([name, values]) => [name, values.join(', ')]);
    return { status, headers: Object.fromEntries(joined) as Record<string, string>, body: jsonIn(bytes) as T };
  }

  return {
    client: {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    },
    trouble: () => trouble,
  };
}

/** What is no JSON object is an empty one: the library looks for fields and says which are missing. */
function jsonIn(bytes: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
