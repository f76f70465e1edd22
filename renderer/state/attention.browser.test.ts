import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NOW, sampleSnapshot } from '../testing/fixture.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { renderSnapshot } from '../testing/render.ts';
import { Attention } from './attention.ts';

let focused = true;
beforeEach(() => {
  focused = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
});
afterEach(() => vi.restoreAllMocks());

function focus(isFocused: boolean) {
  focused = isFocused;
  window.dispatchEvent(new Event(isFocused ? 'focus' : 'blur'));
}

function attention() {
  const fake = new FakeApi(sampleSnapshot());
  const time = new ManualTime(NOW);
  const made = new Attention(fake.api, time);
  return { fake, time, made, stop: made.start() };
}

test('says what is shown at each change, and nothing twice', () => {
  const { fake, made, stop } = attention();
  expect(fake.seen).toEqual([]);
  made.show(['a', 'b']);
  made.show(['a', 'b']);
  made.show(['b']);
  stop();
  expect(fake.seen).toEqual([['a', 'b'], ['b'], []]);
});

test('without the focus nothing is looked at', () => {
  const { fake, made, stop } = attention();
  made.show(['a']);
  focus(false);
  made.show(['b']);
  focus(true);
  stop();
  expect(fake.seen).toEqual([['a'], [], ['b'], []]);
});

test('says it again while it is so, and not when nobody looks', () => {
  const { fake, made, time, stop } = attention();
  made.show(['a']);
  time.pass(60_000);
  expect(fake.seen).toEqual([['a'], ['a'], ['a']]);
  focus(false);
  time.pass(3_600_000);
  expect(fake.seen).toHaveLength(4);
  stop();
});

test('the tree says which open groups are in view; another view and a filter show none', async () => {
  const { fake, app } = await renderSnapshot(sampleSnapshot(), { open: ['fav', 'sales'] });
  await vi.waitFor(() => expect(fake.seen.at(-1)).toEqual(['fav', 'sales']));
  app.nav.setOpen('fav', false);
  await vi.waitFor(() => expect(fake.seen.at(-1)).toEqual(['sales']));
  app.nav.filter = 'a';
  await vi.waitFor(() => expect(fake.seen.at(-1)).toEqual([]));
  app.nav.filter = '';
  await vi.waitFor(() => expect(fake.seen.at(-1)).toEqual(['sales']));
  app.nav.view = 'settings';
  await vi.waitFor(() => expect(fake.seen.at(-1)).toEqual([]));
});
