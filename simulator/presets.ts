/** Sets of knobs under one name: what goes with a deployment, and the usual ways in which servers let people sign in. */
import type { Deployment } from './deployment/topology.ts';
import type { Knobs } from './knobs.ts';

export const SIGN_INS = ['standard', 'password', 'windows', 'passive', 'openid', 'everything', 'nothing'] as const;
export type SignIn = (typeof SIGN_INS)[number];

const WINDOWS = 'urn:microsoft.rtc:windows';
const PASSIVE = 'urn:microsoft.rtc:passive';
const MEETING = 'urn:microsoft.rtc:anonmeeting';

export const DEPLOYMENT_KNOBS: Readonly<Record<Deployment, Partial<Knobs>>> = {
  single: {},
  director: { userAnswer: 'redirect' },
  split: {},
  hybrid: {},
};

export const SIGN_IN_KNOBS: Readonly<Record<SignIn, Partial<Knobs>>> = {
  // As the knobs stand: password, and a windows grant that lets everybody in.
  standard: {},
  password: { grants: `${MEETING},password` },
  windows: { grants: `${WINDOWS},${MEETING}`, windowsNegotiate: true, windowsHandshake: 'shape' },
  passive: { grants: `${PASSIVE},${MEETING}` },
  // Only Bearer: no ticket service at all.
  openid: { grants: '', bearer: 'openid' },
  everything: {
    grants: `${WINDOWS},${PASSIVE},${MEETING},password`,
    windowsNegotiate: true,
    windowsHandshake: 'shape',
    bearer: 'openid',
  },
  // Nothing that a person with an account could use.
  nothing: { grants: MEETING, bearer: 'none' },
};
