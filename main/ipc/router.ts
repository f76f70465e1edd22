/** From a message of the window to the core and back. Knows nothing of Electron or of sockets. */
import * as v from 'valibot';
import { appError } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import type { CoreCommands } from '../core/core.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { CommandName, Commands } from '../../preload/contract/commands.ts';
import type { Envelope, ErrorCode, UserError } from '../../preload/contract/errors.ts';
import { SCHEMAS } from '../../preload/contract/schemas.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import { createAllowance, type Allowance } from './allowance.ts';
import { toOutput } from './outputs.ts';
import { toUserError } from './view.ts';

/** Who sent a message, as the host saw it; never as the message claims. */
export interface Sender {
  /** Address of the document in the sending frame. */
  url: string;
  isMainFrame: boolean;
  /** Stands for the window, and lives as long as it does: what it asks for is counted. */
  window: object;
}

export interface Router {
  /** Answers one command. Never rejects, whatever the arguments are. */
  handle(sender: Sender, command: string, argument: unknown): Promise<Envelope<unknown>>;
}

type CoreCommandName = Exclude<CommandName, 'state.snapshot'>;
type Handlers = { [C in CoreCommandName]: (input: Commands[C]['input']) => Promise<Result<Commands[C]['output']>> };
/** The core's commands, or `never` when one is missing, surplus or of another type than the contract says. */
type Fitting<C> = C extends Handlers ? ([Exclude<keyof C, CoreCommandName>] extends [never] ? C : never) : never;

export interface RouterParts {
  commands: Fitting<CoreCommands>;
  snapshot: () => Snapshot;
  /** `scheme://host[:port]` of the pages that may give commands; asked at each call. */
  allowedOrigins: ReadonlySet<string>;
  logger: Logger;
  /** `uuid` names a defect, to find it in the log. */
  clock: Pick<Clock, 'now' | 'uuid'>;
}

function refuse(
  code: ErrorCode,
  message: string,
  more: Partial<Pick<UserError, 'correlationId' | 'retryable'>> = {},
): { ok: false; error: UserError } {
  return { ok: false, error: toUserError(appError(code, message, more)) };
}

/** `URL.origin` says `null` for schemes of our own, so the origin is put together here. */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** Says where and what was wrong. Never quotes the value: it may be a password. */
function describe(command: string, issue: v.BaseIssue<unknown>): string {
  const place = (issue.path ?? []).map((step) => String(step.key).slice(0, 40)).join('.');
  return `${command}: ${place === '' ? 'the argument' : place}: ${issue.message}`;
}

/** Schemas bring their own words for some rules; this is what the others say. */
function expectation(issue: v.BaseIssue<unknown>): string {
  return issue.expected === null ? 'not valid' : `expected ${issue.expected}`;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(SCHEMAS, name);
}

type Checked<T> = { ok: true; input: T } | { ok: false; error: UserError };

function check<T>(command: string, schema: v.GenericSchema<unknown, T>, argument: unknown): Checked<T> {
  const checked = v.safeParse(schema, argument, { abortEarly: true, message: expectation });
  return checked.success
    ? { ok: true, input: checked.output }
    : refuse('validation', describe(command, checked.issues[0]));
}

async function call<C extends CoreCommandName>(
  handlers: Handlers,
  command: C,
  argument: unknown,
): Promise<Envelope<Commands[C]['output']>> {
  const checked = check<Commands[C]['input']>(command, SCHEMAS[command], argument);
  if (!checked.ok) return checked;
  const result = await handlers[command](checked.input);
  return result.ok
    ? { ok: true, value: toOutput(command, result.value) }
    : { ok: false, error: toUserError(result.error) };
}

/** Builds the router of one host. */
export function createRouter(parts: RouterParts): Router {
  const allowances = new WeakMap<object, Allowance>();

  function allowanceOf(window: object): Allowance {
    const known = allowances.get(window);
    if (known !== undefined) return known;
    const created = createAllowance(parts.clock);
    allowances.set(window, created);
    return created;
  }

  async function run(command: CommandName, argument: unknown): Promise<Envelope<unknown>> {
    if (command !== 'state.snapshot') return call(parts.commands, command, argument);
    const checked = check(command, SCHEMAS[command], argument);
    return checked.ok ? { ok: true, value: parts.snapshot() } : checked;
  }

  async function answer(sender: Sender, command: string, argument: unknown): Promise<Envelope<unknown>> {
    const origin = originOf(sender.url);
    if (!sender.isMainFrame || origin === null || !parts.allowedOrigins.has(origin)) {
      if (allowanceOf(sender.window).mayLog())
        parts.logger.log('warn', 'a command from a foreign frame was refused', { origin });
      return refuse('validation', 'this page may not give commands');
    }
    if (!isCommand(command)) return refuse('validation', 'there is no such command');
    try {
      return await run(command, argument);
    } catch (defect) {
      const correlationId = parts.clock.uuid();
      const detail = defect instanceof Error ? (defect.stack ?? defect.message) : typeof defect;
      parts.logger.log('error', 'a command failed unexpectedly', { command, correlationId, detail });
      return refuse('internal', 'something went wrong inside the app', { correlationId });
    }
  }

  return {
    async handle(sender, command, argument) {
      const allowance = allowanceOf(sender.window);
      const leave = allowance.enter();
      if (leave === null) {
        if (allowance.mayLog()) parts.logger.log('warn', 'a window gives too many commands', {});
        return refuse('busy', 'too many commands at once; nothing was done', { retryable: true });
      }
      try {
        return await answer(sender, command, argument);
      } finally {
        leave();
      }
    },
  };
}
