import fc from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { safeParse } from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeCore } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { SCHEMAS } from '../../../preload/contract/schemas.ts';
import { applySipLinks, linkTarget, sipAddressIn } from './sip-links.ts';

beforeEach(() => {
  fake.reset();
  fake.ready();
  fake.app.isPackaged = true;
});

describe('a link on the command line', () => {
  it.each([
    [['Rollcall.exe', '--', 'sip:ann@example.org'], 'ann@example.org'],
    [['sip:Ann.Smith+x@Example.ORG', '--allow-file-access'], 'ann.smith+x@example.org'],
    [['Rollcall.exe', 'SIP:a_b-c@contoso'], 'a_b-c@contoso'],
  ])('%j names %s', (argv, address) => {
    expect(sipAddressIn(argv)).toBe(address);
  });

  it.each([
    'sip:',
    'sip:@example.org',
    'sip:ann@',
    'sip:ann',
    'sip:ann@example.org;gruu',
    'sip:ann@example.org?subject=x',
    'sip:ann@example.org/x',
    'sip:ann@example.org#x',
    'sip:ann:secret@example.org',
    'sip:ann@bob@example.org',
    'sip:ann@example.org:5061',
    'sip:ann@example..org',
    'sip:ann%40example.org',
    'sip:"ann"@example.org',
    'sip:<ann@example.org>',
    'sip:ann@example.org --hidden',
    'sip:ann@example.org\n',
    'sip:\u202egro.elpmaxe@nna',
    'sip:аnn@example.org',
    'sip://ann@example.org',
    'sips:ann@example.org',
    'tel:+491701234567',
    'https://example.org/?sip:ann@example.org',
    `sip:${'a'.repeat(250)}@example.org`,
  ])('%j names nobody', (link) => {
    expect(sipAddressIn(['Rollcall.exe', link])).toBeNull();
  });

  it('is one: of two nobody can tell which was meant', () => {
    expect(sipAddressIn(['sip:ann@example.org', 'sip:bob@example.org'])).toBeNull();
  });

  it('never names what the window may not ask for', () => {
    const link = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[a-zA-Z0-9_.+-]{0,300}@[a-zA-Z0-9.-]{0,80}$/),
    );
    fc.assert(
      fc.property(link, (text) => {
        const address = sipAddressIn([`sip:${text}`]);
        const checked = safeParse(SCHEMAS['contacts.lookup'], { address });
        return address === null || (checked.success && checked.output.address === address);
      }),
    );
  });
});

it('leads to the card only where the user wants such links here', () => {
  const made = createFakeCore();
  const { store } = made.core;
  const argv = ['Rollcall.exe', '--', 'sip:ann@example.org'];
  expect(linkTarget(argv, store)).toBeNull();
  made.change((set) => set.slice('settings', { ...store.state.settings, openSipLinks: true }));
  expect(linkTarget(argv, store)).toEqual({ view: 'groups', groupId: null, address: 'ann@example.org' });
  expect(linkTarget(['Rollcall.exe'], store)).toBeNull();
});

describe('what the system is told', () => {
  const COMMAND = '"PROGRAM" "--" "%1"';
  const told = () => fake.app.control.protocols.get('sip')?.replace(fake.app.getPath('exe'), 'PROGRAM');

  it('is asked for the links and gives them back, of Windows by Electron, in an installed app only', () => {
    expect(applySipLinks(true, 'win32', {})).toBe(true);
    expect(told()).toBe(COMMAND);
    expect(applySipLinks(false, 'win32', {})).toBe(true);
    expect(told()).toBeUndefined();
    expect(applySipLinks(true, 'darwin', {})).toBe(true);
    fake.app.isPackaged = false;
    expect(applySipLinks(true, 'win32', {})).toBe(true);
    expect(told()).toBeUndefined();
  });

  it('is written down on Linux, for an AppImage with its file', () => {
    const root = mkdtempSync(join(tmpdir(), 'rollcall-sip-'));
    fake.app.control.userData = root;
    const entry = join(root, 'home/.local/share/applications/rollcall-links.desktop');
    expect(applySipLinks(true, 'linux', { APPIMAGE: '/apps/rollcall.AppImage' })).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain('Exec=/apps/rollcall.AppImage -- %u');
    expect(told()).toBeUndefined();
    expect(applySipLinks(false, 'linux', {})).toBe(true);
    expect(existsSync(entry)).toBe(false);
    writeFileSync(join(root, 'file'), '');
    expect(applySipLinks(true, 'linux', { XDG_DATA_HOME: join(root, 'file') })).toBe(false);
    rmSync(root, { recursive: true });
  });

  it('takes nothing from another app when the user does not want them', () => {
    fake.app.control.protocols.set('sip', '"lync.exe" "%1"');
    expect(applySipLinks(false, 'win32', {})).toBe(true);
    expect(told()).toBe('"lync.exe" "%1"');
  });

  it('may be refused', () => {
    fake.app.control.refusesProtocols = true;
    expect(applySipLinks(true, 'win32', {})).toBe(false);
  });

  it('is taken back by the Windows uninstaller', () => {
    const script = readFileSync(join(import.meta.dirname, '../../../build/installer.nsh'), 'utf8');
    expect(script).toContain(`'${COMMAND.replace('PROGRAM', '$INSTDIR\\${PRODUCT_FILENAME}.exe')}'`);
  });
});
