/** Entity tags (PROTOCOL 5.5): inside the app always bare, on the wire always quoted. */

/** Without quotes and without the weak mark; null when nothing is left. */
export function bareEtag(value: string): string | null {
  const bare = value
    .trim()
    .replace(/^W\//i, '')
    .replace(/^"(.*)"$/, '$1');
  return bare === '' ? null : bare;
}

/** As `If-Match` and `If-None-Match` want it. Characters that no header may carry are dropped. */
export function quotedEtag(value: string): string {
  return `"${(bareEtag(value) ?? '').replace(/[^\x21\x23-\x7e]/g, '')}"`;
}
