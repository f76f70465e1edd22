/**
 * The one place where documents become bytes and bytes become input. Another media type is one more entry in `MEDIA`
 * with its own writer and reader.
 */
import { JSON_MEDIUM } from './json.ts';
import type { InputProperties, Medium } from './medium.ts';
import { Refusal } from './refusal.ts';
import { XML_MEDIUM } from './xml.ts';

/** In the order in which a wildcard prefers them. */
const MEDIA: readonly Medium[] = [JSON_MEDIUM, XML_MEDIUM];

/** A medium together with the exact type that the client asked for. */
export interface ChosenMedium {
  readonly type: string;
  readonly medium: Medium;
}

export const STANDARD_MEDIUM: ChosenMedium = { type: 'application/json', medium: JSON_MEDIUM };

/** What to answer with, by the Accept header; absent counts as a wildcard. Null: nothing acceptable (GAPS 81). */
export function chooseMedium(accept: string | undefined): ChosenMedium | null {
  if (accept === undefined || accept.trim() === '') return STANDARD_MEDIUM;
  const ranges = accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: quality ? Number(quality.slice(2)) : 1 };
  });
  const refused = ranges.filter(({ quality }) => !(quality > 0)).map(({ type }) => type);
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    for (const medium of MEDIA) {
      const [standard = ''] = medium.types;
      if (medium.types.includes(type)) return { type, medium };
      const wildcard = type === '*/*' || type === 'application/*';
      if (wildcard && !refused.includes(standard)) return { type: standard, medium };
    }
  }
  return null;
}

/** Whether an Accept header lets a type in that is no UCWA document; absent counts as a wildcard. */
export function accepts(accept: string | undefined, type: string): boolean {
  const [family = ''] = type.split('/');
  const ranges = (accept ?? '*/*').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return ranges.some((range) => range === type || range === `${family}/*` || range === '*/*');
}

/** 406 where the client takes none of the media. */
export function requireAcceptable(accept: string | undefined): void {
  if (!chooseMedium(accept)) throw new Refusal(406);
}

/** The reader of a body's type, or null for a type that the server does not take (415). */
export function readerFor(contentType: string | undefined): ((text: string) => InputProperties | null) | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA.find(({ types }) => types.includes(type))?.read ?? null;
}
