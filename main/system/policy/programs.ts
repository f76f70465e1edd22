/** Runs a program of the system to read what it prints. */
import { execFile } from 'node:child_process';

/** What a program printed; code null: it could not be run, did not end in time, or printed too much. */
export interface Printed {
  readonly code: number | null;
  readonly output: string;
}
export type RunProgram = (path: string, args: readonly string[]) => Promise<Printed>;

/** Longer than a slow disk takes (ms). */
const LIMIT_MS = 10_000;

/** Runs the program at an absolute path, without a shell or a window. Never rejects. */
export const runProgram: RunProgram = (path, args) =>
  new Promise((resolve) => {
    const options = { timeout: LIMIT_MS, maxBuffer: 1024 * 1024, windowsHide: true, encoding: 'utf8' } as const;
    execFile(path, args, options, (error, output) => {
      if (error === null) resolve({ code: 0, output });
      else resolve({ code: typeof error.code === 'number' ? error.code : null, output });
    });
  });
