/** Jobs as they lie on the disk: one that cannot be gone on with is left out. Pure. */
import type { Job } from '../store/state.ts';

/** The document `jobs`: long work and what is left of it. */
export interface StoredJobs {
  readonly address: string;
  readonly jobs: readonly Job[];
}

/** True for a row that can be shown and, where it is not finished, gone on with. */
export function isJob(row: Record<string, unknown>): boolean {
  const { id, kind, title, status, at, total, done, failed, errors, steps, editId, begun } = row;
  return (
    [id, kind, title, status].every((one) => typeof one === 'string') &&
    [at, total, done, failed].every((one) => typeof one === 'number') &&
    isListOf(errors, isError) &&
    isListOf(steps, isStep) &&
    (editId === null || typeof editId === 'string') &&
    typeof begun === 'boolean'
  );
}

function isStep(step: Record<string, unknown>): boolean {
  const target = step['kind'] === 'members' ? step['groupId'] : null;
  if (target !== null && typeof target !== 'string') return false;
  if (step['kind'] === 'members') return typeof step['groupName'] === 'string' && isListOf(step['people'], isPerson);
  return step['kind'] === 'follows' && isListOf(step['follows'], isFollow);
}

function isPerson({ address, name }: Record<string, unknown>): boolean {
  return typeof address === 'string' && typeof name === 'string';
}

function isFollow({ kind, target, name }: Record<string, unknown>): boolean {
  if (kind !== 'contact' && kind !== 'group') return false;
  return (target === null || typeof target === 'string') && typeof name === 'string';
}

function isError({ address, name, error }: Record<string, unknown>): boolean {
  return (address === null || typeof address === 'string') && typeof name === 'string' && isRecord(error);
}

function isListOf(value: unknown, isOne: (row: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && (value as unknown[]).every((row) => isRecord(row) && isOne(row));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
