/** Brings a resource in XML and the same one in JSON to one form, so that tests can compare them. */
import { parseXml, type XmlElement } from '../http/xml-text.ts';
import type { Json, JsonValue } from './client.ts';

/** Everything as texts and lists; links and embedded resources are lists, ones without entries are absent. */
export interface Comparable {
  readonly rel: string;
  readonly links: Readonly<Record<string, readonly string[]>>;
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
  readonly embedded: readonly Comparable[];
}

/** Throws when the text is not a resource in XML. */
export function readXml(text: string): Comparable {
  const root = parseXml(text);
  if (root?.name !== 'resource') throw new Error('no resource in XML');
  return fromElement(root);
}

function fromElement(element: XmlElement): Comparable {
  const name = (child: XmlElement) => child.attributes.get('name') ?? '';
  const of = (kind: string) => element.children.filter((child) => child.name === kind);
  const links: Record<string, string[]> = { self: [linkText(element)] };
  for (const link of of('link')) (links[link.attributes.get('rel') ?? ''] ??= []).push(linkText(link));
  const properties: Record<string, string | string[]> = {};
  for (const child of of('property')) properties[name(child)] = child.text;
  for (const child of of('propertyList')) properties[name(child)] = child.children.map(({ text }) => text);
  const rel = element.attributes.get('rel') ?? '';
  return { rel, links, properties, embedded: of('resource').map(fromElement) };
}

function linkText({ attributes }: XmlElement): string {
  return JSON.stringify(['href', 'revision', 'title'].map((key) => attributes.get(key) ?? null));
}

/** The same of JSON. */
export function fromJson(json: Json): Comparable {
  const { _links: jsonLinks, _embedded: jsonEmbedded, rel, ...others } = json;
  const links: Record<string, string[]> = {};
  for (const [name, value] of Object.entries((jsonLinks ?? {}) as Json)) {
    const all = many(value).map((link) =>
      JSON.stringify(['href', 'revision', 'title'].map((key) => link[key] ?? null)),
    );
    if (all.length > 0) links[name] = all;
  }
  const properties = Object.entries(others).map(([name, value]) => [name, plain(value)] as const);
  return {
    rel: text(rel),
    links,
    properties: Object.fromEntries(properties),
    embedded: Object.values((jsonEmbedded ?? {}) as Json).flatMap((value) => many(value).map(fromJson)),
  };
}

function many(value: JsonValue): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [value as Json];
}

function plain(value: JsonValue): string | string[] {
  if (Array.isArray(value)) return (value as JsonValue[]).map(text);
  const [, ms] = /^\/Date\((-?\d+)\)\/$/.exec(text(value)) ?? [];
  return ms === undefined ? text(value) : new Date(Number(ms)).toISOString();
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
