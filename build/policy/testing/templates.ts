/** Reads the templates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml, type XmlElement } from '../../../main/core/ucwa/media/xml.ts';

/** The languages of the group policy template. */
export const LANGUAGES = ['en-US', 'de-DE', 'fr-FR'];

export const file = (...path: string[]): string => readFileSync(join(import.meta.dirname, '..', ...path), 'utf8');

/** The root of a document. */
export function xml(text: string): XmlElement {
  const reading = parseXml(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.fault));
  return reading.root;
}

/** All elements of this name below. */
export const all = (root: XmlElement, name: string): XmlElement[] =>
  root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
