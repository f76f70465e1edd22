/** What the control interface takes. The HTTP shell and callers in the same process are judged alike. */
import * as v from 'valibot';
import { PRIVACY_LEVELS } from '../directory/truth.ts';

const text = v.string();
const phoneKind = v.picklist(['work', 'mobile', 'home', 'other']);

export const actSchema = v.variant('op', [
  v.strictObject({ op: v.literal('addGroup'), name: text }),
  v.strictObject({ op: v.literal('renameGroup'), id: text, name: text }),
  v.strictObject({ op: v.literal('deleteGroup'), id: text }),
  v.strictObject({ op: v.literal('addMember'), groupId: text, address: text }),
  v.strictObject({ op: v.literal('removeMember'), groupId: text, address: text }),
  v.strictObject({ op: v.literal('moveMember'), address: text, from: text, to: text }),
  v.strictObject({ op: v.literal('removeFromAll'), address: text }),
  v.strictObject({
    op: v.literal('setPresence'),
    address: text,
    availability: v.optional(text),
    activity: v.optional(v.nullable(text)),
    note: v.optional(text),
    location: v.optional(text),
  }),
  v.strictObject({
    op: v.literal('setPhone'),
    kind: phoneKind,
    number: v.optional(text),
    visible: v.optional(v.boolean()),
    canChangeNumber: v.optional(v.boolean()),
    canChangeVisibility: v.optional(v.boolean()),
  }),
  v.strictObject({ op: v.literal('addPerson'), address: text, name: text }),
  v.strictObject({ op: v.literal('setRelationship'), address: text, level: v.picklist(PRIVACY_LEVELS) }),
]);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));

export const faultSchema = v.strictObject({
  match: v.strictObject({ method: v.optional(text), path: v.optional(text), host: v.optional(text) }),
  times: v.optional(count),
  skip: v.optional(count),
  action: v.variant('type', [
    v.strictObject({
      type: v.literal('status'),
      status,
      code: v.optional(text),
      subcode: v.optional(text),
      diagnostics: v.optional(text),
      headers: v.optional(v.record(text, text)),
      retryAfter: v.optional(count),
      performed: v.optional(v.boolean()),
    }),
    v.strictObject({ type: v.literal('html'), status }),
    v.strictObject({ type: v.literal('delay'), ms: v.pipe(v.number(), v.minValue(0)) }),
    v.strictObject({ type: v.literal('cut'), when: v.picklist(['before', 'after']) }),
    v.strictObject({ type: v.literal('ignore') }),
  ]),
});

export const sessionSchema = v.variant('op', [
  v.strictObject({ op: v.literal('dropApplication'), how: v.optional(v.picklist(['404', '410'])) }),
  v.strictObject({ op: v.literal('moveUser'), pool: v.picklist(['a', 'b']) }),
  v.strictObject({ op: v.literal('changePassword'), password: v.pipe(text, v.nonEmpty()) }),
  ...(
    [
      'expireTickets',
      'endSignIns',
      'expireSubscriptions',
      'warnSubscriptions',
      'loseEvents',
      'repeatEvents',
      'resync',
      'resume',
      'replaceChannel',
      'cutPoll',
    ] as const
  ).map((op) => v.strictObject({ op: v.literal(op) })),
]);

export const clockSchema = v.strictObject({ advanceMs: v.pipe(v.number(), v.minValue(0)) });
export const livelySchema = v.strictObject({ everyMs: v.pipe(v.number(), v.minValue(0)) });

export type Act = v.InferOutput<typeof actSchema>;
export type FaultInput = v.InferOutput<typeof faultSchema>;
/** On what tickets come from. */
export type SignInOp =
  /** To the other pool of a deployment with a Director; applications end with 404. */
  | { readonly op: 'moveUser'; readonly pool: 'a' | 'b' }
  | { readonly op: 'changePassword'; readonly password: string }
  /** Tickets and access tokens; those who are signed in elsewhere get new ones without a word. */
  | { readonly op: 'expireTickets' }
  /** What tickets come from without a password: cookies of sign-in pages, and refresh tokens. */
  | { readonly op: 'endSignIns' };

/** On every living application. */
export type ApplicationOp =
  | { readonly op: 'dropApplication'; readonly how?: '404' | '410' | undefined }
  | {
      readonly op:
        | 'expireSubscriptions'
        | 'warnSubscriptions'
        | 'loseEvents'
        | 'repeatEvents'
        | 'resync'
        | 'resume'
        | 'replaceChannel'
        | 'cutPoll';
    };

export type SessionOp = SignInOp | ApplicationOp;

/** A control request that cannot be done; the message says why. */
export class ControlError extends Error {}

/** Throws a ControlError that names the first thing that does not fit. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new ControlError(path === null ? issue.message : `${path}: ${issue.message}`);
}
