/** Which operation a method and path name. Patterns stand below the application's own path. */
import type { Application } from '../application/application.ts';
import type { Ticket } from '../auth/tickets.ts';
import type { World } from '../world.ts';
import type { Input } from './input.ts';
import { decodePath, type Reply, type SimRequest } from './message.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to one operation of a living application. */
export interface Call {
  readonly request: SimRequest;
  readonly world: World;
  readonly application: Application;
  readonly ticket: Ticket;
  /** The decoded variable parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Reads query and body; throws the refusal of a body that cannot be read. */
  readonly input: () => Input;
  /** Answers a request that is part of this one. */
  readonly nested: (request: SimRequest) => Promise<Reply>;
}

export interface Route {
  readonly method: Method;
  /** `/people/groups/:id`; a variable takes one segment. */
  readonly pattern: string;
  /** The status of success; also what a request gets that is to be ignored. */
  readonly ok: number;
  /** A write that belongs to revision 2 and wants the version header (PROTOCOL 5.6). */
  readonly revision2?: boolean;
  /** The type of an answer that is no UCWA document; the Accept header must let it in. */
  readonly media?: string;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
}

export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path exists with these methods only. */
  | { readonly allow: readonly Method[] };

export class Router {
  readonly #entries: { readonly route: Route; readonly pattern: RegExp; readonly names: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#entries = routes.map((route) => {
      const names: string[] = [];
      const source = route.pattern.replace(/:(\w+)/g, (_, name: string) => {
        names.push(name);
        return '([^/]+)';
      });
      return { route, pattern: new RegExp(`^${source}$`), names };
    });
  }

  /** Null when no operation has this path. */
  match(method: string, path: string): Match | null {
    const matching = this.#entries.flatMap((entry) => {
      const found = entry.pattern.exec(path);
      return found ? [{ ...entry, found }] : [];
    });
    // A path that is named outright is not a variable's value.
    const fewest = Math.min(...matching.map(({ names }) => names.length));
    const fitting = matching.filter(({ names }) => names.length === fewest);
    const entry = fitting.find(({ route }) => route.method === method);
    if (entry) {
      const values = entry.found.slice(1).map(decodePath);
      return {
        route: entry.route,
        params: Object.fromEntries(entry.names.map((name, index) => [name, values[index] ?? ''])),
      };
    }
    return fitting.length > 0 ? { allow: fitting.map(({ route }) => route.method) } : null;
  }
}
