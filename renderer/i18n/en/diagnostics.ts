/** English words for the diagnostics and the updates. */
import type { Connection, Settings } from '../../../preload/contract/state.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

const phases: Record<Connection['phase'], string> = {
  signedOut: 'Not signed in',
  discovering: 'Looking for the server',
  signingIn: 'Signing in',
  connecting: 'Connecting',
  live: 'Connected',
  degraded: 'Connection lost',
  replaced: 'Signed in elsewhere',
  ended: 'Session ended',
};

const levels: Record<Settings['logLevel'], string> = {
  error: 'Errors only',
  warn: 'Warnings, too',
  info: 'Normal',
  debug: 'Everything',
};

export const diagnostics = {
  title: 'Diagnostics',
  lead: 'For you and your help desk, when something does not work.',
  back: 'Back',
  open: 'Diagnostics',
  openLead: 'Versions, connection, errors, and a report for your help desk.',
  about: 'About Rollcall',
  version: 'Version',
  runsOn: 'Runs on',
  licences: 'Licences',
  noLicences: 'This copy does not hold the text of the licences.',
  session: 'Session',
  state: 'State',
  phases,
  since: (phase: string, time: string) => `${phase} since ${time}`,
  server: 'Server',
  frontEnd: 'Front end',
  notKnown: 'Not known',
  kept: 'What there is',
  groups: 'Groups',
  contacts: 'Contacts',
  follows: 'Followed',
  held: (held: number, wanted: number) => `${held} of ${wanted} held by the server`,
  edits: 'Changes that wait',
  onDisk: 'Kept on this computer',
  files: (n: number, size: string) =>
    plural(n, { one: (x) => `${size} in ${x} file`, other: (x) => `${size} in ${x} files` }),
  errors: 'Last errors',
  noErrors: 'There were none.',
  times: (n: number) => plural(n, { one: (x) => `${x} time`, other: (x) => `${x} times` }),
  policies: 'Policies in force',
  log: 'Log',
  level: 'Detail',
  levels,
  openLogs: 'Open the log folder',
  report: 'Report',
  reportLead: 'It holds no secret and names nobody. Read it before you pass it on.',
  make: 'Make a report',
  copy: 'Copy',
  save: 'Save…',
};

export const update = {
  title: 'Updates',
  ready: (version: string) => `Version ${version} is ready. It is installed when you quit.`,
  restart: 'Restart now',
  newest: (time: string) => `Up to date, checked ${time}`,
  notChecked: 'Not checked yet',
  checking: 'Checking…',
  downloading: (version: string, percent: number) => `Fetching version ${version}: ${percent} %`,
  failed: (time: string) => `The last check failed, ${time}`,
  check: 'Check now',
};
