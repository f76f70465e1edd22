import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../main/core/ucwa/read-command.ts';
import type { Outcome } from './hostile.ts';

/** Some bombs are sixteen megabytes of text, which a process holds in several forms at once. */
const MEGABYTES = 400;

let outcomes: Map<string, Outcome>;

beforeAll(async () => {
  const script = fileURLToPath(new URL('hostile.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [`--max-old-space-size=${MEGABYTES}`, script]);
  const lines = stdout.trim().split('\n');
  outcomes = new Map(lines.map((line) => JSON.parse(line) as Outcome).map((outcome) => [outcome.name, outcome]));
}, 240_000);

describe('hostile input', () => {
  it('comes to an end within little memory', () => {
    expect(outcomes.size).toBeGreaterThan(40);
    expect(outcomes.get('a long number')?.bytes).toBeGreaterThan(16_000_000);
  });

  it.each([
    ['a billion laughs', 'document type'],
    ['quadratic entities', 'document type'],
    ['an external entity', 'document type'],
    ['an external document type', 'document type'],
    ['elements without end', 'too deep'],
    ['elements nested too deep', 'too deep'],
    ['a tag of attributes', 'too many attributes'],
    ['too many elements', 'too many'],
    ['too many properties', 'too many'],
    ['lists without end', 'objects and lists'],
    ['objects without end', 'objects and lists'],
    ['lists nested too deep', 'objects and lists'],
    ['too many resources', 'objects and lists'],
    ['too many events', 'objects and lists'],
    ['too many links', 'objects and lists'],
    ['too large by one byte', 'larger than'],
  ])('%s: refused', (name, why) => {
    const { resource, events } = outcomes.get(name) ?? {};
    expect(resource).toContain(why);
    expect(events).toContain(why);
  });

  it.each(['delimiters only', 'too large by one byte', 'lines only', 'dashes only'])('%s: no batch', (name) => {
    expect(outcomes.get(name)?.batch).not.toBe('read');
  });

  it('a length that is claimed is not believed, nor kept room for', () => {
    expect(outcomes.get('1 GB claimed in a part')?.batch).toBe('read');
    const http = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{"rel":"me"';
    const { exit, output } = readCommand(['resource', '--http'], new TextEncoder().encode(http));
    expect(exit).toBe(1);
    expect(output).toContain('ends too early');
  });
});
