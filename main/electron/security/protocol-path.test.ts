import fc from 'fast-check';
import { isAbsolute, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppUrl, resolveAppPath } from './protocol-path.ts';

describe('resolveAppPath', () => {
  it.each([
    ['app://rollcall/', ['index.html'], 'text/html; charset=utf-8'],
    ['app://rollcall/index.html', ['index.html'], 'text/html; charset=utf-8'],
    ['app://rollcall/assets/index-Ab_1.js?v=1#x', ['assets', 'index-Ab_1.js'], 'text/javascript; charset=utf-8'],
    ['app://rollcall/assets/a.css', ['assets', 'a.css'], 'text/css; charset=utf-8'],
  ])('%s', (url, segments, type) => {
    expect(resolveAppPath(url)).toEqual({ segments, type });
  });

  it.each([
    'app://other/index.html',
    'app://rollcall:99/index.html',
    'app://user@rollcall/index.html',
    'https://rollcall/index.html',
    'file:///etc/passwd',
    'app://rollcall/../secret.html',
    'app://rollcall/..%2fsecret.html',
    'app://rollcall/%2e%2e/secret.html',
    'app://rollcall/assets/..%5csecret.html',
    'app://rollcall/%2fetc%2fpasswd.html',
    'app://rollcall/C:/x.html',
    'app://rollcall/a%00.html',
    'app://rollcall/.hidden.html',
    'app://rollcall/a//b.html',
    'app://rollcall/%zz.html',
    'app://rollcall/main.cjs',
    'app://rollcall/constructor.constructor',
    'app://rollcall/noextension',
    'not a url',
  ])('has nothing for %s', (url) => {
    const found = resolveAppPath(url);
    // A URL parser takes plain dots away by itself; what is left then must still lie below the folder.
    if (url === 'app://rollcall/../secret.html' || url === 'app://rollcall/%2e%2e/secret.html') {
      expect(found?.segments).toEqual(['secret.html']);
    } else expect(found).toBeNull();
  });

  it('never leads out of the folder, whatever is asked', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '\\', '/', '//', '%00', 'C:', '~', 'a', '.html', '.js', '%'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const found = resolveAppPath(`app://rollcall/${pieces.join('')}`);
        if (found === null) return;
        const path = join('/root/renderer', ...found.segments);
        expect(path.startsWith('/root/renderer/')).toBe(true);
        expect(normalize(path)).toBe(path);
        expect(found.segments.some((segment) => isAbsolute(segment) || segment.includes('\\'))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

it.each([
  ['app://rollcall/x', true],
  ['app://rollcall.example.org/x', false],
  ['app://ROLLCALL/x', false],
  ['https://rollcall/', false],
  ['about:blank', false],
  ['', false],
])('isAppUrl(%s) is %s', (url, expected) => {
  expect(isAppUrl(url)).toBe(expected);
});
