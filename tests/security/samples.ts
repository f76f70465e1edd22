/** Good input for any command, read from its schema: so a new command is attacked without anybody thinking of it. */
import fc from 'fast-check';
import * as v from 'valibot';

/** What is looked at of valibot's schemas; they are plain objects. */
interface Shape {
  type: string;
  entries?: Record<string, Shape>;
  options?: readonly unknown[];
  wrapped?: Shape;
  item?: Shape;
  literal?: unknown;
}

/** One of these is good wherever the contract wants a text. */
const TEXTS = ['ann@example.org', 'Sales', '+49 170 1234', 'pool.example.org', 'g-1', 'https://pool.example.org/'];

/** Values that the schema takes. Throws for a kind of schema that it does not know: say here how a good value looks. */
export function goodFor(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  return build(schema);
}

function accepted(shape: Shape, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return values.filter((value) => v.is(shape as unknown as v.GenericSchema, value));
}

function build(shape: Shape): fc.Arbitrary<unknown> {
  const { type, entries = {}, options = [], wrapped, item, literal } = shape;
  if (wrapped !== undefined && type === 'nullable') return fc.option(build(wrapped), { nil: null });
  if (wrapped !== undefined && type === 'exact_optional') return build(wrapped);
  if (item !== undefined && type === 'array') return accepted(shape, fc.array(build(item), { maxLength: 4 }));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constant(literal);
    case 'picklist':
      return fc.constantFrom(...options);
    case 'number':
      return accepted(shape, fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant(1_800_000_000_000)));
    case 'string':
      return accepted(shape, fc.constantFrom(...TEXTS));
    case 'variant':
      return fc.oneof(...options.map((one) => build(one as Shape)));
    case 'strict_object': {
      const requiredKeys = Object.keys(entries).filter((key) => entries[key]?.type !== 'exact_optional');
      return fc.record(Object.fromEntries(Object.entries(entries).map(([key, of]) => [key, build(of)])), {
        requiredKeys,
      });
    }
    default:
      throw new Error(`no good value is known for a schema of type ${type}`);
  }
}
