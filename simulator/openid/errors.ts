/** Errors in the form of the Microsoft identity platform. */
import { randomUUID } from 'node:crypto';
import { escapeHtml, page } from '../http/html.ts';
import type { Reply } from '../http/message.ts';

export interface Problem {
  /** Of OAuth: `invalid_grant` and the like. */
  readonly error: string;
  /** Of the platform: the digits after AADSTS. */
  readonly number: number;
  readonly words: string;
  readonly suberror?: string;
}

export function describeProblem({ number, words }: Problem): string {
  return `AADSTS${number}: ${words}`;
}

export function problemReply(problem: Problem, nowMs: number): Reply {
  const timestamp = new Date(nowMs).toISOString().replace('T', ' ').replace(/\..*$/, 'Z');
  const ids = { trace_id: randomUUID(), correlation_id: randomUUID() };
  const body = {
    error: problem.error,
    error_description: `${describeProblem(problem)} Trace ID: ${ids.trace_id} Correlation ID: ${ids.correlation_id} Timestamp: ${timestamp}`,
    error_codes: [problem.number],
    timestamp,
    ...ids,
    ...(problem.suberror === undefined ? {} : { suberror: problem.suberror }),
  };
  return jsonReply(400, body);
}

/** For requests that cannot be sent back to the client, because its address is the problem. */
export function problemPage(problem: Problem): Reply {
  return page(400, 'Sign in', `<p role="alert">${escapeHtml(describeProblem(problem))}</p>`);
}

export function jsonReply(status: number, body: object): Reply {
  return {
    status,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    raw: { type: 'application/json; charset=utf-8', body: JSON.stringify(body) },
  };
}
