/** English words for every error code: what happened, and what the user can do about it. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';

export interface ErrorWords {
  title: string;
  /** What to do; empty where there is nothing to do but know. */
  advice: string;
}

export const errors: Record<ErrorCode, ErrorWords> = {
  'network.offline': {
    title: 'This computer is offline.',
    advice: 'Rollcall goes on by itself as soon as there is a network.',
  },
  'network.timeout': {
    title: 'The server did not answer in time.',
    advice: 'It may be busy, or a firewall drops the connection. Try again in a moment.',
  },
  'network.unreachable': {
    title: 'The server cannot be reached.',
    advice: 'Check the network or the VPN, and the server name if you entered one.',
  },
  'tls.untrusted': {
    title: 'The server’s certificate is not trusted.',
    advice: 'Ask your administrator to install the organisation’s certificate authority on this computer.',
  },
  'discovery.notFound': {
    title: 'No server was found for this address.',
    advice: 'Check the address, or enter the server your administrator gave you.',
  },
  'discovery.loop': {
    title: 'The servers keep sending Rollcall from one to another.',
    advice: 'Enter the server by hand, or show the details below to your administrator.',
  },
  'auth.required': { title: 'Please sign in again.', advice: 'What was remembered is not enough to go on.' },
  'auth.denied': {
    title: 'The address or the password is not right.',
    advice: 'Type the password again. After several wrong attempts the account may be locked for a while.',
  },
  'auth.unsupported': {
    title: 'This server offers no way of signing in that Rollcall can use.',
    advice: 'Show the details below to your administrator.',
  },
  'auth.hostNotTrusted': {
    title: 'The sign-in leads to a server outside your organisation’s domain.',
    advice: 'Go on only if you know that this server belongs to your organisation.',
  },
  'session.replaced': {
    title: 'Rollcall is in use elsewhere with this account.',
    advice: 'Choose “Use it here” to take the connection back.',
  },
  'session.ended': { title: 'The session has ended.', advice: 'Try again, or sign in anew.' },
  'ucwa.badRequest': {
    title: 'The server did not understand the request.',
    advice: 'Check what you entered. If it looks right, show the details to your administrator.',
  },
  'ucwa.forbidden': {
    title: 'The server does not allow this.',
    advice: 'Your organisation decides about it; your administrator can tell you more.',
  },
  'ucwa.limitExceeded': {
    title: 'The server’s limit is reached.',
    advice: 'Remove something first, for example by following fewer people.',
  },
  'ucwa.tooManyGroups': {
    title: 'You have as many groups as the server allows.',
    advice: 'Delete a group that you no longer need, then try again.',
  },
  'ucwa.tooManyApplications': {
    title: 'Too many apps are signed in with this account.',
    advice: 'Sign out on another device, or wait a few minutes.',
  },
  'ucwa.userAgentNotAllowed': {
    title: 'Your organisation does not allow this version of Rollcall.',
    advice: 'Ask your administrator for a version that is allowed.',
  },
  'ucwa.alreadyExists': { title: 'There is one already.', advice: 'Choose another name.' },
  'ucwa.conflict': {
    title: 'Something else changed this at the same time.',
    advice: 'Look at what is there now, then try again.',
  },
  'ucwa.readOnly': {
    title: 'Your contact list cannot be changed now.',
    advice: 'It lives in Exchange or is being moved. You can go on reading it.',
  },
  'ucwa.notEditable': {
    title: 'This cannot be changed here.',
    advice: 'Your organisation or the server sets it; your administrator can tell you more.',
  },
  'ucwa.notFound': { title: 'It is no longer on the server.', advice: 'Somebody may have deleted it meanwhile.' },
  'ucwa.normalizationFailed': {
    title: 'The server cannot make a phone number of this.',
    advice: 'Write it with country code, for example +44 20 7946 0123.',
  },
  'ucwa.preconditionFailed': {
    title: 'It was changed elsewhere meanwhile.',
    advice: 'Look at what is there now, then try again.',
  },
  'ucwa.tooManyRequests': {
    title: 'The server asks for a pause.',
    advice: 'Rollcall waits and goes on by itself.',
  },
  'ucwa.unavailable': {
    title: 'The server is not available at the moment.',
    advice: 'Rollcall tries again by itself.',
  },
  'ucwa.serviceFailure': {
    title: 'The server failed on this request.',
    advice: 'Try again later. If it stays, show the details to your administrator.',
  },
  'ucwa.tooLarge': {
    title: 'The server’s answer is too large.',
    advice: 'It is more than Rollcall takes in at once. Smaller groups help, if you can change them.',
  },
  'ucwa.unexpected': {
    title: 'The server gave an answer Rollcall does not know.',
    advice: 'Try again. If it stays, show the details to your administrator.',
  },
  'edit.notChanged': {
    title: 'The server accepted the change but did not apply it.',
    advice: 'A rule of your organisation may stand against it.',
  },
  'edit.noLongerPossible': {
    title: 'This change is no longer possible.',
    advice: 'What it was about has changed or is gone.',
  },
  'import.tooLarge': {
    title: 'This file is too large.',
    advice: 'Rollcall reads files of up to eight million characters with up to 50,000 people. Split it into several.',
  },
  'import.unreadable': {
    title: 'This file cannot be read as a contact list.',
    advice: 'Choose a file that Rollcall has exported, or a CSV file with a column of addresses.',
  },
  'keychain.unavailable': {
    title: 'The password could not be kept.',
    advice: 'This computer’s keychain is not available, so Rollcall asks for the password at each start.',
  },
  'update.unreachable': { title: 'The update server could not be reached.', advice: 'Rollcall tries again by itself.' },
  'update.refused': {
    title: 'The update was not installed.',
    advice:
      'What was downloaded is not what its publisher announced. If it stays, show the details to your administrator.',
  },
  'settings.reset': {
    title: 'The settings could not be read and are back at their defaults.',
    advice: 'The unreadable file was kept. Sign in again: what you follow and your history are still there.',
  },
  'settings.newer': {
    title: 'A newer version of Rollcall was used here.',
    advice: 'What this version does not know of its data was set aside and is not lost.',
  },
  'data.reset': {
    title: 'Some of what was saved on this computer could not be read.',
    advice: 'Changes not sent yet, or what you follow and your history, may be missing. The unreadable file was kept.',
  },
  'notifications.refused': {
    title: 'Notifications cannot be shown.',
    advice:
      'Allow Rollcall to notify in the system’s settings for notifications. On macOS this also needs an installed, signed Rollcall.',
  },
  'tray.missing': {
    title: 'This desktop shows no tray icons.',
    advice:
      'Rollcall stays in the taskbar. Minimise this window to keep it running; closing it quits Rollcall. On GNOME, the extension AppIndicator brings the icon.',
  },
  'policy.refused': {
    title: 'Your organisation does not allow this.',
    advice: 'A policy stands against it; your administrator can tell you more.',
  },
  'policy.unreadable': {
    title: 'Your organisation’s policies cannot be read.',
    advice: 'Signing in is not possible until they can be. Show the diagnostics to your administrator.',
  },
  busy: { title: 'Rollcall was asked for too much at once.', advice: 'Wait a moment and try again.' },
  validation: { title: 'Something in the entry is not valid.', advice: 'Correct it and try again.' },
  internal: {
    title: 'Something went wrong inside Rollcall.',
    advice: 'Try again. If it stays, restart Rollcall and show the details to your administrator.',
  },
};

