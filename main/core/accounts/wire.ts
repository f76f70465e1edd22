/** The faces of sign-in that accounts build on, over the sign-in by password that the wire layer offers. */
import type { Ports } from '../ports.ts';
import type { Result } from '../result.ts';
import type { SignInKind, TraceStep as Step } from '../store/state.ts';
import * as wire from '../ucwa/index.ts';

export interface Found {
  readonly applicationsUrl: string;
  readonly origins: readonly string[];
  readonly at: number;
}
export interface KeptTicket {
  readonly service: string;
  readonly origins: readonly string[];
  readonly kind: SignInKind;
  readonly token: string;
  readonly renewAt: number;
  readonly expiresAt: number;
}
export interface Means {
  readonly password: string | null;
  readonly windows: boolean;
  readonly passive: 'never' | 'silent' | 'ask';
  readonly microsoft: 'never' | 'silent' | 'ask';
}
export interface TraceStep extends Step {
  readonly id: number;
}
export interface SignInRequest {
  address: string;
  server: string | null;
  medium?: wire.Medium;
  approval: { trustedHosts: readonly string[]; only: boolean };
  means: Means;
  found: Found | null;
  tickets: readonly KeptTicket[];
  openId: { clientId: string; authority: string | null } | null;
}
export interface SignInListener {
  onStep(step: TraceStep): void;
  onOffer(kinds: readonly SignInKind[]): void;
  onWaiting(waiting: { kind: SignInKind; host: string } | null): void;
  onTickets(tickets: readonly KeptTicket[]): void;
}
export interface SignedIn extends wire.SignedIn {
  readonly kind: SignInKind | null;
  readonly found: Found;
}

export async function signIn(
  ports: Ports & { help: unknown },
  request: SignInRequest,
  listener: SignInListener,
  signal: AbortSignal,
): Promise<Result<SignedIn>> {
  let id = 0;
  const result = await wire.signIn(
    ports,
    {
      address: request.address,
      password: request.means.password ?? '',
      server: request.server,
      trustedHosts: request.approval.trustedHosts,
      ...(request.medium ? { medium: request.medium } : {}),
    },
    ({ phase, host, what }) =>
      listener.onStep({
        id: (id += 1),
        at: ports.clock.now(),
        ms: null,
        phase,
        host,
        asked: what,
        answered: null,
        decided: null,
        status: null,
        frontEnd: null,
        correlationId: null,
      }),
    signal,
  );
  return result.ok
    ? {
        ok: true,
        value: {
          ...result.value,
          kind: 'password',
          found: { applicationsUrl: result.value.applicationsUrl, origins: [], at: ports.clock.now() },
        },
      }
    : result;
}
