/** `node main/core/ucwa/read.ts KIND < file`: reads what a server sent and prints it as JSON. For people and scripts. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { readCommand } from './read-command.ts';

const outcome = readCommand(process.argv.slice(2), process.argv.length > 2 ? readFileSync(0) : new Uint8Array());
(outcome.exit === 2 ? process.stderr : process.stdout).write(`${outcome.output}\n`);
process.exitCode = outcome.exit;
