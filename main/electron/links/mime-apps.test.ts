import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forgetProgram, preferProgram } from './mime-apps.ts';

const TYPE = 'x-scheme-handler/sip';
const ENTRY = 'rollcall-links.desktop';
const prefer = (list: string) => preferProgram(list, TYPE, ENTRY);
const forget = (list: string) => forgetProgram(list, TYPE, ENTRY);

it('makes the groups that are missing', () => {
  const made = `[Default Applications]\n${TYPE}=${ENTRY};\n[Added Associations]\n${TYPE}=${ENTRY};\n`;
  expect(prefer('')).toBe(made);
  expect(prefer('[Removed Associations]\nx/y=a.desktop;')).toBe(`[Removed Associations]\nx/y=a.desktop;\n${made}`);
});

it('comes first and keeps the others, which come to their turn again', () => {
  const list = [
    '# mine',
    '[Added Associations]',
    `${TYPE} = linphone.desktop;`,
    '',
    '[Default Applications]',
    'text/html=firefox.desktop',
    `${TYPE}=linphone.desktop;empathy.desktop`,
    '',
  ].join('\n');
  const changed = prefer(list);
  expect(changed.split('\n')).toEqual([
    '# mine',
    '[Added Associations]',
    `${TYPE}=linphone.desktop;${ENTRY};`,
    '',
    '[Default Applications]',
    'text/html=firefox.desktop',
    `${TYPE}=${ENTRY};linphone.desktop;empathy.desktop;`,
    '',
  ]);
  expect(prefer(changed)).toBe(changed);
  expect(forget(changed)).toContain(`\n${TYPE}=linphone.desktop;empathy.desktop;\n`);
});

it('leaves a list alone that does not name it', () => {
  const list = `[Default Applications]\n${TYPE}=linphone.desktop\n`;
  expect(forget(list)).toBe(list);
});

it('whatever the list holds: it is named first, then not at all, and no other line is touched', () => {
  const line = fc.oneof(
    fc.constantFrom('[Default Applications]', '[Added Associations]', '[Other]', `${TYPE}=a.desktop;`, '', '#x'),
    fc.stringMatching(/^[a-z/=;[\]]{0,20}$/),
  );
  const others = (list: string) => list.split('\n').filter((one) => !/sip|^\[|^$/.test(one));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const list = lines.join('\n');
      const changed = prefer(list);
      expect(changed).toContain(`\n${TYPE}=${ENTRY};`);
      expect(prefer(changed)).toBe(changed);
      expect(forget(changed)).not.toContain(ENTRY);
      expect(others(forget(changed))).toEqual(others(list));
    }),
  );
});
