/**
 * The wire layer's public face. Sessions and features import from the files named here; programs that only want to
 * read what a server sent take the readers: they are pure, take bytes, never throw and never hang, and their failures
 * name the place. What is not named here is the layer's own. It knows no feature (groups, phones, presence).
 * README.md tells where a new medium, error case or resource joins.
 */
export { readBatch } from './media/batch.ts';
export type { CatalogueRow, Remedy } from './errors/catalogue-row.ts';
export { readChallenges } from './sign-in/challenge.ts';
export type { Challenge } from './sign-in/challenge.ts';
export { createClient } from './client/client.ts';
export type { ClientOptions } from './client/client.ts';
export { isApplicationGone, isChannelReplaced, readError } from './errors/errors.ts';
export type { Reason, Refused } from './errors/errors.ts';
export { readEvents } from './media/events.ts';
export { hrefKey, sameHref, withQuery } from './client/href.ts';
export { readResource } from './media/media.ts';
export type { Misread, Place, Reading } from './media/misread.ts';
export { date, embedded, flag, link, links, rawText, text, texts } from './media/resource.ts';
export { signIn } from './sign-in/sign-in.ts';
export { createTickets } from './sign-in/tickets.ts';
export type * from './types.ts';
