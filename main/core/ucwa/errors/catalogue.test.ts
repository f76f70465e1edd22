/**
 * The catalogue against the documentation: each row of the error tables of the specification pages this app implements
 * first, where those pages lie beside the project, and each row that the protocol notes name.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CatalogueRow } from './catalogue-row.ts';
import { CATALOGUE, rowOf } from './catalogue.ts';
import { readError } from './errors.ts';
import { bytes } from '../testing.ts';

const PAGES = fileURLToPath(new URL('../../../../../shared/seeds', import.meta.url));
const present = existsSync(PAGES);

interface Documented {
  readonly page: string;
  readonly code: string;
  readonly status: number;
  readonly subcode: string;
}

/** `|Forbidden|403|AnonymousNotAllowed|words|`, or the same with blanks on a page that lost its table. */
const documented: Documented[] = !present
  ? []
  : readdirSync(PAGES)
      .filter((name) => name.endsWith('.md'))
      .flatMap((page) =>
        [...readFileSync(`${PAGES}/${page}`, 'utf8').matchAll(/^\|?([A-Z]\w+)[| ](\d{3})[| ](\w+)[| ]/gm)].map(
          ([, code = '', status = '', subcode = '']) => ({ page, code, status: Number(status), subcode }),
        ),
      );

function read(status: number, code: string, subcode: string | null, medium: 'json' | 'xml') {
  const body =
    medium === 'json'
      ? JSON.stringify({ code, subcode, message: 'In words.' })
      : `<reason><code>${code}</code><subcode>${subcode ?? ''}</subcode><message>In words.</message></reason>`;
  return readError(status, { 'content-type': [`application/${medium}`] }, bytes(body));
}

describe.skipIf(!present)(`documented errors${present ? '' : ' (skipped: no ../shared/seeds)'}`, () => {
  it('finds them', () => {
    expect(documented.length).toBeGreaterThan(20);
    expect(new Set(documented.map(({ page }) => page))).toEqual(new Set(readdirSync(PAGES)));
  });

  it.each(documented)('$page: $code $status $subcode has its entry, in both media', ({ code, status, subcode }) => {
    for (const medium of ['json', 'xml'] as const) {
      const { row, error, reason } = read(status, code, subcode, medium);
      expect(reason).toMatchObject({ code, subcode: subcode === 'None' ? null : subcode });
      if (subcode === 'None') expect(row.when).toEqual({ status });
      else expect(row.when.subcode).toBe(subcode);
      expect(error).toMatchObject({ code: row.error, status, serverMessage: 'In words.', retryable: row.retryable });
    }
  });
});

describe('the rows of the protocol', () => {
  const subcodes = {
    400: ['ParameterValidationFailure', 'DeserializationFailure', 'NormalizationFailed'],
    403: ['AnonymousNotAllowed', 'LimitExceeded', 'OperationNotSupported', 'TooManyContacts', 'MaxEventCountReached'],
    404: ['ApplicationNotFound', 'APIVersionNotSupported', 'ResourceNotFound', 'DestinationNotFound'],
    409: [
      ...['AlreadyExists', 'PGetReplaced', 'MakeMeAvailableRequired', 'LimitExceeded', 'TooManyGroups'],
      ...['AnotherOperationPending', 'NoDelegatesConfigured', 'NoTeamMembersConfigured', 'TooManyOnlineMeetings'],
    ],
    410: [
      ...['TooManyApplications', 'InactiveApplicationExpired', 'UserAgentNotAllowed', 'CannotRedirect'],
      'MobileApplicationNoLongerAllowed',
    ],
    500: [
      ...['InvalidExchangeServerVersion', 'CallbackChannelError', 'MigrationInProgress'],
      ...['ProvisioningDataUnavailable', 'ExchangeServiceFailure'],
    ],
  };
  const pairs = Object.entries(subcodes).flatMap(([status, names]) =>
    names.map((name) => [Number(status), name] as const),
  );

  it.each(pairs)('%i %s has its entry', (status, subcode) => {
    expect(read(status, 'Code', subcode, 'json').row.when.subcode).toBe(subcode);
    expect(read(status, 'Code', subcode.toUpperCase(), 'xml').row.when.subcode).toBe(subcode);
  });

  const statuses = [400, 401, 403, 404, 405, 406, 407, 408, 409, 410, 412, 413, 415, 422, 428, 429, 502, 503, 504, 511];
  it.each(statuses)('%i has its entry, which an unknown subcode falls back to', (status) => {
    expect(read(status, 'Code', 'SomethingNew', 'json').row.when).toEqual({ status });
    expect(read(status, 'Code', null, 'xml').row.when).toEqual({ status });
  });

  it('takes the code where there is no subcode', () => {
    expect(read(500, 'ExchangeServiceFailure', null, 'json').row.when.subcode).toBe('ExchangeServiceFailure');
    expect(read(500, 'ExchangeServiceFailure', 'CallbackChannelError', 'json').row.when.subcode).toBe(
      'CallbackChannelError',
    );
  });

  it.each([200, 100, 600, 418, 0])('has something to say about %i', (status) => {
    expect(read(status, 'Code', null, 'json').error.code).toBe('ucwa.unexpected');
  });

  it.each([
    [301, 3],
    [500, 5],
    [599, 5],
  ])('has a row for the class of %i', (status, when) => {
    expect(read(status, 'Code', null, 'json').row.when.status).toBe(when);
  });
});

describe('every row', () => {
  it('says what happened and what the user is told', () => {
    for (const { happened, message } of CATALOGUE) {
      expect(message).toMatch(/^[A-Z].{10,}\.$/);
      expect(happened).toMatch(/^\S.{10,}[^.]$/);
    }
  });

  it('repeats nothing that is final, and leaves nothing to repeat undone', () => {
    const again: CatalogueRow['does'][] = ['repeatLater', 'slowDown', 'rediscover', 'recreate', 'leavePool'];
    const never: CatalogueRow['does'][] = ['stop', 'yield', 'takeAsDone', 'drop', 'reread', 'hide'];
    for (const { when, does, retryable } of CATALOGUE) {
      if (again.includes(does)) expect(retryable, JSON.stringify(when)).toBe(true);
      if (never.includes(does)) expect(retryable, JSON.stringify(when)).toBe(false);
    }
  });

  it('can be reached', () => {
    for (const row of CATALOGUE) {
      const { status = 500, subcode = null, diagnostics = null, reason = true } = row.when;
      expect(
        rowOf({ status: status < 10 ? status * 100 + 99 : status, code: null, subcode, diagnostics, reason }),
      ).toBe(row);
    }
  });
});