/** Where the words of the code would miss the point: by subcode, or by status and subcode. */
export const refusals = {
  '409 LimitExceeded': {
    title: 'Your contact list is full.',
    advice: 'Remove somebody you no longer need from it, then try again.',
  },
  TooManyContacts: {
    title: 'There are more people in it than the server takes or shows at once.',
    advice: 'Work with fewer people or a smaller group.',
  },
  MakeMeAvailableRequired: {
    title: 'Your own status has to be published first.',
    advice: 'Set your status, then try again.',
  },
  AnotherOperationPending: {
    title: 'The server is still busy with an earlier change.',
    advice: 'Wait a moment, then try again.',
  },
  APIVersionNotSupported: {
    title: 'Your server is too old for this.',
    advice: 'Your administrator can tell you whether it will be updated.',
  },
  DestinationNotFound: {
    title: 'The server does not know this person or number.',
    advice: 'Check the address or the number for typing errors.',
  },
  NoDelegatesConfigured: {
    title: 'You have no delegates.',
    advice: 'Add one in Skype for Business, then try again.',
  },
  NoTeamMembersConfigured: {
    title: 'You have no team.',
    advice: 'Add somebody to it in Skype for Business, then try again.',
  },
  AnonymousNotAllowed: {
    title: 'The server allows this only to people who signed in with an account.',
    advice: 'Sign in with your own account.',
  },
  InvalidExchangeServerVersion: {
    title: 'Your mailbox is on an Exchange that the server cannot work with.',
    advice: 'What is shown stays as it is for now. Show the details to your administrator.',
  },
  ExchangeServiceFailure: {
    title: 'Your server cannot reach Exchange at the moment.',
    advice: 'Try again later. If it stays, show the details to your administrator.',
  },
} satisfies Record<string, ErrorWords>;

export const errorDetails = {
  show: 'Details',
  copy: 'Copy details',
  code: 'Code',
  message: 'Message',
  serverMessage: 'Server says',
  status: 'HTTP status',
  subcode: 'Subcode',
  diagnostics: 'Diagnostics',
  host: 'Server',
  frontEnd: 'Front end',
  correlationId: 'Correlation ID',
};
