/** How what the truth does not allow is told (PROTOCOL 11, 12.1). */
import type { Refused } from '../directory/directory.ts';
import { Refusal } from '../http/refusal.ts';

export function refusalFor(why: Refused): Refusal {
  switch (why) {
    case 'exists':
      return new Refusal(409, { subcode: 'AlreadyExists' });
    case 'tooMany':
      return new Refusal(409, { subcode: 'TooManyGroups' });
    case 'limit':
      return new Refusal(409, { subcode: 'LimitExceeded' });
    case 'delegateLimit':
      return new Refusal(403, { subcode: 'LimitExceeded' });
    case 'notAllowed':
      return new Refusal(403);
    case 'unknown':
    case 'notMember':
      return new Refusal(404);
  }
}
