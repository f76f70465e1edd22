/** The command line: `node simulator/main.ts --help`. */
import { createSimulator, type Simulator } from './index.ts';
import { HELP, readArguments } from './arguments.ts';

const read = readArguments(process.argv.slice(2));
if (read.kind === 'help') {
  console.log(HELP);
} else if (read.kind === 'error') {
  console.error(`${read.message}\nTry --help.`);
  process.exitCode = 2;
} else {
  await run(read.options);
}

async function run(options: Parameters<typeof createSimulator>[0]): Promise<void> {
  let simulator: Simulator;
  try {
    simulator = await createSimulator(options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The simulator did not start.');
    process.exitCode = error instanceof RangeError ? 2 : 1;
    return;
  }
  announce(simulator);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void simulator.close().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function announce(simulator: Simulator): void {
  const { port, plainPort, controlUrl, caFile, domain, address, password, hosts, names } = simulator;
  const { discoveryInternal, discovery, pool } = hosts;
  const resolve = Object.values(hosts).map((name) => `--resolve ${name}:443:127.0.0.1:${port}`);
  const facts = { port, plainPort, control: controlUrl, ca: caFile, domain, address, password, hosts, names };
  console.log(
    [
      `Discovery    https://${discoveryInternal}:${port} and https://${discovery}:${port}`,
      `Pool         https://${pool}:${port}`,
      `Both         https://localhost:${port}`,
      `Plain http   port ${plainPort}`,
      `Authority    ${caFile}`,
      `Control      ${controlUrl ?? 'none'}`,
      `User         ${address}`,
      `Password     ${password}`,
      'Try          npm run browser -- \\',
      `               --server https://${discovery} --user ${address} --ca ${caFile} \\`,
      `               ${resolve.join(' \\\n               ')}`,
      `SIMULATOR ${JSON.stringify(facts)}`,
    ].join('\n'),
  );
}
