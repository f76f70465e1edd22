/**
 * The requests that the pages phones, memberships and group print, made by the operations of those resources: method,
 * address, headers and body as documented, in both media.
 */
import { describe, expect, it } from 'vitest';
import type { HttpOutcome, HttpRequest } from '../../main/core/ports.ts';
import {
  addMembers,
  changeNumber,
  changeVisibility,
  deleteGroup,
  getGroup,
  getMemberships,
  getPhone,
  getPhones,
  linkTo,
  updateGroup,
} from '../../main/core/ucwa/index.ts';
import type { Link, UcwaClient } from '../../main/core/ucwa/index.ts';
import { json, raw } from '../../main/core/ucwa/testing.ts';
import { readerFor } from '../../simulator/http/media.ts';
import { messages, present } from './collection.ts';
import type { Message } from './collection.ts';
import { recorder } from './recorder.ts';
import { difference } from './replay.ts';

const all = messages();

function message(file: string): Message {
  const found = all.find((one) => one.file === `samples/${file}`);
  if (found === undefined) throw new Error(`no ${file}`);
  return found;
}

type Operate = (client: UcwaClient, link: Link, documented: Message) => Promise<unknown>;

interface Made {
  readonly requests: HttpRequest[];
  readonly documented: Message;
}

/** Lets an operation act through the address of a documented request. */
async function make(file: string, medium: 'json' | 'xml', operate: Operate, answer?: HttpOutcome): Promise<Made> {
  const documented = message(`${file}.request.${medium}.http`);
  const url = documented.target ?? '';
  const { client, requests } = recorder(url, medium, () => answer ?? json(204));
  await operate(client, linkTo(url), documented);
  return { requests, documented };
}

function differs(sent: HttpRequest | undefined, { method, target, headers, body }: Message): string | null {
  if (sent === undefined) return 'nothing was sent';
  return difference(sent, { method: method ?? '', url: target ?? '', headers, body });
}

const etagIn = ({ headers }: Message, name: string): string => headers[name]?.[0] ?? '';

/** The contacts a documented request names, blanks and quotes included. */
function urisIn({ body, contentType }: Message): string[] {
  const parameters = readerFor(contentType ?? undefined)?.(body) as { contactUris?: string[] } | null | undefined;
  return parameters?.contactUris ?? [];
}

const AS_PRINTED: [string, Operate][] = [
  ['phones/get', (client, link) => getPhones(client, link)],
  ['phone/get', (client, link, documented) => getPhone(client, link, { etag: etagIn(documented, 'if-none-match') })],
  ['memberships/get', (client, link) => getMemberships(client, link)],
  ['memberships/post', (client, link, documented) => addMembers(client, link, { contactUris: urisIn(documented) })],
  [
    'group2/get',
    (client, link, documented) => getGroup(client, link, { rel: 'group', etag: etagIn(documented, 'if-none-match') }),
  ],
  ['group2/delete', (client, link) => deleteGroup(client, link)],
];

describe.skipIf(!present).each(['json', 'xml'] as const)(
  `in %s${present ? '' : ' (skipped: no ../shared/ucwa)'}`,
  (medium) => {
    it.each(AS_PRINTED)('%s: one request, as printed', async (file, operate) => {
      const { requests, documented } = await make(file, medium, operate);
      expect(requests).toHaveLength(1);
      expect(differs(requests[0], documented)).toBeNull();
    });

    it('memberships/post: both contacts', () => {
      expect(urisIn(message(`memberships/post.request.${medium}.http`))).toHaveLength(2);
    });

    it('group2/put: what was read, with the new name and its tag; links may come along', async () => {
      const read = message(`group2/get.response.${medium}.http`);
      const etag = etagIn(message(`group2/put.request.${medium}.http`), 'if-match');
      const before = raw(200, read.body.replace('MyPersonalGroup', 'Before'), {
        'content-type': read.contentType ?? '',
        etag: `"${etag}"`,
      });
      const rename: Operate = (client, link) => updateGroup(client, link, { name: 'MyPersonalGroup' });
      const { requests, documented } = await make('group2/put', medium, rename, before);
      expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT']);
      const sent = requests[1] as HttpRequest;
      const plain = (body: string): string => {
        const { _links: _, ...properties } = JSON.parse(body) as Record<string, unknown>;
        return JSON.stringify(properties);
      };
      const body = medium === 'json' ? plain(sent.body ?? '') : sent.body;
      expect(differs({ ...sent, body }, documented)).toBeNull();
    });

    it('every write of a group asks for revision 2', async () => {
      const { requests } = await make('group2/delete', medium, (client, link) => deleteGroup(client, link));
      expect(requests[0]?.headers['x-ms-requiresminresourceversion']).toBe('2');
    });

    it('changeVisibility and changeNumber: as printed, and the parameters that the samples leave out', async () => {
      const includeInContactCard = true;
      const visibility = await make('changeVisibility/post', medium, (client, link) =>
        changeVisibility(client, link, { includeInContactCard }),
      );
      const number = await make('changeNumber/post', medium, (client, link) =>
        changeNumber(client, link, { number: '+14255551234', includeInContactCard }),
      );
      const url = `${visibility.documented.target ?? ''}?includeInContactCard=true`;
      expect(visibility.requests.map((sent) => sent.url)).toEqual([url]);
      expect(number.requests.map((sent) => sent.url)).toEqual([number.documented.target]);
      const wanted = [{ includeInContactCard }, { number: '+14255551234', includeInContactCard }];
      [visibility, number].forEach(({ requests: [sent], documented }, index) => {
        const type = sent?.headers['content-type'];
        expect(type).toBe(`application/${medium}`);
        const written = readerFor(type)?.(sent?.body ?? '') as Record<string, unknown>;
        // XML knows texts only.
        expect(Object.entries(written).map(([name, one]) => [name, String(one)])).toEqual(
          Object.entries(wanted[index] ?? {}).map(([name, one]) => [name, String(one)]),
        );
        const bare = { ...(sent as HttpRequest), url: documented.target ?? '', body: null };
        expect(differs(bare, documented)).toBeNull();
      });
    });
  },
);
