/** The window's side of the browser host's socket, without a browser: commands, and the state they lead to. */
import WebSocket from 'ws';
import type { HostMessage, TabMessage } from '../../main/browser/messages.ts';
import { enter } from '../../main/browser/testing/enter.ts';
import { CHANNEL_PREFIX } from '../../preload/contract/channels.ts';
import type { CommandName, Commands } from '../../preload/contract/commands.ts';
import type { Envelope } from '../../preload/contract/errors.ts';
import type { Snapshot } from '../../preload/contract/state.ts';

const LIMIT_MS = 30_000;

/** An open window. */
export interface Tab {
  /** Gives a command; null: the host went away without an answer. */
  invoke<C extends CommandName>(
    command: C,
    input: Commands[C]['input'],
  ): Promise<Envelope<Commands[C]['output']> | null>;
  /** The first state that fulfils the condition. Rejects when it does not come, or when the host goes away. */
  until(what: string, condition: (state: Snapshot) => boolean): Promise<Snapshot>;
  /** Resolves when the host is gone and nothing more will be heard of it. */
  readonly closed: Promise<void>;
}

/** Opens a window on the host's page, `http://127.0.0.1:PORT/KEY/`. */
export async function openTab(page: string): Promise<Tab> {
  const entered = await enter(page);
  const socket = new WebSocket(entered.socket, { headers: entered.headers });
  const asked = new Map<number, (answer: unknown) => void>();
  let changed: () => void = () => undefined;
  let lastId = 0;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      for (const settle of asked.values()) settle(null);
      asked.clear();
      changed();
      resolve();
    });
  });
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as HostMessage;
    if (message.type === 'answer') {
      asked.get(message.id)?.(message.value);
      asked.delete(message.id);
    } else if (message.type === 'event') changed();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // Whatever goes wrong from here on ends in `close`.
  socket.on('error', () => undefined);

  const invoke: Tab['invoke'] = (command, input) =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve(null);
      const id = (lastId += 1);
      asked.set(id, resolve as (answer: unknown) => void);
      socket.send(
        JSON.stringify({ type: 'invoke', id, channel: CHANNEL_PREFIX + command, argument: input } satisfies TabMessage),
      );
    });

  return {
    invoke,
    closed,
    async until(what, condition) {
      const deadline = Date.now() + LIMIT_MS;
      for (;;) {
        let limit: NodeJS.Timeout | undefined;
        const change = new Promise<void>((resolve) => {
          changed = resolve;
          limit = setTimeout(resolve, Math.max(0, deadline - Date.now()));
        });
        const answer = await invoke('state.snapshot', null);
        if (answer?.ok === true && condition(answer.value)) {
          clearTimeout(limit);
          return answer.value;
        }
        if (answer === null) throw new Error(`the host went away before ${what}`);
        if (Date.now() >= deadline || (answer.ok && answer.value.connection.phase === 'ended'))
          throw new Error(`never came true: ${what}; ${answer.ok ? describe(answer.value) : ''}`);
        await change;
        clearTimeout(limit);
      }
    },
  };
}

function describe({ connection, list, edits }: Snapshot): string {
  return JSON.stringify({ connection, list, edits: Object.values(edits) });
}
