/** A plain HTTPS client for the simulator's own tests. It knows the protocol's words but shares no code with the app. */
import { Agent, request as send } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { Simulator } from '../index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** The parsed JSON body; an empty object without one. */
  readonly json: Json;
}

/** Loosely typed JSON: tests reach into bodies by path. */
export type Json = { readonly [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | Json | readonly JsonValue[];

export interface Ask {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export class TestClient {
  readonly simulator: Simulator;
  ticket: string | null = null;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 });

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  /** Sends one request, to a path or the path of a URL. Standard headers can be taken away with undefined. */
  ask(path: string, ask: Ask = {}): Promise<Answer> {
    const { port, caPem, hosts } = this.simulator;
    const host = ask.host ?? hosts.pool;
    const body = ask.body === undefined ? null : typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body);
    const wanted: Record<string, string | undefined> = {
      Host: `${host}:${port}`,
      Accept: 'application/json',
      ...(this.ticket === null ? {} : { Authorization: `Bearer ${this.ticket}` }),
      ...(body === null ? { 'Content-Length': '0' } : { 'Content-Type': 'application/json' }),
      ...ask.headers,
    };
    const headers = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          host: '127.0.0.1',
          port,
          servername: host === '127.0.0.1' ? '' : host,
          ca: caPem,
          path: path.replace(/^https:\/\/[^/]*/, ''),
          method: ask.method ?? 'GET',
          headers: headers as Record<string, string>,
          agent: this.#agent,
          ...(ask.signal ? { signal: ask.signal } : {}),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const body = Buffer.concat(chunks);
            const text = body.toString('utf8');
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, text, json: parse(text) });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });
  }

  get(path: string, headers: Ask['headers'] = {}): Promise<Answer> {
    return this.ask(path, { headers });
  }

  post(path: string, body?: unknown, headers: Ask['headers'] = {}): Promise<Answer> {
    return this.ask(path, { method: 'POST', body, headers });
  }

  /** Revision 2 writes. */
  write(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Ask['headers'] = {},
  ): Promise<Answer> {
    return this.ask(path, { method, body, headers: { 'X-MS-RequiresMinResourceVersion': '2', ...headers } });
  }

  /** Gets a ticket from one host by password. */
  async ticketFrom(host: string, password = this.simulator.password): Promise<Answer> {
    const form = new URLSearchParams({ grant_type: 'password', username: this.simulator.address, password });
    return this.ask('/WebTicket/oauthtoken', {
      host,
      method: 'POST',
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', Authorization: undefined },
    });
  }

  /** Ticket for the pool, then an application. */
  async signIn(endpointId = 'endpoint-1'): Promise<Session> {
    const answer = await this.ticketFrom(this.simulator.hosts.pool);
    this.ticket = text(answer.json, 'access_token');
    const made = await this.post('/ucwa/oauth/v1/applications', {
      culture: 'en-US',
      endpointId,
      userAgent: 'simulator test',
    });
    if (made.status !== 201 && made.status !== 200) throw new Error(`POST applications: ${made.status}`);
    return new Session(this, made.json);
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** One application, with its links at hand. */
export class Session {
  readonly client: TestClient;
  readonly application: Json;
  /** What the next poll asks. */
  next: string;

  constructor(client: TestClient, application: Json) {
    this.client = client;
    this.application = application;
    this.next = href(application, 'events');
  }

  get self(): string {
    return href(this.application, 'self');
  }

  people(rel: string): string {
    return href(at(this.application, '_embedded', 'people'), rel);
  }

  me(rel: string): string {
    return href(at(this.application, '_embedded', 'me'), rel);
  }

  /** Polls once and remembers where to go on. */
  async poll(parameters = ''): Promise<Answer> {
    const answer = await this.client.get(this.next + parameters);
    const links = answer.json['_links'];
    if (answer.status === 200 && links) {
      const follow = ['next', 'resume', 'resync'].find((rel) => rel in (links as Json));
      if (follow) this.next = href(answer.json, follow);
    }
    return answer;
  }

  /** A poll that is known to be parked when this returns. */
  async park(parameters = ''): Promise<{ readonly answer: Promise<Answer> }> {
    const answer = this.poll(parameters);
    answer.catch(() => undefined);
    await until(() => this.client.simulator.control.state().applications.some(({ parked }) => parked));
    return { answer };
  }

  /** Starts the contacts-and-groups subscription. */
  async watchGroups(duration = 30): Promise<void> {
    const held = await this.client.get(this.people('myContactsAndGroupsSubscription'));
    const start = href(held.json, 'startOrRefreshSubscriptionToContactsAndGroups');
    const answer = await this.client.post(start, { duration });
    if (answer.status !== 201) throw new Error(`start: ${answer.status}`);
  }

  /** A group of myGroups by its name. */
  async group(name: string): Promise<Json> {
    const groups = await this.client.get(this.people('myGroups'));
    const embedded = at(groups.json, '_embedded');
    const found = Object.values(embedded)
      .flatMap((value) => (Array.isArray(value) ? (value as Json[]) : [value as Json]))
      .find((group) => group['name'] === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  }
}

/** Walks into JSON; throws where there is nothing. */
export function at(json: JsonValue | undefined, ...path: (string | number)[]): Json {
  let value: JsonValue | undefined = json;
  for (const step of path) value = (value as Record<string | number, JsonValue> | undefined)?.[step];
  if (value === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return value as Json;
}

export function list(json: JsonValue | undefined, ...path: (string | number)[]): Json[] {
  return at(json, ...path) as unknown as Json[];
}

/** A property that must be a text. */
export function text(json: JsonValue | undefined, property: string): string {
  const value = (json as Json | undefined)?.[property];
  if (typeof value !== 'string') throw new Error(`${property} is no text`);
  return value;
}

export function href(resource: Json, rel: string): string {
  return text(at(resource, '_links', rel), 'href');
}

/** `added contact in group`, for every event of a package, in order. */
export function told(answer: Answer): string[] {
  const senders = (answer.json['sender'] ?? []) as unknown as Json[];
  return senders.flatMap((sender) =>
    list(sender, 'events').map((event) => {
      const inside = event['in'] ? ` in ${text(at(event, 'in'), 'rel')}` : '';
      return `${text(event, 'type')} ${text(at(event, 'link'), 'rel')}${inside}`;
    }),
  );
}

/** Waits for a condition by letting the event loop turn. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function parse(text: string): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return {};
  }
}
