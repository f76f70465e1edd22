/** phones, phone, changeNumber and changeVisibility: the user's numbers and who sees them (pages phones, phone; PROTOCOL 9). */
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { embedded, flag, link, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelOrNone, modelUnlessSame, selfLink } from './operation.ts';
import type { Conditional, OperationOptions } from './operation.ts';

/** One of the user's numbers. */
export interface PhoneModel {
  /** work, mobile, home, other, or what later servers say; without blanks and in lower case (PROTOCOL 18, no. 1). */
  readonly type: string;
  /** As the server has it, without blanks at its ends: mostly `tel:+...`, sometimes as typed. Null: none is set. */
  readonly number: string | null;
  /** Whether colleagues see it; null: the server does not say. */
  readonly includeInContactCard: boolean | null;
  readonly etag: string | null;
  /** Each of the two changes is there only where it is allowed; a number of the directory has neither. */
  readonly links: {
    readonly self: Link | null;
    readonly changeNumber: Link | null;
    readonly changeVisibility: Link | null;
  };
}

/** A phone, or null when it does not tell which one it is. */
export function readPhone(resource: Resource): PhoneModel | null {
  const type = text(resource, 'type');
  if (type === null) return null;
  return {
    type: type.toLowerCase(),
    number: text(resource, 'number'),
    includeInContactCard: flag(resource, 'includeInContactCard'),
    etag: resource.etag,
    links: {
      self: selfLink(resource),
      changeNumber: link(resource, 'changeNumber'),
      changeVisibility: link(resource, 'changeVisibility'),
    },
  };
}

/** The phones of a phones resource, in the server's order; what cannot be read is left out. */
export function readPhones(resource: Resource): readonly PhoneModel[] {
  return embedded(resource, 'phone').flatMap((phone) => readPhone(phone) ?? []);
}

/** GET phones, by that link of me. No body reads as none. 403: the user is not enabled for Enterprise Voice. */
export async function getPhones(
  client: UcwaClient,
  phones: Link,
  options: OperationOptions = {},
): Promise<Result<readonly PhoneModel[]>> {
  const read = modelOrNone(await client.get(phones.href, { ...options }), readPhones);
  return read.ok ? ok(read.value ?? []) : read;
}

/**
 * GET phone, by its self link. 403: the user is not enabled for Enterprise Voice.
 * @param etag of what is known already; then the answer may be `notModified`
 */
export async function getPhone(
  client: UcwaClient,
  phone: Link,
  { etag = null }: { readonly etag?: string | null } = {},
  options: OperationOptions = {},
): Promise<Result<Conditional<PhoneModel>>> {
  const condition = etag === null ? {} : { ifNoneMatch: etag };
  return modelUnlessSame(await client.get(phone.href, { ...condition, ...options }), readPhone);
}

/**
 * POST changeVisibility. The value goes out in query and body, because which of them a server reads is not written
 * anywhere (GAPS 1 to 4); read the phone again to see what came of it. 403: not enabled for Enterprise Voice; 409: the
 * number is the directory's.
 */
export async function changeVisibility(
  client: UcwaClient,
  change: Link,
  { includeInContactCard }: { readonly includeInContactCard: boolean },
  options: OperationOptions = {},
): Promise<Result<null>> {
  const parameters = { includeInContactCard };
  return doneBy(await client.post(change.href, parameters, { query: parameters, ...options }));
}

/** What a number becomes. */
export interface ChangeNumberInput {
  /** Up to 80 characters; the server brings it into its own form. Null or empty: the number is deleted. */
  readonly number: string | null;
  /** Goes along always: a server is free to reset what is not named (GAPS 8). */
  readonly includeInContactCard: boolean;
}

/**
 * POST changeNumber. Never for the visibility alone: without a number the server deletes it (PROTOCOL 9.4). 400
 * NormalizationFailed: no number; 403: not enabled for Enterprise Voice; 409: the number is the directory's.
 */
export async function changeNumber(
  client: UcwaClient,
  change: Link,
  { number, includeInContactCard }: ChangeNumberInput,
  options: OperationOptions = {},
): Promise<Result<null>> {
  const named = number === null || number === '' ? {} : { number };
  return doneBy(await client.post(change.href, { ...named, includeInContactCard }, { ...options }));
}
