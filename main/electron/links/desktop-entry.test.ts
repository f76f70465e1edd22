import { describe, expect, it } from 'vitest';
import { configFolder, dataFolder } from './desktop-entry.ts';

describe('configFolder', () => {
  it.each([
    [{}, '/home/ann/.config'],
    [{ XDG_CONFIG_HOME: '' }, '/home/ann/.config'],
    [{ XDG_CONFIG_HOME: 'relative' }, '/home/ann/.config'],
    [{ XDG_CONFIG_HOME: '/data/config' }, '/data/config'],
  ])('of %j is %s', (environment, folder) => {
    expect(configFolder(environment, '/home/ann')).toBe(folder);
  });
});

describe('dataFolder', () => {
  it.each([
    [{}, '/home/ann/.local/share'],
    [{ XDG_DATA_HOME: 'relative' }, '/home/ann/.local/share'],
    [{ XDG_DATA_HOME: '/data/share' }, '/data/share'],
  ])('of %j is %s', (environment, folder) => {
    expect(dataFolder(environment, '/home/ann')).toBe(folder);
  });
});
