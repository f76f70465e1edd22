/** What is done with groups and their people, in every state worth looking at. */
import type { UndoState } from '../../preload/contract/history.ts';
import type { FakeApi } from './fake-api.ts';
import { contact, job, presence, samplePreview, sampleSnapshot, userError } from './fixture.ts';
import type { Scene } from './scene.ts';

/** Three people for the word "an", one of them in the first group already. */
function findsPeople(fake: FakeApi): void {
  fake.answer('contacts.search', async () => ({
    ok: true,
    value: {
      more: true,
      people: [
        { address: 'anna.berg@contoso.example', name: 'Anna Berg', title: 'Logistics', department: 'Operations' },
        { address: 'amara.okafor@contoso.example', name: 'Amara Okafor', title: 'Design lead', department: 'Design' },
        { address: 'andre.roussel@contoso.example', name: 'André Roussel', title: null, department: null },
      ],
    },
  }));
  fake.answer('contacts.lookup', async () => ({
    ok: true,
    value: {
      contact: contact('Anna Berg', [], {
        title: 'Logistics',
        department: 'Operations',
        workPhone: 'tel:+441632960133',
      }),
      presence: presence('Busy', { live: false, note: 'At the harbour until four' }),
    },
  }));
}

const previewed = (fake: FakeApi) => fake.answer('list.readImport', async () => ({ ok: true, value: samplePreview() }));
const IMPORT = ['List options', 'menu:Import from a file…'];

/** After the deletion of Design; `undo`: how that stands in the history. */
function deletes(fake: FakeApi, undo: UndoState): void {
  fake.answer('groups.delete', async () => {
    fake.settle({ kind: 'groupDeleted', editId: 'e1', groupId: 'design', groupName: 'Design', undo });
    return { ok: true, value: 'e1' };
  });
}
const DELETE = ['More for Design', 'menu:Delete group…', 'Delete group'];

export const GROUP_SCENES: Record<string, Scene> = {
  groupRename: { snapshot: sampleSnapshot, open: ['fav'], press: ['More for Design', 'menu:Rename', 'type:sales'] },
  groupsCut: { snapshot: sampleSnapshot, open: ['sales'], press: ['More for Farid Haddad', 'menu:Cut'] },
  groupsSelected: {
    snapshot: sampleSnapshot,
    open: ['sales'],
    press: ['More for Farid Haddad', 'menu:Select', 'More for Elena Marchetti', 'menu:Select'],
  },
  groupDeleted: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: (fake) => deletes(fake, 'possible'),
    press: DELETE,
  },
  groupDeletedForGood: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: (fake) => deletes(fake, 'nameTaken'),
    press: DELETE,
  },
  addContact: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: findsPeople,
    press: ['Add contact', 'type:an', 'Search', 'check:Choose Anna Berg', 'check:Choose André Roussel'],
  },
  foundCard: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: findsPeople,
    press: ['Add contact', 'type:an', 'Search', 'Details of Anna Berg'],
  },
  listMenu: { snapshot: sampleSnapshot, open: ['fav'], press: ['List options'] },
  exportList: { snapshot: sampleSnapshot, open: ['fav'], press: ['More for Design', 'menu:Export to a file…'] },
  importChoose: { snapshot: sampleSnapshot, open: ['fav'], press: IMPORT },
  importPreview: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: previewed,
    press: [...IMPORT, 'file:contacts-2026.csv'],
  },
  importTooLarge: {
    snapshot: sampleSnapshot,
    open: ['fav'],
    arrange: (fake) => fake.answer('list.readImport', async () => ({ ok: false, error: userError('import.tooLarge') })),
    press: [...IMPORT, 'file:everybody.csv'],
  },
  jobs: {
    snapshot: () => ({
      ...sampleSnapshot(),
      jobs: [
        job('j1', {
          kind: 'import',
          title: 'contacts-2026.csv',
          status: 'done',
          total: 31,
          done: 29,
          failed: 2,
          errors: [
            { address: 'x@contoso.example', name: 'Xavier Roy', error: userError('ucwa.forbidden') },
            { address: null, name: 'Works council', error: userError('ucwa.tooManyGroups') },
          ],
        }),
        job('j2', { status: 'running', done: 25, failed: 1 }),
        job('j3', { kind: 'followMany', title: '', status: 'waiting', total: 12 }),
      ],
    }),
    open: ['fav'],
    press: ['fold:What failed (2)'],
  },
  contactCard: { snapshot: sampleSnapshot, open: ['fav'], press: ['item:Amara Okafor'] },
  deleteGroup: { snapshot: sampleSnapshot, open: ['fav'], press: ['More for Design', 'menu:Delete group…'] },
};
