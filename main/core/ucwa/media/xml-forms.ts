/**
 * UCWA's XML documents (PROTOCOL 5.1, 6.1, 7.2) in the shape of their JSON twins, so that one set of readers makes one
 * model of both. XML does not tell a text from a number or a boolean: its values stay texts, and the accessors of
 * resource.ts (`text`, `flag`, `date`, `texts`) are where both media give equal results.
 */
import type { JsonObject } from './json.ts';
import type { XmlElement } from './xml.ts';

type Mutable = Record<string, unknown>;

/**
 * The JSON twin of a document. `events` and `reason` are read as such, a `resource` as a resource; of any other root
 * (operationsQueued) what stands directly inside becomes properties.
 */
export function objectOfXml(root: XmlElement): JsonObject {
  switch (root.name) {
    case 'events':
      return eventsObject(root);
    case 'resource':
      return resourceObject(root);
    default:
      return otherObject(root);
  }
}

function resourceObject(element: XmlElement): JsonObject {
  const object = emptyObject();
  const links = emptyObject();
  const embedded = emptyObject();
  const { href, revision, rev, rel } = element.attributes;
  if (href !== undefined) links.self = [{ href, revision: revision ?? rev }];
  for (const child of element.children) {
    const { name, attributes } = child;
    if (name === 'property' && attributes.name !== undefined) object[attributes.name] = child.text;
    else if (name === 'propertyList' && attributes.name !== undefined) object[attributes.name] = itemsOf(child);
    else if (name === 'link') add(links, attributes.rel, attributes);
    else if (name === 'resource') add(embedded, attributes.rel, resourceObject(child));
  }
  // The attribute is the key under which a resource is embedded; the property, where there is one, is its own rel.
  if (object.rel === undefined && rel !== undefined) object.rel = rel;
  object._links = links;
  object._embedded = embedded;
  return object;
}

function eventsObject(element: XmlElement): JsonObject {
  const { _links } = resourceObject(element);
  const sender = element.children
    .filter(({ name }) => name === 'sender')
    .map(({ attributes, children }) => ({
      rel: attributes.rel,
      href: attributes.href,
      events: children.map(eventObject),
    }));
  return { _links, sender };
}

/** The element's name says what happened; its attributes name to what. */
function eventObject(element: XmlElement): JsonObject {
  const place = element.children.find(({ name }) => name === 'in');
  return {
    type: element.name,
    link: element.attributes,
    in: place?.attributes,
    _embedded: resourceObject(element)._embedded,
  };
}

function otherObject(element: XmlElement): JsonObject {
  const object = emptyObject();
  for (const child of element.children) {
    object[child.name] =
      child.name === 'parameters' ? child.children.map(parameterName) : child.children.length === 0 ? child.text : null;
  }
  return { ...object, _links: undefined, _embedded: undefined };
}

/** How a `reason` lists parameters is not documented: by attribute, as a text, or with a `name` inside. */
function parameterName({ attributes, children, text }: XmlElement): string {
  return attributes.name ?? children.find(({ name }) => name.toLowerCase() === 'name')?.text.trim() ?? text.trim();
}

function itemsOf(element: XmlElement): string[] {
  return element.children.filter(({ name }) => name === 'item').map(({ text }) => text);
}

/** Embedding is bounded by the XML reader's depth, so this recursion is too. */
function add(record: Mutable, key: string | undefined, item: unknown): void {
  if (key === undefined || key === '') return;
  const list = record[key];
  if (Array.isArray(list)) list.push(item);
  else record[key] = [item];
}

/** Without a prototype a server's `__proto__` is a name like any other. */
function emptyObject(): Mutable {
  return Object.create(null) as Mutable;
}
