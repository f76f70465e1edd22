/** What travels over the socket between a tab's bridge and the host: IPC as Electron has it, and the host's own words. */
import * as v from 'valibot';

export type HostMessage =
  /** The answer to the `invoke` of that id. */
  | { type: 'answer'; id: number; value: unknown }
  /** What `webContents.send` does in Electron. */
  | { type: 'event'; channel: string; payload: unknown }
  /** The icon of the tab (a data URL). */
  | { type: 'shell.status'; icon: string }
  | { type: 'shell.notify'; tag: string; title: string; body: string }
  /** Takes the notification with this tag away. */
  | { type: 'shell.withdraw'; tag: string }
  /** Offers a text file as a download. */
  | { type: 'shell.save'; name: string; text: string };

const TAB_MESSAGE = v.variant('type', [
  v.strictObject({
    type: v.literal('invoke'),
    id: v.pipe(v.number(), v.integer(), v.minValue(0)),
    channel: v.pipe(v.string(), v.maxLength(100)),
    /** Left out by JSON where it was undefined. */
    argument: v.optional(v.unknown()),
  }),
  /** Whether the browser lets the page show notifications. */
  v.strictObject({ type: v.literal('shell.permission'), granted: v.boolean() }),
  /** A notification was clicked. */
  v.strictObject({ type: v.literal('shell.clicked'), tag: v.pipe(v.string(), v.maxLength(300)) }),
  /** A key or the mouse was used in the tab; at most every half minute. */
  v.strictObject({ type: v.literal('shell.input') }),
]);

export type TabMessage = v.InferOutput<typeof TAB_MESSAGE>;

/** Reads a tab's message; null when it is none. */
export function readTabMessage(text: string): TabMessage | null {
  try {
    const checked = v.safeParse(TAB_MESSAGE, JSON.parse(text));
    return checked.success ? checked.output : null;
  } catch {
    return null;
  }
}
