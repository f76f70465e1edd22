/** applications and application: the session on the server that everything else hangs on (PROTOCOL 4). */
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { embedded, link, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, selfLink } from './operation.ts';
import type { Conditional, OperationOptions } from './operation.ts';

/** An application. Every href in it dies with it. */
export interface ApplicationModel {
  readonly id: string | null;
  readonly culture: string | null;
  readonly userAgent: string | null;
  readonly endpointId: string | null;
  readonly type: string | null;
  readonly etag: string | null;
  readonly links: {
    readonly self: Link;
    readonly events: Link;
    readonly batch: Link | null;
    readonly policies: Link | null;
    readonly reportMyNetwork: Link | null;
  };
  /** For `readMe` and `readPeople`; null where they did not come along. */
  readonly embedded: { readonly me: Resource | null; readonly people: Resource | null };
}

/** An application, or null without self link or event channel. */
export function readApplication(resource: Resource): ApplicationModel | null {
  const self = selfLink(resource);
  const events = link(resource, 'events');
  if (self === null || events === null) return null;
  return {
    id: text(resource, 'id'),
    culture: text(resource, 'culture'),
    userAgent: text(resource, 'userAgent'),
    endpointId: text(resource, 'endpointId'),
    type: text(resource, 'type'),
    etag: resource.etag,
    links: {
      self,
      events,
      batch: link(resource, 'batch'),
      policies: link(resource, 'policies'),
      reportMyNetwork: link(resource, 'reportMyNetwork'),
    },
    embedded: { me: embedded(resource, 'me')[0] ?? null, people: embedded(resource, 'people')[0] ?? null },
  };
}

/** Who the application says it is; each up to 100 characters. */
export interface StartApplicationInput {
  /** Name and version of the program; an administrator may forbid some. */
  readonly userAgent: string;
  /** One for each installation and user. */
  readonly endpointId: string;
  /** The language of messages in errors, such as `en-US`. */
  readonly culture: string;
}

/** An application that was started. */
export interface StartedApplication {
  /** Null: the server made one that lacks what it cannot be worked without. */
  readonly application: ApplicationModel | null;
  /** 200: it lived already, and its subscriptions may still be held (PROTOCOL 4.1). */
  readonly reused: boolean;
}

/**
 * POST applications: makes an application, or gets the living one of the same identity back. 403: this user may not; 410
 * TooManyApplications, 410 UserAgentNotAllowed.
 */
export async function startApplication(
  client: UcwaClient,
  applications: Link,
  { userAgent, endpointId, culture }: StartApplicationInput,
  options: OperationOptions = {},
): Promise<Result<StartedApplication>> {
  const answer = await client.post(applications.href, { userAgent, endpointId, culture }, { ...options });
  if (!answer.ok) return answer;
  const { status, resource } = answer.value;
  return ok({ application: resource && readApplication(resource), reused: status === 200 });
}

/**
 * GET application, by its self link: whether it lives, and how. The value is null where it lives and its answer cannot
 * be used. 404 ApplicationNotFound, 410: it is gone (PROTOCOL 4.5).
 * @param etag of what is known already; then the answer may be `notModified`
 */
export async function getApplication(
  client: UcwaClient,
  application: Link,
  { etag = null }: { readonly etag?: string | null } = {},
  options: OperationOptions = {},
): Promise<Result<Conditional<ApplicationModel | null>>> {
  const condition = etag === null ? {} : { ifNoneMatch: etag };
  const answer = await client.get(application.href, { ...condition, ...options });
  if (!answer.ok) return answer;
  const { status, resource } = answer.value;
  if (status === 304) return ok({ notModified: true });
  return ok({ notModified: false, value: resource && readApplication(resource) });
}

/** DELETE application: to be sent at exit, for there may be only some at a time. 404: it was gone. */
export async function endApplication(
  client: UcwaClient,
  application: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.delete(application.href, { ...options }));
}
