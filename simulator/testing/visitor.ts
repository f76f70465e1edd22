/** Asks for whole URLs under any name of the simulator, as a client after name resolution would, and browses pages. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Simulator } from '../index.ts';
import { href, text, type Json } from './client.ts';

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

export interface Visit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  /** PEM text; default: the authority of the run. */
  readonly ca?: string;
  /** Keeps connections, for handshakes that need one. */
  readonly agent?: https.Agent;
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';
const MOST_STEPS = 10;

export class Visitor {
  readonly #simulator: Simulator;
  /** By host and name. */
  readonly #cookies = new Map<string, Map<string, string>>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** One request, without cookies; redirects are not followed. */
  ask(url: string, visit: Visit = {}): Promise<Page> {
    const { protocol, hostname, host, pathname, search } = new URL(url);
    const secure = protocol === 'https:';
    const { port, plainPort, caPem } = this.#simulator;
    const body = visit.body?.toString() ?? null;
    const headers = {
      Host: host,
      ...(body === null ? {} : { 'Content-Type': FORM, 'Content-Length': String(Buffer.byteLength(body)) }),
      Accept: 'application/json',
      ...visit.headers,
    };
    const options = { host: '127.0.0.1', path: pathname + search, method: visit.method ?? 'GET', headers };
    const trust = { servername: hostname, ca: visit.ca ?? caPem, agent: visit.agent ?? false };
    return new Promise((resolve, reject) => {
      const answered = (incoming: http.IncomingMessage): void => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const content = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers } = incoming;
          resolve({ url, status: statusCode, headers, text: content, json: parse(content) });
        });
      };
      const outgoing = secure
        ? https.request({ ...options, ...trust, port }, answered)
        : http.request({ ...options, port: plainPort, agent: false }, answered);
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });
  }

  /** As a window would: cookies of this visitor, redirects, and pages that post themselves. Stops before loopback names. */
  async browse(url: string, visit: Visit = {}): Promise<Page> {
    let at = url;
    let how: Visit = visit;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const page = await this.#visit(at, how);
      const { location } = page.headers;
      const form = page.text.includes('.submit()') ? formOf(page) : null;
      const next = location === undefined ? form?.action : new URL(location, at).href;
      if (next === undefined || ['localhost', '127.0.0.1'].includes(new URL(next).hostname)) return page;
      at = next;
      how = location === undefined && form ? { method: 'POST', body: form.fields } : {};
    }
    throw new Error('too many steps');
  }

  /** Fills in the form of a page and sends it. */
  submit(page: Page, values: Readonly<Record<string, string>>): Promise<Page> {
    const { action, fields } = formOf(page);
    for (const [name, value] of Object.entries(values)) fields.set(name, value);
    const headers = { Origin: new URL(page.url).origin, Referer: page.url };
    return this.browse(action, { method: 'POST', body: fields, headers });
  }

  /** What a Cookie header to this host says. */
  cookies(host: string): string {
    return [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A ticket from the service of a host. */
  ticket(origin: string, fields: Readonly<Record<string, string>>, headers: Visit['headers'] = {}): Promise<Page> {
    const body = new URLSearchParams(fields);
    return this.ask(`${origin}/WebTicket/oauthtoken`, { method: 'POST', body, headers: { ...headers } });
  }

  /** A ticket by password; throws where there is none. */
  async ticketByPassword(origin: string): Promise<string> {
    const { address, password } = this.#simulator;
    const answer = await this.ticket(origin, { grant_type: 'password', username: address, password });
    return text(answer.json, 'access_token');
  }

  async #visit(url: string, visit: Visit): Promise<Page> {
    const { hostname } = new URL(url);
    const cookie = this.cookies(hostname);
    const headers = { Accept: 'text/html', ...(cookie === '' ? {} : { Cookie: cookie }), ...visit.headers };
    const page = await this.ask(url, { ...visit, headers });
    for (const set of page.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      const jar = this.#cookies.get(hostname) ?? new Map<string, string>();
      this.#cookies.set(hostname, jar.set(name, value));
    }
    return page;
  }
}

/** The link of an answer. */
export function link(page: Page, rel: string): string {
  return href(page.json, rel);
}

export function bearer(ticket: string): Record<string, string> {
  return { Authorization: `Bearer ${ticket}` };
}

/** The first form of a page, with what is filled in already. */
export function formOf(page: Page): { action: string; fields: URLSearchParams } {
  const action = /<form [^>]*action="([^"]*)"/.exec(page.text)?.[1];
  if (action === undefined) throw new Error(`no form on ${page.url}`);
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of page.text.matchAll(/<input[^>]*? name="([^"]*)"[^>]*? value="([^"]*)"/g)) {
    fields.set(unescape(name), unescape(value));
  }
  return { action: new URL(unescape(action), page.url).href, fields };
}

function unescape(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function parse(content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch {
    return {};
  }
}
