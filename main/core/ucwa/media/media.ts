/**
 * The one place where media differ (PROTOCOL 5.2): what is asked for, how bytes become the one model, how input is
 * written. Everything else in the app is the same for all of them.
 */
import { parseJson, resourceOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { decode, misread } from './misread.ts';
import type { Reading } from './misread.ts';
import type { Medium, Resource } from '../types.ts';
import { objectOfXml } from './xml-forms.ts';
import { writeXml } from './xml-write.ts';
import { parseXml } from './xml.ts';

/** What each setting asks for in Accept, and gives as the type of its bodies. */
export const MEDIA_TYPES: Readonly<Record<Medium, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  'ucwa+json': 'application/vnd.microsoft.com.ucwa+json',
  'ucwa+xml': 'application/vnd.microsoft.com.ucwa+xml',
};

export const MEDIA: readonly Medium[] = ['json', 'xml', 'ucwa+json', 'ucwa+xml'];

export const DEFAULT_MEDIUM: Medium = 'json';

/** A body and its Content-Type. */
export interface Content {
  readonly type: string;
  readonly body: string;
}

/** Writes the parameters of a POST. */
export function writeInput(medium: Medium, parameters: Readonly<Record<string, unknown>>): Content {
  return write(medium, 'input', parameters);
}

/** Writes a whole resource for a PUT: every plain property that it holds, the guard included (PROTOCOL 5.5). */
export function writeResource(medium: Medium, object: Readonly<Record<string, unknown>>): Content {
  return write(medium, 'resource', object);
}

function write(medium: Medium, root: 'input' | 'resource', object: Readonly<Record<string, unknown>>): Content {
  const xml = medium === 'xml' || medium === 'ucwa+xml';
  return { type: MEDIA_TYPES[medium], body: xml ? writeXml(root, object) : JSON.stringify(object) };
}

/** Reads a resource from a body. Fails with `ucwa.unexpected` when the body is of another kind or damaged. */
export function readResource(bytes: Uint8Array, contentType: string | null): Reading<Resource> {
  const object = readObject(bytes, contentType);
  return object.ok ? { ok: true, value: resourceOf(object.value) } : object;
}

/**
 * The body as a JSON object, XML in the shape of its JSON twin: for what is no resource (event packages, reasons,
 * tickets) and for a PUT, which sends it back. The answer's own type decides, not what was asked for.
 */
export function readObject(bytes: Uint8Array, contentType: string | null): Reading<JsonObject> {
  const text = decode(bytes);
  if (!text.ok) return text;
  switch (kindOf(contentType, text.value)) {
    case 'json':
      return parseJson(text.value);
    case 'xml': {
      const read = parseXml(text.value);
      if (read.ok) return { ok: true, value: objectOfXml(read.root) };
      return misread('The server sent an answer that is not readable XML.', read.fault, text.value);
    }
    case 'html':
      return misread(
        'A web page came instead of an answer of the Skype for Business server. A proxy or a sign-in page may be in between.',
        { offset: 0, detail: 'HTML' },
        text.value,
        'waitOut',
      );
    case 'other':
      return misread(
        'The server answered in a format that was not asked for.',
        { offset: 0, detail: 'neither JSON nor XML' },
        text.value,
        'tell',
      );
  }
}

const JSON_TYPE = /^\s*(?:[^;]*[/+])?json\s*(?:;|$)/i;

/** What the Content-Type names; without a telling one (batch parts leave it out), what the body begins with. */
function kindOf(contentType: string | null, body: string): 'json' | 'xml' | 'html' | 'other' {
  if (JSON_TYPE.test(contentType ?? '')) return 'json';
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const beginning = body.slice(0, 200).trimStart().toLowerCase();
  if (type.includes('html') || /^(<!doctype html|<html)/.test(beginning)) return 'html';
  if (/(^|[/+])xml$/.test(type)) return 'xml';
  if (type !== '' && type !== 'text/plain') return 'other';
  return beginning.startsWith('<') ? 'xml' : 'json';
}
