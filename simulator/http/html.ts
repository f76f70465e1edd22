/** Small HTML pages: sign-in forms, and pages that post themselves on to the next host. */
import type { Reply } from './message.ts';

export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };
  return text.replace(/[&<>"']/g, (sign) => `&${names[sign] ?? ''};`);
}

/** A whole page. `body` is HTML, `title` is text. */
export function page(status: number, title: string, body: string, headers: NonNullable<Reply['headers']> = {}): Reply {
  const head = `<meta charset="utf-8"><title>${escapeHtml(title)}</title>`;
  const html = `<!DOCTYPE html><html lang="en"><head>${head}</head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
  return {
    status,
    headers: { 'Cache-Control': 'no-store', ...headers },
    raw: { type: 'text/html; charset=utf-8', body: html },
  };
}

/** A labelled field of a form. */
export function field(label: string, name: string, type: 'text' | 'password', value = ''): string {
  const complete = type === 'password' ? 'current-password' : 'username';
  const input = `<input name="${name}" type="${type}" value="${escapeHtml(value)}" autocomplete="${complete}">`;
  return `<p><label>${escapeHtml(label)} ${input}</label></p>`;
}

export function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}

/** A page that sends its fields on to `action` by itself, or by its button where scripts do not run. */
export function autoPost(
  title: string,
  action: string,
  fields: Readonly<Record<string, string>>,
  headers: NonNullable<Reply['headers']> = {},
): Reply {
  const button = '<noscript><p>Scripts are off.</p></noscript><button>Continue</button>';
  const form = `<form method="post" action="${escapeHtml(action)}">${hidden(fields)}${button}</form>`;
  return page(200, title, `${form}<script>document.forms[0].submit();</script>`, headers);
}

/** A redirect that a browser follows with GET. */
export function seeOther(location: string, headers: NonNullable<Reply['headers']> = {}): Reply {
  return { status: 302, headers: { 'Cache-Control': 'no-store', Location: location, ...headers } };
}

/** The value of a cookie that came with a request, or null. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals !== -1 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

/** A Set-Cookie value for this host alone, for as long as the browser runs. */
export function sessionCookie(name: string, value: string): string {
  return `${name}=${value}; path=/; secure; HttpOnly`;
}
