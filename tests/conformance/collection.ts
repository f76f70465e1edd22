/** The samples of the documentation and the traces of servers that lie beside the project, as messages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../shared/ucwa', import.meta.url));

/** Whether the collection is there; where not, tests say "skipped". */
export const present = existsSync(`${ROOT}/samples/index.json`);

export interface Message {
  /** Below the collection's root. */
  readonly file: string;
  readonly page: string;
  readonly operation: string;
  readonly kind: 'request' | 'response' | 'event' | 'fragment';
  /** What a request asks. */
  readonly method: string | null;
  readonly target: string | null;
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string[]>>;
  readonly body: string;
  readonly contentType: string | null;
}

interface Entry {
  readonly page: string;
  readonly operation: string | null;
  readonly kind: Message['kind'];
  readonly mediaType: string | null;
  readonly file: string;
}

/** All messages, samples first. Empty where the collection is absent. */
export function messages(): Message[] {
  return present ? [...samples(), ...traces()] : [];
}

function samples(): Message[] {
  const { samples: entries } = JSON.parse(readFileSync(`${ROOT}/samples/index.json`, 'utf8')) as { samples: Entry[] };
  return entries.map(({ page, operation, kind, mediaType, file }) => {
    const parts = split(readFileSync(`${ROOT}/samples/${file}`, 'utf8'));
    const contentType = parts.headers['content-type']?.[0] ?? mediaType ?? typeByName(file);
    return { ...parts, file: `samples/${file}`, page, operation: operation ?? 'example', kind, contentType };
  });
}

function traces(): Message[] {
  return readdirSync(`${ROOT}/traces`)
    .filter((name) => name !== 'INDEX.md')
    .sort()
    .flatMap((name) => {
      const content = readFileSync(`${ROOT}/traces/${name}`, 'utf8');
      // One file may hold an exchange or two, with or without titles.
      const sections = name.endsWith('.http')
        ? content.split(/^### (?:request|response)\r?$|^(?=(?:GET|POST|PUT|DELETE) \S.* HTTP\/|HTTP\/\d)/m)
        : [content];
      // The answers inside a batch begin like messages of their own: they belong to it.
      const whole = /multipart\/batching/i.test(content) ? content.split(/^### (?:request|response)\r?$/m) : sections;
      return whole
        .filter((section) => section.trim() !== '')
        .map((section) => {
          const parts = split(section);
          const answered = parts.status !== null;
          const kind = parts.method !== null ? 'request' : answered ? 'response' : kindOf(name);
          const contentType = parts.headers['content-type']?.[0] ?? typeByName(name);
          return {
            ...parts,
            file: `traces/${name}`,
            page: 'trace',
            operation: name.replace(/\.\w+$/, ''),
            kind,
            contentType,
          };
        });
    });
}

function kindOf(name: string): Message['kind'] {
  return name.includes('event') && /\.(json|xml)$/.test(name) ? 'event' : 'fragment';
}

function typeByName(name: string): string | null {
  if (name.endsWith('.json')) return 'application/json';
  return name.endsWith('.xml') ? 'application/xml' : null;
}

type Parts = Pick<Message, 'method' | 'target' | 'status' | 'headers' | 'body'>;

/** First line, header fields and body; a file without a first line of HTTP is all body. */
function split(content: string): Parts {
  const text = content.trimStart();
  const request = /^(GET|POST|PUT|DELETE|OPTIONS) +(\S.*?)(?: +HTTP\/[\d.]+)?\r?$/im.exec(text);
  const status = /^HTTP\/[\d.]+ +(\d{3})/.exec(text);
  if ((request === null || request.index > 0) && status === null) {
    return { method: null, target: null, status: null, headers: {}, body: content.trim() };
  }
  const lines = text.split(/\r?\n/);
  const headers: Record<string, string[]> = {};
  let at = 1;
  for (; at < lines.length; at += 1) {
    // Some are printed without the blank line: then the body begins where the fields end.
    const [, name, value = ''] = /^\s*([A-Za-z][\w-]*)\s*:(.*)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) break;
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value.trim()];
  }
  return {
    method: status === null ? (request?.[1]?.toUpperCase() ?? null) : null,
    target: status === null ? (request?.[2]?.trim() ?? null) : null,
    status: status === null ? null : Number(status[1]),
    headers,
    body: lines.slice(at).join('\r\n').trim(),
  };
}
