/** Long work that the window shows and can end. */
import type { UserError } from './errors.ts';

/** One thing that a job could not do: a person, or a group (`address` null). */
interface JobError {
  address: string | null;
  name: string;
  error: UserError;
}

/**
 * Long work: an import, many people into a group, many follows. It goes on in the background, one job after the other,
 * lives through a restart of the app, and stays in the slice until it is dismissed (at most 20 are kept).
 */
export interface Job {
  id: string;
  /** When it was asked for. */
  at: number;
  kind: 'import' | 'addMany' | 'followMany';
  /** import: the file's name; addMany: the group's name; followMany: empty. */
  title: string;
  /** waiting: for a connection, for the server, or for the job before it. */
  status: 'running' | 'waiting' | 'done' | 'cancelled';
  /** People and follows; a group that is made without people counts as one. `done` + `failed` never exceeds it. */
  total: number;
  done: number;
  failed: number;
  /** The first 20 that failed. */
  errors: JobError[];
}
