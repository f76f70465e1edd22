/** The user's phone numbers and who sees them (PROTOCOL 9; specification page `phones`). */
import { AT_ONCE, type Attempt } from '../edits/attempt.ts';
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application, Feature } from '../session/application.ts';
import { set } from '../store/actions.ts';
import type { EditWish, Phone, PhoneKind } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { isLasting, mayPass } from '../timing/passing.ts';
import { createQueue } from '../timing/queue.ts';
import { createWorker, type Worker } from '../timing/worker.ts';
import { changeNumber, changeVisibility, getPhones, readMe } from '../ucwa/index.ts';
import { lockOf, phoneFrom, sameNumber, type KnownPhone } from './read.ts';

export type PhoneWish = Extract<EditWish, { kind: 'phoneVisibility' | 'phoneNumber' }>;

export interface Phones extends Feature {
  /** Reads the numbers again: no event tells of their changes (PROTOCOL 9.5). */
  refresh(): Promise<Result<null>>;
  /** Carries an edit out, reads the row again and believes the server. */
  execute(wish: PhoneWish, attempt?: Attempt): Promise<Result<null>>;
}

/** Makes the feature; it does nothing before it is attached. */
export function createPhones(store: Store, clock: Clock): Phones {
  let application: Application | null = null;
  let linksOf = new Map<PhoneKind, KnownPhone['links']>();
  let worker: Worker | null = null;
  const queue = createQueue();

  function read(notChanged: PhoneKind | null = null): Promise<Result<null>> {
    return queue(() => readNow(notChanged));
  }

  async function readNow(notChanged: PhoneKind | null): Promise<Result<null>> {
    if (!application) return ok(null);
    const { me, client, signal } = application;
    const link = readMe(me).links.phones;
    if (!link) {
      return refused(appError('ucwa.forbidden', 'The server does not offer your phone numbers.'), 'notAllowed');
    }
    const answer = await getPhones(client, link, { signal });
    if (signal.aborted) return fail(appError('session.ended', 'The session ended.'));
    // Not offered: the user is not enabled for Enterprise Voice (PROTOCOL 9.1).
    if (!answer.ok) return refused(answer.error, answer.error.remedy === 'hide' ? 'notAllowed' : 'failed');
    const found = answer.value.flatMap((phone) => phoneFrom(phone) ?? []);
    // The first of a kind counts: there is one of each (PROTOCOL 9.1).
    const byKind = new Map(found.reverse().map((row) => [row.kind, row]));
    linksOf = new Map([...byKind].map(([kind, row]) => [kind, row.links]));
    const phones = [...byKind.values()].map((known): Phone => {
      const { links, ...row } = known;
      const before = store.state.phones.get(row.kind);
      const still = before?.notChanged === true && before.number === row.number && before.visible === row.visible;
      return {
        ...row,
        canChangeNumber: links.changeNumber !== null,
        canChangeVisibility: links.changeVisibility !== null,
        lock: lockOf(known),
        notChanged: row.kind === notChanged || still,
      };
    });
    store.dispatch({ type: 'phonesRead', phones, at: clock.now() });
    return ok(null);
  }

  /** Reads, and goes on trying in the background where that may help. */
  async function refresh(): Promise<Result<null>> {
    const outcome = await read();
    if (!outcome.ok && !isLasting(outcome.error)) void worker?.request();
    return outcome;
  }

  function refused(error: AppError, state: 'notAllowed' | 'failed'): Result<null> {
    store.dispatch(set('phonesAccess', { state, error, asOf: store.state.phonesAccess.asOf }));
    return fail(error);
  }

  async function execute(wish: PhoneWish, attempt = AT_ONCE): Promise<Result<null>> {
    // The visibility goes along with a number, and no event tells when it was changed elsewhere: what is hidden must not
    // be shown again by a stale value. A row not read yet says nothing about what is allowed.
    if (attempt.late || wish.kind === 'phoneNumber' || !linksOf.has(wish.phone)) {
      const current = await read();
      if (!current.ok) return current;
    }
    const before = store.state.phones.get(wish.phone);
    if (attempt.late && before) {
      if (isAsWished(before, wish)) return ok(null);
      if (isSurprise(before, wish, attempt.seen)) return fail(changedElsewhere());
    }
    const links = linksOf.get(wish.phone);
    const change = wish.kind === 'phoneVisibility' ? links?.changeVisibility : links?.changeNumber;
    if (!application || !before || !change) {
      return fail(appError('ucwa.notEditable', 'The server does not offer this change of the number.'));
    }
    if (before.notChanged) clearNotChanged(before);
    const { client, signal } = application;
    const answer =
      wish.kind === 'phoneVisibility'
        ? await changeVisibility(client, change, { includeInContactCard: wish.visible }, { signal })
        : await changeNumber(client, change, { number: wish.number, includeInContactCard: before.visible }, { signal });
    const reread = await refresh();
    const after = store.state.phones.get(wish.phone);
    // The server writes a number in its own way: another one than before is what it made of ours.
    const done = after !== undefined && (isAsWished(after, wish) || after.number !== before.number);
    if (!answer.ok) return reread.ok && done && mayPass(answer.error) ? ok(null) : fail(explained(answer.error));
    if (!reread.ok) return reread;
    if (!done) await read(wish.phone);
    return ok(null);
  }

  function clearNotChanged(phone: Phone): void {
    const phones = [...store.state.phones.values()].map((row) =>
      row.kind === phone.kind ? { ...row, notChanged: false } : row,
    );
    store.dispatch({ type: 'phonesRead', phones, at: store.state.phonesAccess.asOf ?? clock.now() });
  }

  return {
    async attach(next) {
      application = next;
      linksOf = new Map();
      worker = createWorker(clock, next.signal, () => read());
      // A session without phone numbers is a session all the same: the slice `phonesAccess` tells.
      await refresh();
      return ok(null);
    },
    onEvents() {
      // Phones raise no events (PROTOCOL 9.5).
    },
    refresh,
    execute,
  };
}

function isAsWished(phone: Phone, wish: PhoneWish): boolean {
  return wish.kind === 'phoneVisibility' ? phone.visible === wish.visible : sameNumber(phone.number, wish.number);
}

/**
 * Somebody else has set the number since the wish was made. Hiding whatever is there is harmless; overwriting it is not,
 * nor is showing a number that the user has not seen.
 */
function isSurprise({ number }: Phone, wish: PhoneWish, seen: readonly string[] | null): boolean {
  if (seen === null || (wish.kind === 'phoneVisibility' && !wish.visible)) return false;
  return !seen.some((known) => sameNumber(known, number));
}

/** 409 without a subcode: the number is the directory's (PROTOCOL 9.3, 9.4). */
function explained(error: AppError): AppError {
  if (error.status !== 409 || error.subcode !== null) return error;
  return { ...error, code: 'ucwa.notEditable', message: 'This number is set by your organisation.' };
}

function changedElsewhere(): AppError {
  const message =
    'This number was changed elsewhere meanwhile and is left as it is now. Try again if it is to be changed all the same.';
  return appError('ucwa.preconditionFailed', message, { remedy: 'reread' });
}
