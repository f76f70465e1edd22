/**
 * Documents as XML, and XML bodies as input (PROTOCOL 5.1). The form is that of captures: no blanks between elements,
 * properties before embedded resources, `true` and `false`. The style of the generated samples adds the rel as a
 * property and writes `False` and `True` (PROTOCOL 18 no. 2).
 */
import type { InputProperties, Medium, Style } from './medium.ts';
import type { Document, ErrorBody, EventEntry, EventPackage, Link, PropertyValue, Resource } from './resource.ts';
import { asList } from './resource.ts';
import { escapeAttribute, escapeText, parseXml, type XmlElement } from './xml-text.ts';

const NAMESPACE = 'http://schemas.microsoft.com/rtc/2012/03/ucwa';
const SCHEMA = {
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};
const PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>';

export const XML_MEDIUM: Medium = {
  types: ['application/xml', 'application/vnd.microsoft.com.ucwa+xml'],
  byteOrderMark: false,
  write: (document, style) => PROLOGUE + toXml(document, style),
  read: readInput,
};

type Attributes = Readonly<Record<string, string | undefined>>;

function toXml(document: Document, style: Style): string {
  switch (document.kind) {
    case 'resource': {
      const { resource } = document;
      return resourceToXml(resource, resource.rel, style, { xmlns: NAMESPACE });
    }
    case 'events':
      return packageToXml(document.package, style);
    case 'error':
      return errorToXml(document.error);
    case 'operations':
      return element(
        'operationsQueued',
        SCHEMA,
        element('operations', {}, element('operation', { 'xsi:nil': 'true' })),
      );
  }
}

/** `rel`: what the resource is to the one that holds it. The self link is the element's own href. */
function resourceToXml(resource: Resource, rel: string, style: Style, namespace: Attributes = {}): string {
  const { self, ...links } = resource.links;
  const [own] = self ? asList<Link>(self) : [];
  const inner = [
    ...Object.entries(links).flatMap(([name, link]) => asList<Link>(link).map((one) => linkToXml(name, one))),
    ...(style.docsStyle ? [property('rel', resource.rel)] : []),
    ...Object.entries(resource.properties).map(([name, value]) => propertyToXml(name, value, style)),
    ...(resource.etag === undefined ? [] : [property('etag', resource.etag)]),
    ...Object.entries(resource.embedded ?? {}).flatMap(([name, held]) =>
      asList<Resource>(held).map((one) => resourceToXml(one, name, style)),
    ),
  ];
  return element('resource', { rel, href: own?.href, revision: own?.revision, ...namespace }, inner.join(''));
}

function linkToXml(rel: string, { href, revision, title }: Link): string {
  return element('link', { rel, href, revision, title });
}

/** Properties that are null are left out. Dates are ISO 8601. */
function propertyToXml(name: string, value: PropertyValue, style: Style): string {
  if (value === null) return '';
  if (value instanceof Date) return property(name, value.toISOString());
  if (typeof value === 'boolean') {
    const word = String(value);
    return property(name, style.docsStyle ? word.charAt(0).toUpperCase() + word.slice(1) : word);
  }
  if (typeof value !== 'object') return property(name, String(value));
  return element('propertyList', { name }, value.map((item) => element('item', {}, escapeText(item))).join(''));
}

function property(name: string, value: string): string {
  return element('property', { name }, escapeText(value));
}

/** The package's own link is its href; an event's type is the name of its element. */
function packageToXml({ links, senders }: EventPackage, style: Style): string {
  const { self, ...others } = links;
  const inner = [
    ...Object.entries(others).map(([rel, link]) => linkToXml(rel, link)),
    ...(senders ?? []).map(({ rel, href, events }) =>
      element('sender', { rel, href }, events.map((event) => eventToXml(event, style)).join('')),
    ),
  ];
  return element('events', { href: self?.href, xmlns: NAMESPACE }, inner.join(''));
}

/** No sample shows the collection in XML; here it is an empty element named as in JSON. */
function eventToXml({ link, in: inside, type, embedded }: EventEntry, style: Style): string {
  const inner = [
    inside ? element('in', { rel: inside.rel, href: inside.href }) : '',
    embedded ? resourceToXml(embedded, link.rel, style) : '',
  ];
  return element(type, { rel: link.rel, href: link.href, title: link.title }, inner.join(''));
}

/** The inside of `parameters` is not documented; each entry has what it has in JSON. */
function errorToXml({ code, subcode, message, parameters }: ErrorBody): string {
  const named = parameters.map(({ name, reason }) =>
    element('parameter', {}, element('name', {}, escapeText(name)) + element('reason', {}, escapeText(reason))),
  );
  const inner = [
    element('code', {}, escapeText(code)),
    subcode === null ? '' : element('subcode', {}, escapeText(subcode)),
    element('message', {}, escapeText(message)),
    element('debugInfo', {}),
    element('parameters', {}, named.join('')),
  ];
  return element('reason', { ...SCHEMA, xmlns: NAMESPACE }, inner.join(''));
}

function element(name: string, attributes: Attributes, inner = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeAttribute(value)}"`))
    .join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/**
 * The properties of an `input`, or of a `resource` as a PUT sends it back. Null when it is neither, is in another
 * namespace, holds anything unknown or names a property twice. Links and embedded resources in input are ignored.
 */
function readInput(text: string): InputProperties | null {
  const root = parseXml(text);
  if (root?.namespace !== NAMESPACE || (root.name !== 'input' && root.name !== 'resource')) return null;
  if (root.text.trim() !== '') return null;
  const properties = new Map<string, string | string[]>();
  for (const child of root.children) {
    if (child.namespace !== NAMESPACE) return null;
    if (child.name === 'link' || child.name === 'resource') continue;
    const name = child.attributes.get('name') ?? '';
    const value = valueOf(child);
    if (name === '' || value === null || properties.has(name)) return null;
    properties.set(name, value);
  }
  return Object.fromEntries(properties);
}

function valueOf({ name, children, text }: XmlElement): string | string[] | null {
  if (name === 'property') return children.length === 0 ? text : null;
  if (name !== 'propertyList' || text.trim() !== '') return null;
  const items = children.every((item) => item.name === 'item' && item.children.length === 0);
  return items ? children.map((item) => item.text) : null;
}
