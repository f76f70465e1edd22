import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const KNOWN = ['start', 'heap', 'rest'];

describe('the command line', () => {
  test('without arguments everything is measured and nothing is saved', () => {
    expect(readArguments([], KNOWN)).toEqual({ names: KNOWN, json: false, save: false });
  });

  test('--only takes names one by one and between commas, and keeps the suite’s order', () => {
    const given = readArguments(['--only', 'rest,heap', '--only', 'start', '--json', '--save'], KNOWN);
    expect(given).toEqual({ names: ['start', 'heap', 'rest'], json: true, save: true });
    expect(readArguments(['--only', 'heap'], KNOWN)).toMatchObject({ names: ['heap'] });
  });

  test.each([
    [['--only', 'heap,hepa'], 'There is no measurement hepa. Measurements: start, heap, rest'],
    [['--only', ''], 'There is no measurement . Measurements: start, heap, rest'],
    [['--only'], /--only/],
    [['--fast'], /--fast/],
    [['heap'], /heap/],
  ])('%j is refused', (args, words) => {
    const given = readArguments(args, KNOWN);
    expect(given).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  });
});
