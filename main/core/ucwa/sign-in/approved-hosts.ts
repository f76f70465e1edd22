/** The hosts that one sign-in has approved so far: every request that leads on is checked here first. */
import { parse } from '../client/href.ts';
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { judge, wordsFor } from './approval.ts';
import type { ApprovalContext, Stake } from './approval.ts';

export interface ApprovedHosts {
  /**
   * Checks that the URL's host may be given what is at stake, and remembers its origin. `namedBy`: whose answer named
   * it, null for our own choice. Fails with `auth.hostNotTrusted`: with `host` when the user may allow it, else null.
   */
  approve(url: string, stake: Stake, namedBy: string | null): Result<null>;
  /** Whether it may be asked at all without losing anything. */
  isApproved(url: string): boolean;
  origins(): string[];
}

/** `known`: origins that an earlier sign-in approved by what answers named. */
export function createApprovedHosts(
  given: Omit<ApprovalContext, 'namedBy' | 'approvedOrigins'>,
  known: readonly string[],
): ApprovedHosts {
  const approvedOrigins = new Set<string>();

  function approve(url: string, stake: Stake, namedBy: string | null): Result<null> {
    const verdict = judge(url, stake, { ...given, namedBy, approvedOrigins });
    const target = parse(url);
    if (verdict.verdict === 'approved' && target !== null) {
      approvedOrigins.add(target.origin);
      return ok(null);
    }
    const host = target?.host ?? '';
    const words = wordsFor(verdict, host, given.domain);
    return fail(appError('auth.hostNotTrusted', words, { host: verdict.verdict === 'ask' ? host : null }));
  }

  for (const origin of known) {
    const verdict = judge(origin, 'bound', { ...given, namedBy: origin, approvedOrigins: new Set([origin]) });
    if (verdict.verdict === 'approved') approvedOrigins.add(origin);
  }

  return {
    approve,
    isApproved: (url) => approvedOrigins.has(parse(url)?.origin ?? ''),
    origins: () => [...approvedOrigins],
  };
}
