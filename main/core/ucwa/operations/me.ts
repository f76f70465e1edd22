/** me, makeMeAvailable and reportMyActivity: the signed-in user and being seen as present (PROTOCOL 8.1 to 8.3). */
import type { AppError, Result } from '../../result.ts';
import { link, text, texts } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelIn, selfLink } from './operation.ts';
import type { OperationOptions } from './operation.ts';
import type { PreferredPresence } from './presence.ts';

/** The user. Absent and empty properties are null; all texts are trimmed and otherwise as the server sent them. */
export interface MeModel {
  /** `sip:user@domain`, in whatever case. */
  readonly uri: string | null;
  readonly name: string | null;
  readonly title: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly officeLocation: string | null;
  readonly emailAddresses: readonly string[];
  /** The address of this very application as a device of the user. */
  readonly endpointUri: string | null;
  readonly workPhoneNumber: string | null;
  readonly mobilePhoneNumber: string | null;
  readonly homePhoneNumber: string | null;
  readonly otherPhoneNumber: string | null;
  /** `makeMeAvailable` goes and `presence`, `note`, `location`, `reportMyActivity` come once it has been followed. */
  readonly links: {
    readonly self: Link | null;
    readonly makeMeAvailable: Link | null;
    readonly reportMyActivity: Link | null;
    readonly presence: Link | null;
    readonly note: Link | null;
    readonly location: Link | null;
    readonly photo: Link | null;
    readonly phones: Link | null;
    readonly callForwardingSettings: Link | null;
  };
}

/** The user of whatever the server tells. */
export function readMe(resource: Resource): MeModel {
  return {
    uri: text(resource, 'uri'),
    name: text(resource, 'name'),
    title: text(resource, 'title'),
    department: text(resource, 'department'),
    company: text(resource, 'company'),
    officeLocation: text(resource, 'officeLocation'),
    emailAddresses: texts(resource, 'emailAddresses'),
    endpointUri: text(resource, 'endpointUri'),
    workPhoneNumber: text(resource, 'workPhoneNumber'),
    mobilePhoneNumber: text(resource, 'mobilePhoneNumber'),
    homePhoneNumber: text(resource, 'homePhoneNumber'),
    otherPhoneNumber: text(resource, 'otherPhoneNumber'),
    links: {
      self: selfLink(resource),
      makeMeAvailable: link(resource, 'makeMeAvailable'),
      reportMyActivity: link(resource, 'reportMyActivity'),
      presence: link(resource, 'presence'),
      note: link(resource, 'note'),
      location: link(resource, 'location'),
      photo: link(resource, 'photo'),
      phones: link(resource, 'phones'),
      callForwardingSettings: link(resource, 'callForwardingSettings'),
    },
  };
}

/** GET me, by its self link. 409: the application is being made or ended. */
export async function getMe(client: UcwaClient, me: Link, options: OperationOptions = {}): Promise<Result<MeModel>> {
  return modelIn(await client.get(me.href, { ...options }), readMe);
}

/**
 * What the user can be reached by through this application. Messaging is left out on purpose: the server would send
 * messages to an application that cannot answer them (PROTOCOL 8.2).
 */
export type Modality = 'Audio' | 'Video' | 'PhoneAudio' | 'ApplicationSharing' | 'DataCollaboration' | 'PanoramicVideo';

/** How the user becomes available. What is left out is the server's to choose. */
export interface MakeMeAvailableInput {
  /** Always goes out, because what a server makes of no list is not known (GAPS 71); mostly empty. */
  readonly supportedModalities: readonly Modality[];
  readonly signInAs?: PreferredPresence;
  /** Minutes without activity until the user counts as inactive; 5 unless given. */
  readonly inactiveTimeout?: number;
}

/**
 * POST makeMeAvailable, once in an application's life. Sent as revision 1, which succeeds or fails as a whole. 409
 * AlreadyExists: is available; 403: a modality is not allowed.
 */
export async function makeMeAvailable(
  client: UcwaClient,
  makeAvailable: Link,
  { inactiveTimeout, ...input }: MakeMeAvailableInput,
  options: OperationOptions = {},
): Promise<Result<null>> {
  const timeout = inactiveTimeout === undefined ? {} : { inactiveTimeout: `PT${inactiveTimeout}M` };
  return doneBy(await client.post(makeAvailable.href, { ...input, ...timeout }, { ...options }));
}

/**
 * POST reportMyActivity: somebody is there. Due every 4 minutes at the latest (PROTOCOL 8.3). 409
 * MakeMeAvailableRequired: the application is not available (any more).
 */
export async function reportMyActivity(
  client: UcwaClient,
  report: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(report.href, null, { ...options }));
}

/** 409 MakeMeAvailableRequired: what was asked for is there once makeMeAvailable has been followed. */
export function isMakeMeAvailableRequired(error: AppError): boolean {
  return error.status === 409 && error.subcode === 'MakeMeAvailableRequired';
}
