/**
 * The wire layer's public face: sessions and features import from here. What is not named here is the layer's own.
 * It knows no feature (groups, phones, presence). A new medium joins in media.ts, a new error case in catalogue.ts.
 */
export { readBatch } from './batch.ts';
export { readChallenges } from './challenge.ts';
export { createClient } from './client.ts';
export type { ClientOptions } from './client.ts';
export { isApplicationGone, isChannelReplaced } from './errors.ts';
export { readEvents } from './events.ts';
export { hrefKey, sameHref, withQuery } from './href.ts';
export { readResource } from './media.ts';
export { date, embedded, flag, link, links, rawText, text, texts } from './resource.ts';
export { signIn } from './sign-in.ts';
export { createTickets } from './tickets.ts';
export type * from './types.ts';
