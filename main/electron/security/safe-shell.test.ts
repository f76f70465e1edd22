import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock, createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { createSafeShell, isSafeLink } from './safe-shell.ts';

describe('isSafeLink', () => {
  it.each([
    'https://example.org',
    'https://example.org:8443/a/b?c=d&e=f#g',
    'HTTPS://example.org/',
    'mailto:ann@example.org',
    'sip:ann@example.org',
    'tel:+49-170-1234',
    'tel:+49(170)1234;ext=12',
  ])('allows %s', (link) => expect(isSafeLink(link)).toBe(true));

  it.each([
    '',
    'http://example.org/',
    'https://',
    'https:example.org',
    'https://user:pass@example.org/',
    'https://example.org/\u0000',
    'https://example.org/a b',
    'https://example.org\\@evil.example/',
    ' https://example.org/',
    'java\nscript:alert(1)',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '\\\\server\\share',
    '//server/share',
    'smb://server/share',
    'ms-msdt:/id',
    'ms-officecmd:x',
    'search-ms:query=x',
    'vbscript:x',
    'C:\\Windows\\System32\\calc.exe',
    'mailto:ann@example.org?attach=/etc/passwd',
    'mailto:ann@example.org&subject=x',
    'mailto:',
    'mailto:#@a.example',
    'mailto:ann@example.org%0aBcc:x@y.example',
    'mailto:ann@example.org,bob@example.org',
    'sip:ann@example.org;method=x',
    'sip:ann@example.org?call',
    'sip:ann',
    'tel:',
    'tel:1?x',
    'tel:javascript',
    `https://example.org/${'a'.repeat(2100)}`,
  ])('refuses %j', (link) => expect(isSafeLink(link)).toBe(false));

  it('allows no scheme but its own, whatever else is said', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9+.-]{0,12}$/), fc.string(), (scheme, rest) => {
        fc.pre(!['https', 'mailto', 'sip', 'tel'].includes(scheme));
        expect(isSafeLink(`${scheme}:${rest}`)).toBe(false);
        expect(isSafeLink(`${scheme}://${rest}`)).toBe(false);
      }),
    );
  });
});

it('what it allows means the same to every parser', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https:',
      'mailto:',
      'sip:',
      'tel:',
      '//',
      '@',
      ':',
      '\\',
      '/',
      '%00',
      '%0a',
      '?',
      '#',
      '&',
      '.',
      '\t',
    ),
    fc.string({ maxLength: 8 }),
    fc.webAuthority(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const link = pieces.join('');
      if (!isSafeLink(link)) return;
      const url = new URL(link);
      expect(['https:', 'mailto:', 'sip:', 'tel:']).toContain(url.protocol);
      expect(link.toLowerCase().startsWith(url.protocol)).toBe(true);
      expect(link).not.toMatch(/[\s\\]/);
      expect(url.username + url.password).toBe('');
      if (url.protocol === 'https:') expect(url.hostname).not.toBe('');
      else expect(url.search + url.hash).toBe('');
    }),
    { numRuns: 5_000 },
  );
});

describe('the shell', () => {
  beforeEach(() => fake.reset());

  it('opens a safe link', async () => {
    expect(await createSafeShell(createMemoryLogger(), createDrivenClock()).open('tel:+1')).toBe(true);
    expect(fake.shell.opened).toEqual(['tel:+1']);
  });

  it('opens nothing else, and logs the scheme only', async () => {
    const logger = createMemoryLogger();
    expect(await createSafeShell(logger, createDrivenClock()).open('file:///home/ann/secret')).toBe(false);
    expect(fake.shell.opened).toEqual([]);
    expect(logger.lines).toEqual([{ level: 'warn', message: 'A link was refused', fields: { scheme: 'file:' } }]);
  });

  it('opens a few in a second, however many are asked for', async () => {
    const clock = createDrivenClock();
    const shell = createSafeShell(createMemoryLogger(), clock);
    for (let i = 0; i < 100; i++) await shell.open(`https://example.org/${i}`);
    expect(fake.shell.opened).toHaveLength(3);
    clock.advance(1_000);
    expect(await shell.open('https://example.org/')).toBe(true);
  });
});
