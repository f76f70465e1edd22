/** phones, phone, changeNumber, changeVisibility (PROTOCOL 9, GAPS A). */
import type { Application } from '../application/application.ts';
import { normaliseNumber } from '../directory/numbers.ts';
import { PHONE_KINDS, type Phone } from '../directory/truth.ts';
import { etagFor } from '../http/conditional.ts';
import { NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import type { Knobs } from '../knobs.ts';

const NUMBER_LENGTH = 80;

/** What may be changed, with the knob that loosens the work phone (GAPS 6). */
function rightsOf(phone: Phone, knobs: Knobs): { readonly number: boolean; readonly visibility: boolean } {
  const loosened = knobs.workVisibilityOnly && phone.kind === 'work';
  return { number: phone.canChangeNumber, visibility: phone.canChangeVisibility || loosened };
}

function phoneResource(application: Application, phone: Phone, knobs: Knobs): Resource {
  const rights = rightsOf(phone, knobs);
  const kind = phone.kind;
  const properties = {
    number: knobs.docsStyle && phone.number !== '' ? ` ${phone.number}` : phone.number,
    type: knobs.docsStyle ? ` ${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : kind,
    includeInContactCard: phone.visible,
  };
  const self = application.href(`/me/phones/${kind}`);
  return {
    rel: 'phone',
    properties,
    links: {
      self: { href: self },
      ...(rights.number ? { changeNumber: { href: `${self}/changeNumber` } } : {}),
      ...(rights.visibility ? { changeVisibility: { href: `${self}/changeVisibility` } } : {}),
    },
    etag: etagFor([properties, rights]),
  };
}

/** Which phones are listed, and in which order (GAPS 11). */
function listed({ world }: Call): Phone[] {
  const { knobs, directory } = world;
  const phones = PHONE_KINDS.flatMap((kind) => directory.phone(kind) ?? []).filter(
    ({ kind }) => kind !== knobs.missingPhone,
  );
  const ordered = knobs.phonesShuffled ? phones.reverse() : phones;
  return knobs.phonesDuplicated ? [...ordered, ...ordered] : ordered;
}

/** 403 for a user without Enterprise Voice (GAPS 13), 404 for a kind that does not exist. */
function requirePhone(call: Call): Phone {
  requireVoice(call);
  const phone = call.world.directory.phone(call.params['kind'] ?? '');
  if (!phone || phone.kind === call.world.knobs.missingPhone) throw new Refusal(404);
  return phone;
}

function requireVoice({ world }: Call): void {
  if (world.knobs.enterpriseVoice !== 'yes') throw new Refusal(403);
}

function readOnly(): Refusal {
  return new Refusal(409, { message: 'This number is read only.' });
}

function changeVisibility(call: Call) {
  const phone = requirePhone(call);
  const { knobs, directory } = call.world;
  const given = call.input();
  if (!rightsOf(phone, knobs).visibility) throw readOnly();
  const name = 'includeInContactCard';
  // The bare query key counts as true for a server that reads absence as false (GAPS 1, 2).
  const bare = given.raw(name) === '' && knobs.absentVisibility === 'false';
  const visible = bare ? true : given.flag(name);
  if (visible === null && knobs.absentVisibility === 'error') throw given.missing(name);
  directory.setPhone(phone.kind, { visible: visible ?? false });
  return NO_CONTENT;
}

function changeNumber(call: Call) {
  const phone = requirePhone(call);
  const { knobs, directory } = call.world;
  const given = call.input();
  if (!rightsOf(phone, knobs).number) throw readOnly();
  const typed = given.text('number', NUMBER_LENGTH) ?? '';
  const visible = given.flag('includeInContactCard');
  const number = typed.trim() === '' ? '' : normaliseNumber(typed);
  if (number === null) throw new Refusal(400, { subcode: 'NormalizationFailed' });
  const hidden = number === '' && knobs.clearVisibilityOnDelete;
  directory.setPhone(phone.kind, { number, visible: hidden ? false : (visible ?? phone.visible) });
  return NO_CONTENT;
}

export const phoneRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/me/phones',
    ok: 200,
    handle: (call) => {
      requireVoice(call);
      const phones = listed(call).map((phone) => phoneResource(call.application, phone, call.world.knobs));
      return ok({
        rel: 'phones',
        properties: {},
        links: { self: { href: call.application.href('/me/phones') } },
        embedded: { phone: phones },
        // The collection's tag follows every phone, so that a 304 never hides a change (GAPS 12).
        etag: etagFor(phones.map(({ etag }) => etag)),
      });
    },
  },
  {
    method: 'GET',
    pattern: '/me/phones/:kind',
    ok: 200,
    handle: (call) => ok(phoneResource(call.application, requirePhone(call), call.world.knobs)),
  },
  { method: 'POST', pattern: '/me/phones/:kind/changeNumber', ok: 204, handle: changeNumber },
  { method: 'POST', pattern: '/me/phones/:kind/changeVisibility', ok: 204, handle: changeVisibility },
];
