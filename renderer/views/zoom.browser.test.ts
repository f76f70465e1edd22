/** The zoom: chosen in the settings, stepped by keys, and left to the browser where there is one. */
import { describe, expect, test } from 'vitest';
import { emptySnapshot, sampleSnapshot } from '../testing/fixture.ts';
import { renderSnapshot } from '../testing/render.ts';
import { zoomStepOf } from '../state/keys.ts';

const BARE = { code: '', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
/** Presses a key as the page gets it; true: nobody else may act on it. */
const press = (more: KeyboardEventInit) =>
  !document.body.dispatchEvent(new KeyboardEvent('keydown', { ...more, bubbles: true, cancelable: true }));

describe('the keys', () => {
  test.each([
    ['+', { key: '+' }, 'in'],
    ['+ with Shift', { key: '+', shiftKey: true }, 'in'],
    ['= where it shares the key of +', { key: '=' }, 'in'],
    ['= that is Shift and 0 in German', { key: '=', code: 'Digit0', shiftKey: true }, null],
    ['-', { key: '-' }, 'out'],
    ['0', { key: '0' }, 'reset'],
    ['0 where the digit needs Shift', { key: 'à', code: 'Digit0' }, 'reset'],
    ['the keypad', { key: '+', code: 'NumpadAdd' }, 'in'],
    ['a digit for a view', { key: '1', code: 'Digit1' }, null],
    ['+ without Ctrl', { key: '+', ctrlKey: false }, null],
    ['+ with AltGr', { key: '+', altKey: true }, null],
    ['+ for the magnifier of Windows', { key: '+', ctrlKey: false, metaKey: true }, null],
  ] as const)('%s', (_what, pressed, step) => {
    expect(zoomStepOf({ ...BARE, ...pressed }, false)).toBe(step);
  });

  test('are held with Cmd on macOS', () => {
    expect(zoomStepOf({ ...BARE, key: '+' }, true)).toBeNull();
    expect(zoomStepOf({ ...BARE, key: '+', ctrlKey: false, metaKey: true }, true)).toBe('in');
  });
});

test.each([
  ['in the list', sampleSnapshot()],
  ['while signing in', emptySnapshot()],
])('keys step it %s', async (_where, snapshot) => {
  const { screen, fake } = await renderSnapshot(snapshot);
  await expect.element(screen.getByRole('main')).toBeVisible();
  expect(press({ key: '+', ctrlKey: true })).toBe(true);
  expect(press({ key: '-', ctrlKey: true })).toBe(true);
  expect(press({ key: '0', ctrlKey: true })).toBe(true);
  expect(press({ key: '+' })).toBe(false);
  expect(fake.inputsOf('settings.zoom')).toEqual([{ step: 'in' }, { step: 'out' }, { step: 'reset' }]);
});

test('it is chosen in per cent, as each language writes them, and follows the truth', async () => {
  const { screen, fake } = await renderSnapshot(sampleSnapshot(), { view: 'settings' });
  const size = screen.getByRole('combobox', { name: 'Size' });
  const shown = () => [...(size.element() as HTMLSelectElement).options].map(({ text }) => text);
  expect(shown()).toEqual(['100%', '110%', '125%', '150%', '175%', '200%']);
  await size.selectOptions('150%');
  expect(fake.inputsOf('settings.update')).toEqual([{ zoom: 1.5 }]);
  fake.push(['set', 'settings', { ...fake.snapshot.settings, zoom: 2, language: 'de' }]);
  await expect.element(screen.getByRole('combobox', { name: 'Größe' })).toHaveValue('2');
  const german = screen.getByRole('combobox', { name: 'Größe' }).element() as HTMLSelectElement;
  expect(german.selectedOptions[0]?.text).toBe('200\u00a0%');
});

test('a browser has its own: no setting, and its keys are its own', async () => {
  const { screen, fake } = await renderSnapshot({ ...sampleSnapshot(), hostSettings: [] }, { view: 'settings' });
  await expect.element(screen.getByRole('combobox', { name: 'Language' })).toBeVisible();
  await expect.element(screen.getByRole('combobox', { name: 'Size' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('switch', { name: 'Start at login' })).not.toBeInTheDocument();
  expect(press({ key: '+', ctrlKey: true })).toBe(false);
  expect(fake.inputsOf('settings.zoom')).toEqual([]);
});
