/** What all operations share: their options, reading their answers, links to what is known by its href alone. */
import { appError, fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import type { Answer, Link, Resource, UcwaClient } from '../types.ts';

/** What every operation takes besides its input. */
export interface OperationOptions {
  signal?: AbortSignal;
}

/** Spread into the options of a write that revision 2 brought: the version header (PROTOCOL 5.6). */
export const REVISION_2 = { revision: 2 } as const;

/** What a GET with If-None-Match found (PROTOCOL 5.5). */
export type Conditional<T> = { readonly notModified: true } | { readonly notModified: false; readonly value: T };

/**
 * A link to what the server named by its href alone: the self link of a resource, or the resource an event speaks of.
 * The href stays byte for byte.
 */
export function linkTo(href: string): Link {
  return { href, title: null, revision: 1 };
}

/** The model in an answer. No body, or one that lacks what the model needs: `ucwa.unexpected`. */
export function modelIn<T>(answer: Result<Answer>, read: (resource: Resource) => T | null): Result<T> {
  const model = modelOrNone(answer, read);
  if (!model.ok) return model;
  return model.value === null ? fail(incomplete()) : ok(model.value);
}

/** The model in an answer that may come without body, as that of many a POST does (PROTOCOL 11.1, 12.1). */
export function modelOrNone<T>(answer: Result<Answer>, read: (resource: Resource) => T | null): Result<T | null> {
  if (!answer.ok) return answer;
  const { resource } = answer.value;
  return ok(resource === null ? null : read(resource));
}

/** The model in the answer of a GET with If-None-Match. */
export function modelUnlessSame<T>(
  answer: Result<Answer>,
  read: (resource: Resource) => T | null,
): Result<Conditional<T>> {
  if (answer.ok && answer.value.status === 304) return ok({ notModified: true });
  const model = modelIn(answer, read);
  return model.ok ? ok({ notModified: false, value: model.value }) : model;
}

/** An answer of which only matters that it is good. */
export function doneBy(answer: Result<Answer>): Result<null> {
  return answer.ok ? ok(null) : answer;
}

/** The self link; null for a resource without one, which cannot be worked with (PROTOCOL 5.1). */
export function selfLink(resource: Resource): Link | null {
  return resource.href === null ? null : { href: resource.href, title: null, revision: resource.revision };
}

/**
 * Reads many resources with few requests, results in the order of `links` (PROTOCOL 16). A body that cannot be used is
 * null.
 * @param batch the application's batch link; null reads one by one
 */
export async function modelsOf<T>(
  client: UcwaClient,
  batch: Link | null,
  links: readonly Link[],
  read: (resource: Resource) => T | null,
  options: OperationOptions,
): Promise<Result<T | null>[]> {
  if (links.length === 0) return [];
  const hrefs = links.map(({ href }) => href);
  const answers = await client.getMany(batch?.href ?? null, hrefs, options);
  return answers.map((answer) => modelOrNone(answer, read));
}

/** 409 AlreadyExists: what was asked for is there, by an earlier try or by somebody else (PROTOCOL 6.1). */
export function isAlreadyExists(error: AppError): boolean {
  return error.code === 'ucwa.alreadyExists';
}

/** 404: the resource is not there (any more). */
export function isNotFound(error: AppError): boolean {
  return error.status === 404;
}

/** 403 or 409 LimitExceeded: the server keeps as many as it allows (PROTOCOL 17). */
export function isLimitExceeded(error: AppError): boolean {
  return error.code === 'ucwa.limitExceeded';
}

/** LimitExceeded, or 413: more than fits at once; fewer may (PROTOCOL 17). */
export function isTooMuch(error: AppError): boolean {
  return isLimitExceeded(error) || error.status === 413;
}

function incomplete(): AppError {
  return appError('ucwa.unexpected', 'The server left out what its answer must hold.', { retryable: true });
}
