import { expect, test } from 'vitest';
import { defaultDataFolder, HELP, parseArguments } from './arguments.ts';

test('without arguments everything has its default', () => {
  expect(parseArguments([])).toEqual({
    kind: 'run',
    arguments: {
      server: null,
      user: null,
      ca: null,
      data: null,
      resolve: [],
      open: true,
      port: 0,
      logLevel: 'info',
      medium: null,
      policy: null,
      openId: null,
    },
  });
});

test('all arguments are read', () => {
  const line =
    '--server https://lyncdiscover.example.org/ --user sip:Ann@example.org --ca ca.pem --data /d --no-open --port 4000 ' +
    '--log-level debug --medium ucwa+xml --policy p.json --resolve a.example.org:443:127.0.0.1:8443 --resolve b.example.org:443:[::1]:8443 ' +
    '--openid-client-id 2f1b6d9c-7c3c --openid-authority https://login.example.org/organizations';
  expect(parseArguments(line.split(' '))).toEqual({
    kind: 'run',
    arguments: {
      server: 'https://lyncdiscover.example.org/',
      user: 'sip:Ann@example.org',
      ca: 'ca.pem',
      data: '/d',
      resolve: [
        { name: 'a.example.org', port: 443, address: '127.0.0.1', addressPort: 8443 },
        { name: 'b.example.org', port: 443, address: '::1', addressPort: 8443 },
      ],
      open: false,
      port: 4000,
      logLevel: 'debug',
      medium: 'ucwa+xml',
      policy: 'p.json',
      openId: { clientId: '2f1b6d9c-7c3c', authority: 'https://login.example.org/organizations' },
    },
  });
  const { openId } = (parseArguments(['--openid-client-id', 'x']) as { arguments: { openId: unknown } }).arguments;
  expect(openId).toEqual({ clientId: 'x', authority: null });
  expect(parseArguments(['--server', 'pool.example.org'])).toMatchObject({ arguments: { server: 'pool.example.org' } });
});

test.each([
  ['--server', 'http://pool.example.org'],
  ['--server', 'not a host'],
  ['--server', 'https://user:password@pool.example.org'],
  ['--user', 'ann'],
  ['--port', '-1'],
  ['--port', '65536'],
  ['--port', 'x'],
  ['--log-level', 'loud'],
  ['--medium', 'XML'],
  ['--openid-client-id', 'a b'],
  ['--openid-authority', 'https://login.example.org/x'],
  ['--openid-authority', 'login.example.org', '--openid-client-id', 'x'],
  ['--openid-authority', 'http://login.example.org/x', '--openid-client-id', 'x'],
  ['--resolve', 'a:443'],
  ['--resolve'],
  ['--password', 'x'],
  ['stray'],
])('%s %s is refused with a message that names it', (...argv) => {
  const parsed = parseArguments(argv.filter((word) => typeof word === 'string'));
  expect(parsed).toMatchObject({ kind: 'bad', message: expect.stringContaining(argv[0]) as unknown });
});

test('help names every option', () => {
  expect(parseArguments(['--help'])).toEqual({ kind: 'help' });
  const options = ['server', 'user', 'ca', 'data', 'resolve', 'port', 'no-open', 'log-level', 'medium', 'help'];
  for (const option of [...options, 'policy', 'openid-client-id', 'openid-authority'])
    expect(HELP).toContain(`--${option} `);
});

test('the usual folder follows XDG', () => {
  expect(defaultDataFolder({ XDG_CONFIG_HOME: '/config' }, '/home/ann')).toBe('/config/rollcall');
  expect(defaultDataFolder({}, '/home/ann')).toBe('/home/ann/.config/rollcall');
  expect(defaultDataFolder({ XDG_CONFIG_HOME: 'relative' }, '/home/ann')).toBe('/home/ann/.config/rollcall');
});
