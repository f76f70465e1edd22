/** The documented refusals (PROTOCOL 6). A handler throws one; the pipeline writes it in the client's media type. */

const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  408: 'ClientTimeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'LengthRequired',
  412: 'PreconditionFailed',
  413: 'EntityTooLarge',
  415: 'UnsupportedMediaType',
  428: 'PreconditionRequired',
  429: 'TooManyRequests',
  500: 'ServiceFailure',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Please check what you entered and try again.',
  403: 'You do not have permission to do this.',
  404: 'An error occurred. Please retry. If the problem persists, contact your support team.',
  405: 'This resource does not support that operation.',
  409: 'The request conflicts with the current state. Please wait and try again.',
  410: 'This is no longer available.',
  412: 'The resource has changed since it was read.',
  428: 'The request must name the version that it changes.',
  429: 'Too many requests. Please wait and try again.',
  503: 'The service is unavailable. Please try again later.',
};

export interface RefusalDetails {
  readonly subcode?: string | null;
  readonly message?: string;
  readonly code?: string;
  readonly parameters?: readonly { readonly name: string; readonly reason: string }[];
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The text of X-Ms-diagnostics without its source: number and reason. */
  readonly diagnostics?: { readonly number: number; readonly reason: string };
  /** The body is a proxy's HTML page instead of the server's own error. */
  readonly html?: boolean;
}

export class Refusal extends Error {
  readonly status: number;
  readonly details: RefusalDetails;

  constructor(status: number, details: RefusalDetails = {}) {
    super(details.message ?? MESSAGES[status] ?? 'The request failed.');
    this.status = status;
    this.details = details;
  }

  get code(): string {
    return this.details.code ?? codeFor(this.status);
  }
}

export function codeFor(status: number): string {
  return CODES[status] ?? (status >= 500 ? 'ServiceFailure' : 'BadRequest');
}

export function badParameter(name: string, reason: string): Refusal {
  return new Refusal(400, { subcode: 'ParameterValidationFailure', parameters: [{ name, reason }] });
}

/** 404 as it is told about an application that is gone. */
export function applicationNotFound(): Refusal {
  return new Refusal(404, { subcode: 'ApplicationNotFound' });
}

/** A page like those that a web server or proxy puts before the real one. */
export function htmlPage(status: number, title: string): string {
  return [
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${status} - ${title}</title></head>`,
    `<body><div id="header"><h1>Server Error</h1></div><div id="content"><h2>${status} - ${title}</h2></div></body></html>`,
  ].join('\r\n');
}
