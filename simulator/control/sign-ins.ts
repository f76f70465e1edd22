/** Operations on what tickets come from, and on where the user lives. */
import type { World } from '../world.ts';
import { ControlError, type SessionOp, type SignInOp } from './schema.ts';

const OPS: Readonly<Record<SignInOp['op'], true>> = {
  expireTickets: true,
  endSignIns: true,
  changePassword: true,
  moveUser: true,
};

export function isSignInOp(input: SessionOp): input is SignInOp {
  return Object.hasOwn(OPS, input.op);
}

/** Throws a ControlError where the deployment does not allow it. */
export function changeSignIns(world: World, input: SignInOp): void {
  switch (input.op) {
    case 'expireTickets':
      world.tickets.expireAll();
      world.openId.expireTokens();
      if (world.knobs.cutParkedOnExpiry) for (const { channel } of world.applications.living()) channel.cut();
      break;
    case 'endSignIns':
      world.passive.expireAll();
      world.openId.revoke();
      break;
    case 'changePassword':
      world.account.changePassword(input.password);
      break;
    case 'moveUser':
      if (!world.topology.has('poolB'))
        throw new ControlError('there is one pool; start with the deployment "director"');
      world.home.move(input.pool);
      world.applications.endAll();
      break;
  }
}
