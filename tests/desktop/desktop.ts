/** A desktop of its own: a session bus that nobody else uses, with a notification service that records. Linux only. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../build/commands/processes.ts';
import { eventually } from '../support/wait.ts';

/** The system's own Python: D-Bus comes with it, as a package of the distribution. */
const PYTHON = '/usr/bin/python3';

/** A notification as the service was given it. */
export interface Notification {
  readonly id: number;
  readonly summary: string;
  readonly body: string;
}

export interface Desktop {
  /** Environment of a program on this desktop. */
  readonly environment: NodeJS.ProcessEnv;
  /** Every call of Notify, in order. */
  readonly notified: readonly Notification[];
  /** What is on the screen now, oldest first. */
  onScreen(): Notification[];
  /** Clicks a notification as a user does. */
  click(id: number): void;
  /** Ends the service and the bus. */
  close(): Promise<void>;
}

interface Said {
  event: 'ready' | 'notify' | 'close';
  id: number;
  summary: string;
  body: string;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Starts bus and service. Throws with their words when they cannot run. */
export async function openDesktop(): Promise<Desktop> {
  await using scope = new AsyncDisposableStack();
  let complaints = '';
  const start = (command: string, args: string[], environment: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    child.on('error', (error) => (complaints += error.message));
    child.stderr?.on('data', (data: Buffer) => (complaints += data.toString()));
    scope.defer(() => end(child));
    return child;
  };
  const lines = (child: ChildProcess, listener: (line: string) => void): void => {
    if (child.stdout) createInterface({ input: child.stdout }).on('line', listener);
  };
  const whileAlive = <T>(what: string, child: ChildProcess, ask: () => T | null | false): Promise<T> =>
    eventually(what, () => {
      if (child.exitCode !== null || child.pid === undefined) throw new Error(`${what}: ${complaints.trim()}`);
      return ask();
    });

  const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], childEnvironment());
  let address = '';
  lines(bus, (line) => (address ||= line.trim()));
  await whileAlive('the address of the bus', bus, () => address !== '');
  const environment = childEnvironment({ DBUS_SESSION_BUS_ADDRESS: address });

  const said: Said[] = [];
  const script = path.join(import.meta.dirname, 'notification-service.py');
  const service = start(PYTHON, [script], environment);
  lines(service, (line) => said.push(JSON.parse(line) as Said));
  await whileAlive('the notification service', service, () => said.some(({ event }) => event === 'ready'));

  const processes = scope.move();
  return {
    environment,
    get notified() {
      return said.filter(({ event }) => event === 'notify');
    },
    onScreen() {
      const shown = new Map<number, Notification>();
      for (const { event, id, summary, body } of said) {
        shown.delete(id);
        if (event === 'notify') shown.set(id, { id, summary, body });
      }
      return [...shown.values()];
    },
    click: (id) => void service.stdin?.write(`${JSON.stringify({ click: id })}\n`),
    close: () => processes.disposeAsync(),
  };
}
