/** Writing UCWA's XML (PROTOCOL 5.1): parameters as `input`, whole resources for a PUT as `resource`. */

const NAMESPACE = 'http://schemas.microsoft.com/rtc/2012/03/ucwa';

/**
 * Writes the plain values and lists of plain values of a JSON object. Links, embedded resources and other objects are
 * left out: servers ignore them in input (PROTOCOL 5.4). Null and undefined are left out as well: XML has no such value.
 */
export function writeXml(root: 'input' | 'resource', body: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(body)
    .filter(([name]) => name !== '_links' && name !== '_embedded')
    .map(([name, value]) => member(name, value));
  return `<?xml version="1.0" encoding="utf-8"?><${root} xmlns="${NAMESPACE}">${members.join('')}</${root}>`;
}

function member(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(spell).flatMap((text) => (text === null ? [] : [`<item>${text}</item>`]));
    return `<propertyList name="${escape(name)}">${items.join('')}</propertyList>`;
  }
  const text = spell(value);
  return text === null ? '' : `<property name="${escape(name)}">${text}</property>`;
}

function spell(value: unknown): string | null {
  if (typeof value === 'string') return escape(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Blanks that a reader would normalise become references; what XML cannot hold becomes U+FFFD. */
function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- these are what XML forbids
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\uFFFD')
      .replace(/[<>&"]/g, (character) => ESCAPES[character] ?? '')
      .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
