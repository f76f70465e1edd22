import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setFuses, wrongFuses } from './fuses.ts';
import { programWithFuses } from './stub.ts';

let folder: string;
let program: string;
const write = (states: string, version = 1) =>
  writeFileSync(program, programWithFuses(Buffer.from('code'), states, version));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-fuses-'));
  program = join(folder, 'rollcall');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('fuses', () => {
  it.each(['000000000', '111111111', '101100110'])('are all set as wanted, from %s', async (states) => {
    write(states);
    await setFuses(program);
    expect(await wrongFuses(program)).toEqual([]);
    expect(readFileSync(program).equals(programWithFuses(Buffer.from('code'), '010011001'))).toBe(true);
  });

  it('are set in each half of a universal binary', async () => {
    const half = (states: string) => programWithFuses(Buffer.from('code'), states);
    writeFileSync(program, Buffer.concat([half('000000000'), half('111111111')]));
    await setFuses(program);
    expect(readFileSync(program).equals(Buffer.concat([half('010011001'), half('010011001')]))).toBe(true);
  });

  it('that are wrong are named', async () => {
    write('110011001');
    expect(await wrongFuses(program)).toEqual(['RunAsNode']);
    write('010011000');
    expect(await wrongFuses(program)).toEqual(['WasmTrapHandlers']);
    write('01001100');
    expect(await wrongFuses(program)).toEqual(['WasmTrapHandlers']);
    write('0100110011');
    expect(await wrongFuses(program)).toEqual(['9']);
  });

  it.each([
    ['eight fuses', '00000000', 1, 'not long enough'],
    ['ten fuses', '0000000000', 1, 'has 10 fuses'],
    ['another version', '000000000', 2, 'fuse wire version'],
    ['a removed fuse', '0r0000000', 1, 'EnableCookieEncryption'],
  ])('of an Electron with %s are refused', async (_name, states, version, words) => {
    write(states, version);
    await expect(setFuses(program)).rejects.toThrow(words);
    expect(readFileSync(program).equals(programWithFuses(Buffer.from('code'), states, version))).toBe(true);
  });

  it('of a program without any are refused', async () => {
    writeFileSync(program, 'code');
    await expect(setFuses(program)).rejects.toThrow('sentinel');
  });
});
