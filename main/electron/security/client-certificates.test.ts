import { beforeEach, expect, it } from 'vitest';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { BrowserWindow, fake } from '../../../tests/fakes/electron.ts';
import { preventable } from '../../../tests/fakes/electron/lifecycle.ts';
import { chooseCertificates } from './client-certificates.ts';
import { WORDS } from '../words/words.ts';

const clock = createDrivenClock();
const certificate = (name: string, seconds = clock.now() / 1000 + 60) =>
  ({
    subjectName: name,
    issuerName: 'CA',
    fingerprint: `sha256/${name}`,
    validExpiry: seconds,
  }) as Electron.Certificate;
const ANN = certificate('Ann');
const BEN = certificate('Ben');

/** A server asks: what it gets, undefined for nothing. */
async function asked(list: Electron.Certificate[], page: boolean, url = 'sts.example.org:443') {
  const event = preventable({});
  const given = Promise.withResolvers<Electron.Certificate | undefined>();
  fake.app.emit(
    'select-client-certificate',
    event,
    page ? new BrowserWindow().webContents : null,
    url,
    list,
    given.resolve,
  );
  expect(event.defaultPrevented).toBe(true);
  return (await given.promise)?.subjectName;
}

beforeEach(() => {
  fake.reset();
  fake.ready();
  chooseCertificates(clock);
});

it('shows a page’s server none before the user said which, and asks about each host once', async () => {
  fake.dialog.answers = [1];
  expect(await asked([ANN, BEN], true)).toBe('Ben');
  expect(fake.dialog.asked).toMatchObject([
    { message: WORDS.certificateTitle('sts.example.org'), buttons: ['Ann (CA)', 'Ben (CA)', WORDS.noCertificate] },
  ]);
  expect(await asked([ANN, BEN], true, 'https://sts.example.org/adfs')).toBe('Ben');
  expect(await asked([ANN], false)).toBe('Ann');
  expect(fake.dialog.asked).toHaveLength(1);
  expect(await asked([ANN], true, 'tracker.example:443')).toBeUndefined();
  expect(fake.dialog.asked).toHaveLength(2);
});

it('takes no answer for none, and remembers that, too', async () => {
  expect(await asked([ANN], true)).toBeUndefined();
  fake.dialog.answers = [0];
  expect(await asked([ANN], true)).toBeUndefined();
});

it('asks once where two requests come together', async () => {
  fake.dialog.answers = [0];
  expect(await Promise.all([asked([ANN], true), asked([ANN], true)])).toEqual(['Ann', 'Ann']);
  expect(fake.dialog.asked).toHaveLength(1);
});

it('gives a request of our own the only one there is, and asks about several', async () => {
  expect(await asked([ANN], false)).toBe('Ann');
  expect(fake.dialog.asked).toEqual([]);
  fake.dialog.answers = [0];
  expect(await asked([ANN, BEN], false)).toBe('Ann');
  expect(fake.dialog.asked).toHaveLength(1);
});

it('offers none that has expired', async () => {
  const old = certificate('Old', clock.now() / 1000 - 1);
  expect(await asked([old], false)).toBeUndefined();
  expect(await asked([old, ANN], false)).toBe('Ann');
});
