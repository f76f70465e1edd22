/** The command line of the suite. Pure. */
import { parseArgs } from 'node:util';

export interface Arguments {
  /** Measurements to run, in their order. */
  readonly names: readonly string[];
  readonly json: boolean;
  /** Write the values into `baseline.json`. */
  readonly save: boolean;
}

/** Reads the arguments; a text is what is wrong with them. `known`: the names of all measurements. */
export function readArguments(args: readonly string[], known: readonly string[]): Arguments | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
      },
    });
    const only = values.only?.flatMap((names) => names.split(','));
    const unknown = only?.find((name) => !known.includes(name));
    if (unknown !== undefined) return `There is no measurement ${unknown}. Measurements: ${known.join(', ')}`;
    return { names: only ? known.filter((name) => only.includes(name)) : known, json: values.json, save: values.save };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
