/** The activities that the server names in its own words (PROTOCOL: presence), which the window says in the user's. */
export type Activity =
  | 'in-a-meeting'
  | 'urgent-interruptions-only'
  | 'on-the-phone'
  | 'in-a-call'
  | 'in-a-conference'
  | 'off-work'
  | 'presenting';

/** An activity in a language's words; one that Rollcall does not know stays as the server wrote it. */
export function activityWords(words: Record<Activity, string>, token: string): string {
  return Object.hasOwn(words, token) ? words[token as Activity] : token;
}
