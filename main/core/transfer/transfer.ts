/** Exporting the list to a file and importing one: first what it would change, then just that, as a job. */
import type { ImportOutcome } from '../core.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { memberSteps } from '../jobs/steps.ts';
import type { Clock, Files } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { JobStep, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { ContactFile, FileFormat, ReadFile } from './contact-file.ts';
import { planImport, within, type ImportPlan, type PlannedGroup } from './plan.ts';
import { readFile } from './read-file.ts';
import { writeFile } from './write-file.ts';

export interface Transfer {
  /** Offers the list as a file; false: the user gave up. `groups`: ids, or null for everything. */
  save(format: FileFormat, groups: readonly string[] | null): Promise<Result<boolean>>;
  /** Reads a file; only the last one read can be applied. */
  read(name: string, text: string): Result<ImportOutcome>;
  /** Applies what was shown; answers with the job, or null where there is nothing left to do. */
  apply(id: string): Result<string | null>;
}

/** So many places that cannot be read are shown. */
const SHOWN_FAULTS = 100;

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly file: ContactFile;
  readonly plan: ImportPlan;
}

export function createTransfer(store: Store, clock: Clock, files: Files, jobs: Pick<Jobs, 'add'>): Transfer {
  let shown: Shown | null = null;

  return {
    async save(format, groups) {
      if (store.state.list.state === 'none') return refuse('Your contact list has not been read yet.');
      const outcome = await files.save(`contacts.${format}`, writeFile(format, fileOf(store.state, groups)));
      if (outcome === 'failed') return fail(appError('internal', 'The file could not be written.'));
      return ok(outcome === 'saved');
    },
    read(name, text) {
      if (store.state.list.state === 'none') return refuse('Your contact list has not been read yet.');
      const read = readFile(text);
      if (!read.ok) return read;
      const plan = planImport(read.value.file, store.state);
      const id = clock.uuid();
      shown = { id, name, address: store.state.account?.address ?? null, file: read.value.file, plan };
      return ok(previewOf(id, name, read.value, plan));
    },
    apply(id) {
      if (shown?.id !== id || shown.address !== (store.state.account?.address ?? null)) {
        return refuse('This preview is out of date. Please choose the file again.');
      }
      const { file, name, plan } = shown;
      shown = null;
      const steps = stepsOf(within(planImport(file, store.state), plan));
      return ok(steps.length > 0 ? jobs.add('import', name, steps) : null);
    },
  };
}

/** The list as a file holds it. */
function fileOf({ groups, contacts, follows }: State, wanted: readonly string[] | null): ContactFile {
  const people = [...contacts.values()];
  return {
    groups: [...groups.values()]
      .filter(({ id }) => wanted?.includes(id) ?? true)
      .map(({ id, name, kind }) => ({
        name,
        kind,
        followed: follows.has(`group:${id}`),
        members: people
          .filter((one) => one.groups.includes(id))
          .map((one) => ({ address: one.address, name: one.name })),
      })),
    follows:
      wanted === null
        ? [...follows.values()]
            .filter(({ kind }) => kind === 'contact')
            .map(({ target, name }) => ({ address: target, name }))
        : [],
  };
}

function previewOf(id: string, name: string, { format, unreadable }: ReadFile, plan: ImportPlan): ImportOutcome {
  const { groups, follows } = plan;
  const sum = (count: (group: PlannedGroup) => number): number => groups.reduce((all, one) => all + count(one), 0);
  return {
    id,
    name,
    format,
    groups: groups.map((group) => ({ ...group, add: [...group.add], cannot: [...group.cannot] })),
    follows: [...follows],
    unreadable: unreadable.slice(0, SHOWN_FAULTS),
    totals: {
      create: sum(({ create }) => (create ? 1 : 0)),
      add: sum(({ add }) => add.length),
      there: sum(({ there }) => there),
      cannot: sum(({ cannot }) => cannot.length),
      follows: follows.length,
      unreadable: unreadable.length,
    },
  };
}

function stepsOf({ groups, follows }: ImportPlan): JobStep[] {
  const members = groups
    .filter(({ create, add }) => create || add.length > 0)
    .flatMap(({ groupId, name, add }) => memberSteps(groupId, name, add));
  return follows.length > 0 ? [...members, { kind: 'follows', follows }] : members;
}

function refuse(message: string): Result<never> {
  return fail(appError('edit.noLongerPossible', message));
}
