/**
 * When Electron's application is ready, as all parts of the fake see it: what must happen before `ready` throws
 * after it, and the other way round, as documented.
 */
import type {} from 'electron';

let ready = false;

/** Whether `ready` was emitted. */
export function isReady(): boolean {
  return ready;
}

/** Sets readiness; only `fake.ready()` and `fake.reset()` call it. */
export function setReady(value: boolean): void {
  ready = value;
}

/** Throws as Electron does when a module is used too early. */
export function needsReady(what: string): void {
  if (!ready) throw new Error(`${what} can only be used after the app is ready`);
}

/** Throws as Electron does when it is too late. */
export function needsNotReady(what: string): void {
  if (ready) throw new Error(`${what} can only be called before the app is ready`);
}

/** The event object of listeners that may prevent a default. */
export function preventable<T extends object>(more: T): Electron.Event<T> {
  let prevented = false;
  return {
    ...more,
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
}
