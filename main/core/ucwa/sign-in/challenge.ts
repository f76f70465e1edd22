/** Reading WWW-Authenticate (PROTOCOL 3.1) as servers send it: fields joined or not, values quoted or not. */

export interface Challenge {
  /** As sent; compare without regard to case. */
  readonly scheme: string;
  /** Names in lower case; of a doubled one the first. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Longer than any server or proxy lets a header field be. */
const MAX_FIELD_LENGTH = 65_536;

/** Reads the challenges of all field values, in order. Never fails: what cannot be read, or is too long, is left out. */
export function readChallenges(values: readonly string[]): Challenge[] {
  return values.filter(({ length }) => length <= MAX_FIELD_LENGTH).flatMap(readField);
}

/** Where tickets are had and by which grants (each once); null when no challenge offers that. */
export function webTicketOf(challenges: readonly Challenge[]): { href: string; grantTypes: string[] } | null {
  const offers = challenges.filter(
    ({ scheme, parameters }) => scheme.toLowerCase() === 'msrtcoauth' && parameters.href,
  );
  const href = offers[0]?.parameters.href;
  if (href === undefined) return null;
  const grants = offers
    .filter(({ parameters }) => parameters.href === href)
    .flatMap(({ parameters }) => (parameters.grant_type ?? '').split(','))
    .map((grant) => grant.trim())
    .filter((grant) => grant !== '');
  return { href, grantTypes: [...new Set(grants)] };
}

const BLANK = /[\s,]*/y;
const NAME = /[^\s,="]+/y;
const EQUALS = /\s*=\s*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)("|$)/sy;
const BARE = /[^\s,"]*/y;
/** The next grant of a list without quotes: no scheme has a colon in its name, and none is called password. */
const NEXT_GRANT = /\s*,[\s,]*([^\s,=":]*:[^\s,="]*|password)(?![^\s,])(?!\s*=)/iy;

function readField(field: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(field);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < field.length) {
    take(BLANK);
    const name = take(NAME)?.[0];
    if (name === undefined) {
      at += 1; // A stray quote or equals sign: skip it.
      continue;
    }
    if (take(EQUALS) === null) {
      challenges.push({ scheme: name, parameters: Object.create(null) as Record<string, string> });
      continue;
    }
    const quoted = take(QUOTED);
    let value = quoted === null ? (take(BARE)?.[0] ?? '') : (quoted[1] ?? '').replace(/\\(.)/gs, '$1');
    if (quoted === null && name.toLowerCase() === 'grant_type') {
      for (let more = take(NEXT_GRANT); more !== null; more = take(NEXT_GRANT)) value += `,${more[1] ?? ''}`;
    }
    const parameters = challenges.at(-1)?.parameters;
    if (parameters !== undefined) parameters[name.toLowerCase()] ??= value;
  }
  return challenges;
}
