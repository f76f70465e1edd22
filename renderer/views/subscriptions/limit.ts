/** What did not fit on the server. Pure. */
import type { Follow } from '../../../preload/contract/state.ts';

/** The server refused it because it holds as many as it will. */
export function isOverLimit({ status, error }: Follow): boolean {
  return status === 'refused' && error?.code === 'ucwa.limitExceeded';
}
