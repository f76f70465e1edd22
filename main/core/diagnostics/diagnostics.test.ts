import { expect, test } from 'vitest';
import type { AppHost, Files } from '../ports.ts';
import { testStore } from '../testing/entities.ts';
import { idleHost } from '../testing/ports.ts';
import { createDiagnostics, policyNames } from './diagnostics.ts';

function diagnostics(more: Partial<AppHost> = {}, saves: Awaited<ReturnType<Files['save']>> = 'saved') {
  const saved: string[] = [];
  const made = createDiagnostics({
    store: testStore(),
    clock: { now: () => 10 },
    files: {
      async save(name, text) {
        saved.push(`${name}\n${text}`);
        return saves;
      },
    },
    host: { ...idleHost(), ...more },
    phaseSince: () => 5,
    policies: () => ['server'],
  });
  return { made, saved };
}

test('tells what the host is, and what is kept', async () => {
  const { made } = diagnostics({ documents: async () => [{ name: 'settings', bytes: 7 }] });
  expect(await made.read()).toEqual({
    ok: true,
    value: {
      ...idleHost().facts,
      phaseSince: 5,
      server: null,
      documents: [{ kind: 'settings', count: 1, bytes: 7 }],
      policies: ['server'],
      canOpenLogs: false,
    },
  });
});

test('saves what was read, and nothing unread', async () => {
  const { made, saved } = diagnostics();
  expect(await made.save()).toMatchObject({ ok: false, error: { code: 'validation' } });
  const report = await made.report();
  expect(await made.save()).toEqual({ ok: true, value: true });
  expect(saved).toEqual([`rollcall-report.txt\n${report.ok ? report.value : ''}`]);
});

test.each([
  ['cancelled', { ok: true, value: false }],
  ['failed', { ok: false }],
] as const)('a file that is %s', async (outcome, answer) => {
  const { made } = diagnostics({}, outcome);
  await made.report();
  expect(await made.save()).toMatchObject(answer);
});

test('shows the log folder where there is one', async () => {
  expect(await diagnostics().made.openLogs()).toMatchObject({ ok: false, error: { code: 'validation' } });
  expect(await diagnostics({ openLogs: async () => true }).made.openLogs()).toEqual({ ok: true, value: null });
  expect(await diagnostics({ openLogs: async () => false }).made.openLogs()).toMatchObject({ ok: false });
});

test('reads the licences', async () => {
  expect(await diagnostics({ licences: async () => 'MIT' }).made.licences()).toEqual({ ok: true, value: 'MIT' });
});

test('names policies, and no value of one', () => {
  const policy = {
    server: 'https://pool.example.org',
    settings: { logLevel: 'warn' as const },
    problems: ['x'],
    unreadable: true,
  };
  expect(policyNames(policy)).toEqual(['logLevel', 'server']);
});
