import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask } from './mask.ts';

/** Words around what must go, as log lines have them. */
const aWord = fc.constantFrom('GET', 'answered', '503', 'pool.example.org', 'after', '12', 'ms', '28032', 'Forbidden');
const words = fc.array(aWord, { maxLength: 4 }).map((list) => list.join(' '));
const around = (inner: fc.Arbitrary<string>) =>
  fc
    .tuple(words, fc.constantFrom(' ', '"', ' (', '='), inner, fc.constantFrom(' ', '" ', ') ', ', ', '\n'), words)
    .map((parts) => parts.join(''));

const chars = (alphabet: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: min, maxLength: max });
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const token = chars(`${LETTERS}0123456789-_`, 12, 200);

describe('whatever stands around it', () => {
  test('no ticket, token or password stays', () => {
    const carried = fc.tuple(
      fc.constantFrom(
        'cwt=',
        'Bearer cwt=',
        'Bearer ',
        'NTLM ',
        'Negotiate ',
        'password=',
        '"password":"',
        'access_token: ',
        'client_secret=',
      ),
      token.map((t) => `Q${t}`),
    );
    fc.assert(
      fc.property(carried, words, words, ([lead, secret], before, after) => {
        expect(mask(`${before} ${lead}${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });

  test('no JSON web token stays', () => {
    fc.assert(
      fc.property(around(fc.tuple(token, token, token).map((parts) => `eyJ${parts.join('.')}`)), (text) => {
        expect(mask(text)).not.toMatch(/eyJ/);
      }),
    );
  });

  test('no name of an address stays, and its domain does', () => {
    const name = chars(`${LETTERS}0123456789.-_+`, 1, 60).map((text) => `q${text}z`);
    fc.assert(
      fc.property(name, fc.constantFrom('', 'sip:', 'SIP:', '<', 'mailto:'), words, (who, scheme, before) => {
        const masked = mask(`${before} ${scheme}${who}@example.org joined`);
        expect(masked).not.toContain(who);
        expect(masked).toContain('@example.org');
      }),
    );
  });

  test('no phone number stays, however it is written', () => {
    const digits = (n: number) => chars('0123456789', n, n);
    const number = fc.oneof(
      fc
        .tuple(digits(3), digits(3), digits(4), fc.constantFrom('', ' ', '-', '.'))
        .map(([a, b, c, by]) => [a, b, c].join(by)),
      fc.tuple(digits(3), digits(3), digits(4)).map(([a, b, c]) => `(${a}) ${b}-${c}`),
      fc.tuple(digits(2), digits(3), digits(7)).map(([a, b, c]) => `+${a} ${b} ${c}`),
      digits(11).map((all) => `+${all}`),
      digits(11).map((all) => `tel:+${all};ext=${all.slice(0, 5)}`),
    );
    fc.assert(
      fc.property(around(number), number, (text, plain) => {
        const seven = (value: string) => /\d{7,}/.exec(value.replace(/[ ().-]/g, ''));
        expect(seven(mask(text))).toBeNull();
        expect(seven(mask(`called ${plain}, no answer`))).toBeNull();
      }),
    );
  });

  test('no path or query of a URL stays, and its host does', () => {
    const part = chars(`${LETTERS}0123456789-_%=&`, 8, 80).map((text) => `q${text}`);
    fc.assert(
      fc.property(
        around(
          fc
            .tuple(fc.constantFrom('/ucwa/v1/', '/x/', '?next='), part)
            .map((p) => `https://pool.example.org${p.join('')}`),
        ),
        (text) => {
          const masked = mask(text);
          expect(masked).toContain('https://pool.example.org/***');
          expect(masked).not.toMatch(/pool\.example\.org[/?](?!\*\*\*)/);
        },
      ),
    );
    expect(mask('GET /ucwa/oauth/v1/applications/103/me')).toBe('GET /ucwa/***');
    expect(mask('https://ann:hunter2@pool.example.org/x')).toBe('https://pool.example.org/***');
  });

  test('no long key stays', () => {
    fc.assert(
      fc.property(
        around(
          chars(`${LETTERS}0123456789-_`, 32, 300).filter(
            (t) => /^\w.*[a-z].*/.test(t) && /[A-Z]/.test(t) && /\d/.test(t),
          ),
        ),
        (text) => {
          expect(mask(text)).not.toMatch(/[\w-]{32,}/);
        },
      ),
    );
  });

  test('what is masked once is not masked further', () => {
    fc.assert(fc.property(fc.string(), (text) => mask(mask(text)) === mask(text)));
  });
});

test.each([
  'GET pool.example.org answered 503 with 28032 (UnsupportedMediaType), user of example.org',
  '6f1d0c1e-5f0a-4f4e-9b1a-0c1e5f0a4f4e',
  '12345678-1234-1234-1234-123456789012',
  '2026-11-21T07:33:00.000Z and 2026-11-21',
  'front end fe2.contoso.example at 192.168.100.123, version 15.0.8308.0',
  'fingerprint AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01',
  'https://pool.example.org and https://pool.example.org/',
  'attempt 12 of 100 after 64000 ms',
])('%s stays as it is', (text) => {
  expect(mask(text)).toBe(text);
});

test('the user’s name in a path goes, the place in the program stays', () => {
  expect(mask('at run (file:///C:/Users/ann/App/out/main/index.js:1:22)')).toContain(
    '/Users/***/App/out/main/index.js:1:22',
  );
  expect(mask('/home/ann/x /Users/ann/y C:\\Users\\ann\\z')).not.toContain('ann');
});

test('the query of a relative address and a short extension go too', () => {
  expect(mask('GET groups?next=aGVsbG8&x=1 failed')).toBe('GET groups?*** failed');
  expect(mask('dialled tel:54321, busy')).toBe('dialled tel:***, busy');
});
