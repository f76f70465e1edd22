/** Faults that the control interface plants: which request they hit, and what happens to it. */
import type { SimRequest } from '../http/message.ts';

export type FaultAction =
  | {
      readonly type: 'status';
      readonly status: number;
      readonly code?: string | undefined;
      readonly subcode?: string | undefined;
      /** The text of X-Ms-diagnostics. */
      readonly diagnostics?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** Seconds. */
      readonly retryAfter?: number | undefined;
      /** Do the operation, then answer the error. */
      readonly performed?: boolean | undefined;
    }
  | { readonly type: 'html'; readonly status: number }
  | { readonly type: 'delay'; readonly ms: number }
  | { readonly type: 'cut'; readonly when: 'before' | 'after' }
  /** Answer success and do nothing. */
  | { readonly type: 'ignore' };

export interface FaultSpec {
  readonly match: {
    readonly method?: string | undefined;
    /** A regular expression on path and query. */
    readonly path?: string | undefined;
    readonly host?: string | undefined;
  };
  /** How many matching requests are hit; default 1. */
  readonly times?: number | undefined;
  /** How many matching requests pass first; default 0. */
  readonly skip?: number | undefined;
  readonly action: FaultAction;
}

interface Planted {
  readonly id: string;
  readonly spec: FaultSpec;
  readonly pattern: RegExp | null;
  skip: number;
  left: number;
}

export class Faults {
  #planted: Planted[] = [];
  #made = 0;

  /** Throws a SyntaxError when the path is no regular expression. */
  plant(spec: FaultSpec): string {
    const pattern = spec.match.path === undefined ? null : new RegExp(spec.match.path);
    const id = String(++this.#made);
    this.#planted.push({ id, spec, pattern, skip: spec.skip ?? 0, left: spec.times ?? 1 });
    return id;
  }

  /** The action for this request, if a fault hits it; the first planted goes first. */
  take(request: SimRequest): FaultAction | null {
    for (const fault of this.#planted) {
      if (fault.left <= 0 || !hits(fault, request)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      return fault.spec.action;
    }
    return null;
  }

  clear(): void {
    this.#planted = [];
  }
}

function hits({ spec, pattern }: Planted, request: SimRequest): boolean {
  const { method, host } = spec.match;
  const target = request.rawQuery === '' ? request.path : `${request.path}?${request.rawQuery}`;
  return (
    (method === undefined || method.toUpperCase() === request.method) &&
    (host === undefined || host.toLowerCase() === request.host.name) &&
    (pattern === null || pattern.test(target))
  );
}
