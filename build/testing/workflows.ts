/** What a GitHub workflow must be before it may touch a release. Pure: from its text to what is wrong. */

/** As far as it is looked at here. */
export interface Workflow {
  on: unknown;
  permissions?: unknown;
  jobs: Record<string, Job>;
}
interface Job {
  uses?: string;
  permissions?: unknown;
  environment?: unknown;
  'timeout-minutes'?: unknown;
  steps?: Step[];
}
interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

const PIN = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
/** What a job may write, by its name. */
const MAY_WRITE: Record<string, readonly string[]> = { attest: ['id-token', 'attestations'], draft: ['contents'] };

/** Everything after `uses:`, with the comment that names the version. */
export function actionsIn(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses:\s*(.+?)\s*$/gm)].map((match) => match[1] ?? '');
}

/** One action goes by one hash and one version in all workflows. */
export function wrongPins(texts: readonly string[]): string[] {
  const actions = texts.flatMap(actionsIn).filter((action) => !action.startsWith('./'));
  const byName = Map.groupBy(new Set(actions), (action) => action.split('@')[0] ?? '');
  return [
    ...actions.filter((action) => !PIN.test(action)).map((action) => `${action} is not pinned by hash and version`),
    ...[...byName].filter(([, pins]) => pins.length > 1).map(([name]) => `${name} is pinned in several ways`),
  ];
}

/** `text` is the source of `workflow`; `scripts` are package.json's. */
export function wrongWorkflow(text: string, workflow: Workflow, scripts: readonly string[]): string[] {
  const top = JSON.stringify(workflow.permissions) === '{}' ? [] : ['it does not begin without permissions'];
  const target = JSON.stringify(workflow.on).includes('pull_request_target')
    ? ['strangers’ code would get secrets']
    : [];
  const commands = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
  return [
    ...top,
    ...target,
    ...commands.filter((name) => !scripts.includes(name)).map((name) => `there is no script ${name}`),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) => wrongJob(name, job).map((words) => `${name}: ${words}`)),
  ];
}

function wrongJob(name: string, job: Job): string[] {
  const steps = job.steps ?? [];
  const secret = JSON.stringify(job).includes('${{ secrets.');
  return [
    ...wrongPermissions(name, job.permissions),
    ...(job.uses === undefined && job['timeout-minutes'] === undefined ? ['it may run for hours'] : []),
    ...(secret && job.environment === undefined ? ['its secrets need nobody’s approval'] : []),
    ...steps
      .filter(
        ({ uses, with: options }) =>
          uses?.startsWith('actions/checkout@') && options?.['persist-credentials'] !== false,
      )
      .map(() => 'checkout leaves credentials behind'),
    // What stands in a command is read as code, whoever wrote it; in `env` it is only text.
    ...steps.filter(({ run }) => run?.includes('${{')).map(() => 'a command is put together from expressions'),
    ...steps.filter(({ run }) => /npm (install|i)\b/.test(run ?? '')).map(() => 'packages are not taken from the lock'),
  ];
}

function wrongPermissions(name: string, permissions: unknown): string[] {
  if (typeof permissions !== 'object' || permissions === null) return ['it does not list its permissions'];
  const writing = Object.entries(permissions).filter(([, level]) => level !== 'read' && level !== 'none');
  return writing.filter(([what]) => MAY_WRITE[name]?.includes(what) !== true).map(([what]) => `it may write ${what}`);
}
