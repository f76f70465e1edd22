/** With what a sign-in may try to get in. Pure. */
import type { SignInKind } from '../store/state.ts';
import type { Means } from '../ucwa/index.ts';

/**
 * Who wants to sign in, and how: the user in a way of his choice, the user who leaves it to us (`any`), or nobody but
 * the app itself, at its start or after the session ended (`again`).
 */
export type Wish = SignInKind | 'any' | 'again';

export interface Known {
  /** Typed or remembered; null: none. */
  readonly password: string | null;
  /** How the account signed in last; null: not yet. */
  readonly lastKind: SignInKind | null;
  /** Whether the user may be shown a page: he has just asked for one. */
  readonly mayAsk: boolean;
}

/** The ways that a wish covers. By itself the app repeats what has led in before and tries nothing the user did not. */
export function waysOf(wish: Wish, lastKind: SignInKind | null): readonly SignInKind[] {
  if (wish !== 'any' && wish !== 'again') return [wish];
  return wish === 'any' || lastKind === null ? ['windows', 'password', 'passive', 'microsoft'] : [lastKind];
}

/** The means for a wish. `allows`: what the organisation and this computer admit. */
export function meansFor(wish: Wish, known: Known, allows: (kind: SignInKind) => boolean): Means {
  const ways = waysOf(wish, known.lastKind).filter(allows);
  const page = (kind: 'passive' | 'microsoft') => (!ways.includes(kind) ? 'never' : known.mayAsk ? 'ask' : 'silent');
  return {
    password: ways.includes('password') ? known.password : null,
    windows: ways.includes('windows'),
    passive: page('passive'),
    microsoft: page('microsoft'),
  };
}

/** Whether there is anything at all to try besides tickets. */
export function hasMeans({ password, windows, passive, microsoft }: Means): boolean {
  return password !== null || windows || passive !== 'never' || microsoft !== 'never';
}
