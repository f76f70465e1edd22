import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from './focus-keeper.ts';

let stop = () => {};
let page: HTMLElement;

beforeEach(() => {
  page = document.createElement('main');
  page.innerHTML = `
    <button id="first">First</button>
    <ul><li><button id="a">A</button></li><li><button id="b">B</button></li><li><button id="c">C</button></li></ul>
    <div id="row" tabindex="0"><button id="inner">Inner</button></div>
    <p><button id="alone">Alone</button></p>`;
  document.body.append(page);
  stop = keepFocus();
});
afterEach(() => {
  stop();
  page.remove();
});

const find = (id: string) => page.querySelector<HTMLElement>(`#${id}`)!;

test.each([
  ['a row in the middle', 'b', 'c', () => find('b').parentElement],
  ['the last row', 'c', 'b', () => find('c').parentElement],
  ['a button of a row that is a stop itself', 'inner', 'row', () => find('inner')],
  ['all rows', 'b', 'row', () => find('b').closest('ul')],
  ['the last thing there was', 'alone', 'inner', () => find('alone')],
])('%s goes: the focus goes to what is nearest', async (_, focused, next, gone) => {
  find(focused).focus();
  gone()?.remove();
  await expect.poll(() => document.activeElement?.id).toBe(next);
});

test('the focus does not leave the view for what stands around it', async () => {
  const tab = document.createElement('button');
  page.before(tab);
  find('b').focus();
  page.replaceChildren(document.createElement('p'));
  await expect.poll(() => document.activeElement).toBe(page);
  tab.remove();
});

test('a focus that was moved on is left where it is, and so is one that was let go', async () => {
  find('a').focus();
  find('first').focus();
  find('a').remove();
  await Promise.resolve();
  expect(document.activeElement?.id).toBe('first');
  find('first').blur();
  find('b').remove();
  await userEvent.keyboard('{Shift}');
  expect(document.activeElement).toBe(document.body);
});
