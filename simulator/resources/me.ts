/** me, makeMeAvailable, reportMyActivity, presence, note, location (PROTOCOL 8). */
import type { Application } from '../application/application.ts';
import { photoHref } from '../application/hrefs.ts';
import { tellAvailable } from '../application/tell.ts';
import { revisionOf } from '../http/message.ts';
import { NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import type { PhoneKind } from '../directory/truth.ts';
import type { World } from '../world.ts';

const PREFERRED = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offwork'];
const MODALITIES = [
  'Audio',
  'Video',
  'PhoneAudio',
  'ApplicationSharing',
  'Messaging',
  'DataCollaboration',
  'PanoramicVideo',
];
const FORMATS = ['Plain', 'Html'];
const AUDIO_PREFERENCES = ['PhoneAudio', 'VoipAudio'];
const LOCATION_LENGTH = 60;
const NUMBER_LENGTH = 80;

export function meResource(application: Application, world: World): Resource {
  const { me } = world.directory;
  const number = (kind: PhoneKind) => world.directory.phone(kind)?.number || null;
  const at = (below: string) => ({ href: application.href(`/me${below}`) });
  const available = application.available !== null;
  return {
    rel: 'me',
    properties: {
      name: me.name,
      uri: `sip:${me.address}`,
      endpointUri: `sip:${me.address};opaque=user:epid:${application.id};gruu`,
      emailAddresses: [me.address],
      title: me.title,
      department: me.department,
      company: me.company,
      officeLocation: me.office,
      workPhoneNumber: number('work'),
      mobilePhoneNumber: number('mobile'),
      homePhoneNumber: number('home'),
      otherPhoneNumber: number('other'),
    },
    links: {
      self: at(''),
      ...(available
        ? {
            note: at('/note'),
            presence: at('/presence'),
            location: at('/location'),
            reportMyActivity: at('/reportMyActivity'),
          }
        : { makeMeAvailable: { ...at('/makeMeAvailable'), revision: '2' } }),
      ...(world.knobs.enterpriseVoice === 'nolink'
        ? {}
        : { callForwardingSettings: at('/callForwardingSettings'), phones: at('/phones') }),
      photo: { href: photoHref(application, me.address) },
    },
  };
}

function makeMeAvailable({ application, world, request, input }: Call) {
  const given = input();
  const signInAs = given.text('signInAs');
  if (signInAs !== null && !PREFERRED.includes(signInAs))
    throw given.refuse('signInAs', 'is not an availability to set');
  const modalities = given.list('supportedModalities') ?? [];
  if (modalities.some((name) => !MODALITIES.includes(name))) throw given.refuse('supportedModalities', 'is unknown');
  const formats = given.list('supportedMessageFormats') ?? [];
  if (formats.some((name) => !FORMATS.includes(name))) throw given.refuse('supportedMessageFormats', 'is unknown');
  for (const name of ['inactiveTimeout', 'voipFallbackToPhoneAudioTimeOut']) {
    const span = given.text(name);
    if (span !== null && !isTimeSpan(span)) throw given.refuse(name, 'is no time span');
  }
  given.text('phoneNumber', NUMBER_LENGTH);
  const audio = given.text('audioPreference');
  if (audio !== null && !AUDIO_PREFERENCES.includes(audio)) throw given.refuse('audioPreference', 'is unknown');
  if (application.available) throw new Refusal(409, { subcode: 'AlreadyExists' });
  if (modalities.includes('Messaging')) {
    world.strictness.warn('messagingModality', 'messages will be sent to this client too');
  }
  // Set first: this application is about to hear that the presence was added, not that it changed.
  if (signInAs !== null) world.directory.setOwn(ownPresence(signInAs));
  application.makeAvailable(modalities);
  tellAvailable(application);
  // Revision 2 succeeds partially and says so in a body.
  return revisionOf(request) >= 2 ? ({ status: 201, document: { kind: 'operations' } } as const) : NO_CONTENT;
}

/** `PT5M`, `00:05:00` or whole minutes (GAPS 72). */
function isTimeSpan(text: string): boolean {
  return /^PT(?=\d)(\d+H)?(\d+M)?(\d+S)?$/.test(text) || /^\d{1,2}:\d{2}:\d{2}$/.test(text) || /^\d+$/.test(text);
}

/** Offwork may be set but is not shown as an availability (PROTOCOL 8.4). */
function ownPresence(preferred: string): { availability: string; activity: string | null } {
  return preferred === 'Offwork'
    ? { availability: 'Away', activity: 'off-work' }
    : { availability: preferred, activity: null };
}

function requireAvailable({ application }: Call): void {
  if (!application.available) throw new Refusal(409, { subcode: 'MakeMeAvailableRequired' });
}

/** A small resource below `me`: readable and settable once the user is available. */
function ownResource(
  rel: 'presence' | 'note' | 'location',
  read: (call: Call) => Resource['properties'],
  set: (call: Call) => void,
) {
  const get: Route = {
    method: 'GET',
    pattern: `/me/${rel}`,
    ok: 200,
    handle: (call) => {
      requireAvailable(call);
      return ok({ rel, properties: read(call), links: { self: { href: call.application.href(`/me/${rel}`) } } });
    },
  };
  const post: Route = {
    method: 'POST',
    pattern: `/me/${rel}`,
    ok: 204,
    handle: (call) => {
      requireAvailable(call);
      set(call);
      return NO_CONTENT;
    },
  };
  return [get, post];
}

export const meRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/me', ok: 200, handle: ({ application, world }) => ok(meResource(application, world)) },
  { method: 'POST', pattern: '/me/makeMeAvailable', ok: 204, handle: makeMeAvailable },
  {
    method: 'POST',
    pattern: '/me/reportMyActivity',
    ok: 204,
    handle: (call) => {
      requireAvailable(call);
      call.application.reportActivity();
      return NO_CONTENT;
    },
  },
  ...ownResource(
    'presence',
    ({ world }) => ({ availability: world.directory.me.availability, activity: world.directory.me.activity }),
    ({ world, input }) => {
      const given = input();
      // An empty body resets to what the endpoints themselves say.
      const availability = given.text('availability') ?? 'Online';
      if (!PREFERRED.includes(availability)) throw given.refuse('availability', 'is not an availability to set');
      world.directory.setOwn(ownPresence(availability));
    },
  ),
  ...ownResource(
    'note',
    ({ world }) => ({ message: world.directory.me.note, type: 'Personal' }),
    ({ world, input }) => world.directory.setOwn({ note: input().text('message')?.trim() ?? '' }),
  ),
  ...ownResource(
    'location',
    ({ world }) => ({ location: world.directory.me.location || null }),
    ({ world, input }) => world.directory.setOwn({ location: input().text('location', LOCATION_LENGTH) ?? '' }),
  ),
];
