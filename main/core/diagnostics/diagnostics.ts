/** What a user and a help desk can learn of the app, and the report of it. */
import type { DiagnosticsFacts } from '../core.ts';
import type { AppHost, Clock, Files } from '../ports.ts';
import type { Policy } from '../policy/policy.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Store } from '../store/store.ts';
import { documentKinds, makeReport, serverOf } from './report.ts';

/** The suggested name of the file. */
const REPORT_FILE = 'rollcall-report.txt';

export interface DiagnosticsParts {
  store: Store;
  clock: Pick<Clock, 'now'>;
  files: Files;
  host: AppHost;
  /** Since when the session is in its phase. */
  readonly phaseSince: () => number;
  /** Names of the policies in force. */
  readonly policies: () => string[];
}

export interface Diagnostics {
  /** What the window shows besides the state. */
  read(): Promise<Result<DiagnosticsFacts>>;
  /** Makes the report and remembers it for `save`. */
  report(): Promise<Result<string>>;
  /** Offers the report made last as a file: what was read is what is saved. False: the user gave up. */
  save(): Promise<Result<boolean>>;
  openLogs(): Promise<Result<null>>;
  licences(): Promise<Result<string | null>>;
}

/** Makes the commands' side of diagnostics. */
export function createDiagnostics({ store, clock, files, host, phaseSince, policies }: DiagnosticsParts): Diagnostics {
  let last: string | null = null;

  async function report(): Promise<Result<string>> {
    const documents = await host.documents();
    const { facts } = host;
    last = makeReport({
      at: clock.now(),
      facts,
      state: store.state,
      phaseSince: phaseSince(),
      documents,
      policies: policies(),
    });
    return ok(last);
  }

  return {
    async read() {
      const documents = documentKinds(await host.documents());
      const canOpenLogs = host.openLogs !== null;
      const { facts } = host;
      return ok({
        ...facts,
        phaseSince: phaseSince(),
        server: serverOf(store.state),
        documents,
        policies: policies(),
        canOpenLogs,
      });
    },
    report,
    async save() {
      if (last === null) return fail(appError('validation', 'There is no report yet.'));
      const outcome = await files.save(REPORT_FILE, last);
      if (outcome === 'failed') return fail(appError('internal', 'The file could not be written.'));
      return ok(outcome === 'saved');
    },
    async openLogs() {
      if (host.openLogs === null) return fail(appError('validation', 'There are no log files here.'));
      return (await host.openLogs()) ? ok(null) : fail(appError('internal', 'The log folder could not be opened.'));
    },
    async licences() {
      return ok(await host.licences());
    },
  };
}

/** The names of what an organisation laid down, without the values. */
export function policyNames({ settings = {}, problems: _, unreadable: __, ...rest }: Policy): string[] {
  return [...Object.keys(rest), ...Object.keys(settings)].sort();
}
