import { expect, it } from 'vitest';
import { isWellFormed, mended } from './well-formed.ts';

it.each([
  ['{"a":"one\ntwo"}', '{"a":"one\\r\\ntwo"}', 'a line broken inside a text'],
  ['{"a":{ ... },\n...\n"b":1}', '{"a":{},\n\n"b":1}', 'an elision'],
  ['[{"a":1},{ ... },{"b":2}]', '[{"a":1},{"b":2}]', 'an elision'],
  ['{\n"a":1,\n.\n.\n"b":2}', '{\n"a":1,\n\n\n"b":2}', 'an elision'],
  ['{\nname":1}', '{\n"name":1}', 'a quote left out'],
  ['{"a"{"b":1}}', '{"a":{"b":1}}', 'a colon left out'],
  ['{"a":{}\n"b":1}', '{"a":{},\n"b":1}', 'a comma left out'],
  ['{"a":[1,],}', '{"a":[1]}', 'a comma too many'],
  ['"rel":"me","name":"Ann",', '{"rel":"me","name":"Ann"}', 'the braces left out'],
  ['"self":{"href":"/a"}', '{"_links":{"self":{"href":"/a"}}}', 'the braces left out'],
  ['"me":{"name":"Ann"}', '{"_embedded":{"me":{"name":"Ann"}}}', 'the braces left out'],
])('%j is mended', (body, whole, repairs) => {
  expect(isWellFormed(body) && body.startsWith('{')).toBe(false);
  expect(mended(body)).toEqual({ body: whole, repairs });
});

it.each(['{ accepts: 1 }', 'GET /events', '<resource', '{"a":'])('%j is left as it is', (body) => {
  expect(mended(body)).toBeNull();
});
