/**
 * Who may import whom. Each rule says what it keeps; tests/lint/imports.test.ts breaks each of them once.
 * Tests may import anything and are left out as importers.
 */
const TEST = '\\.(test|browser\\.test|session\\.test)\\.ts$|/testing/';
const CONTRACT = '^preload/contract/';
/** Also matches where the package is not installed. */
const npm = (names) => `(^|/)node_modules/(${names})/|^(${names})$`;
const from = (path, ...except) => ({ path, pathNot: [TEST, ...except] });

const rule = (name, comment, importer, to) => ({ name, comment, severity: 'error', from: importer, to });

/** What the adapters may use of the core at run time: interfaces, plain values. Types may come from anywhere in it. */
const CORE_FACE = '^main/core/(ports|core|language|result)\\.ts$|^main/core/store/state\\.ts$';
const ADAPTERS = '^main/(electron|browser|system)/';
const FEATURES = 'people|presence|phones';

module.exports = {
  forbidden: [
    rule('no-cycles', 'Files that need one another are one file.', {}, { circular: true }),
    rule(
      'no-missing',
      'An import must lead somewhere.',
      {},
      { couldNotResolve: true, pathNot: '^(electron|vitest/browser)$' },
    ),

    rule(
      'renderer-reads-only-the-contract',
      'The window knows the contract, its own files and packages of the browser.',
      from('^renderer/', '^renderer/(vite|vitest)\\.config\\.ts$'),
      { path: '^(main|preload|simulator|build|tests)/', pathNot: CONTRACT },
    ),
    rule(
      'renderer-has-no-node',
      'The window runs in a sandbox.',
      from('^renderer/', '^renderer/(vite|vitest)\\.config\\.ts$'),
      { dependencyTypes: ['core'] },
    ),
    rule(
      'schemas-stay-in-main',
      'Input is checked in main; the preload script and the window stay free of the schema library.',
      from('^(renderer/|preload/index\\.ts$)'),
      { path: `^preload/contract/schemas\\.ts$|${npm('valibot')}` },
    ),
    rule('preload-reads-only-the-contract', 'The preload script is tiny.', from('^preload/', CONTRACT), {
      path: '^(main|renderer|simulator|build|tests)/',
    }),
    rule('contract-imports-nothing-of-ours', 'The contract is the border; both sides read it.', from(CONTRACT), {
      path: '^(main|preload|renderer|simulator|build|tests)/',
      pathNot: CONTRACT,
    }),

    rule('core-imports-only-core', 'What thinks knows neither its hosts nor the border.', from('^main/core/'), {
      path: '^(main|preload|renderer|simulator|build|tests)/',
      pathNot: '^main/core/',
    }),
    rule(
      'core-has-no-node',
      'The core reaches the outside through its ports only; read.ts is a program of its own that reads for a shell.',
      from('^main/core/', '^main/core/ucwa/read\\.ts$'),
      { dependencyTypes: ['core'] },
    ),
    rule('core-has-no-adapter-packages', 'Packages that reach the outside stand behind a port.', from('^main/core/'), {
      path: npm('electron|electron-store|electron-log|conf|keytar|ws|undici'),
    }),
    rule('ucwa-knows-no-feature', 'The wire layer serves all features.', from('^main/core/ucwa/'), {
      path: `^main/core/(${FEATURES}|session|edits|notify|settings)/`,
    }),
    rule('features-stand-alone', 'Features meet in store and app.', from(`^main/core/(${FEATURES})/`), {
      path: `^main/core/(${FEATURES})/`,
      pathNot: '^main/core/$1/',
    }),

    rule('ipc-joins-contract-and-core', 'ipc knows no host.', from('^main/ipc/'), {
      path: '^(main|preload|renderer|simulator|build|tests)/',
      pathNot: ['^main/(ipc|core)/', CONTRACT],
    }),
    rule('adapters-are-thin', 'Adapters implement ports; they take no decision of the core.', from(ADAPTERS), {
      path: '^main/core/',
      pathNot: CORE_FACE,
      dependencyTypesNot: ['type-only'],
    }),
    rule('adapters-know-no-other-host', 'A host uses its own adapters, those of the system, and ipc.', from(ADAPTERS), {
      path: '^(main|preload|renderer|simulator|build|tests)/',
      pathNot: ['^main/$1/', '^main/(core|ipc|system)/', CONTRACT],
    }),
    rule(
      'entries-are-imported-by-nobody',
      'Entry points compose, nothing builds on them.',
      from('^(main|preload|renderer)/'),
      {
        path: '^main/(index|browser-host)\\.ts$|^preload/index\\.ts$',
      },
    ),
    rule('main-has-no-tests-inside', 'The app runs without simulator, tests and build scripts.', from('^main/'), {
      path: '^(renderer|simulator|build|tests)/',
    }),
    rule(
      'electron-only-in-its-host',
      'Everything else must run without Electron.',
      from('', '^main/(electron/|index\\.ts$)', '^preload/index\\.ts$', '^tests/'),
      { path: npm('electron') },
    ),

    rule('simulator-shares-nothing', 'A mistake shared with the app would hide.', from('^simulator/'), {
      path: '^(main|preload|renderer|build|tests)/',
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.d.ts', '.svelte', '.json'],
    },
  },
};
