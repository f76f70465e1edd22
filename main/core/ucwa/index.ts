/**
 * The wire layer's public face. Sessions and features import from the files named here; programs that only want to
 * read what a server sent take the readers: they are pure, take bytes, never throw and never hang, and their failures
 * name the place. What is not named here is the layer's own. It knows no feature (groups, phones, presence).
 * A new medium joins in media.ts, a new error case in catalogue-subcodes.ts.
 */
export { readBatch } from './batch.ts';
export type { CatalogueRow, Remedy } from './catalogue-row.ts';
export { readChallenges } from './challenge.ts';
export type { Challenge } from './challenge.ts';
export { createClient } from './client.ts';
export type { ClientOptions } from './client.ts';
export { isApplicationGone, isChannelReplaced, readError } from './errors.ts';
export type { Reason, Refused } from './errors.ts';
export { readEvents } from './events.ts';
export { hrefKey, sameHref, withQuery } from './href.ts';
export { readResource } from './media.ts';
export type { Misread, Place, Reading } from './misread.ts';
export { date, embedded, flag, link, links, rawText, text, texts } from './resource.ts';
export { signIn } from './sign-in.ts';
export { createTickets } from './tickets.ts';
export type * from './types.ts';
