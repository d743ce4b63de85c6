// The walls of the house (docs/architecture.md). `npm run check` fails when a file reaches through one.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    rule(
      'no-orphans',
      'A file nobody imports is dead (entries and tests aside).',
      {
        orphan: true,
        pathNot: '(\\.test\\.tsx?$|\\.d\\.ts$|\\.config\\.ts$|^tests/|^electron/(main|preload|core-process)\\.ts$)',
      },
      {},
    ),
    rule(
      'shared-is-alone',
      'shared/ is the contract and pure rules: it imports nothing of ours.',
      { path: '^shared/' },
      { path: '^(electron|renderer|sandbox|scripts|tests)/' },
    ),
    rule(
      'shared-imports-zod-only',
      'shared/ stays loadable everywhere: zod and the contract library only.',
      { path: '^shared/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(zod|@orpc/contract)/' },
    ),
    rule(
      'renderer-imports-shared',
      'The page knows the contract, not the studio behind it.',
      { path: '^renderer/' },
      { path: '^(electron|sandbox|scripts)/' },
    ),
    rule(
      'ui-knows-no-feature',
      'Components in ui/ serve every feature.',
      { path: '^renderer/ui/' },
      { path: '^renderer/(features|host)/' },
    ),
    rule(
      'core-imports-shared',
      'The studio knows neither its hosts nor its technology.',
      { path: '^electron/core/', pathNot: '\\.test\\.ts$' },
      { path: '^(electron/(adapters|workers|web|desktop|main|preload|core-process)|renderer|sandbox)' },
    ),
    rule(
      'adapters-implement-ports',
      'Adapters see the ports and the contract, not the studio.',
      { path: '^electron/adapters/', pathNot: '\\.test\\.ts$' },
      { path: '^(electron/core/(?!ports)|electron/(web|desktop|main|preload|core-process)|renderer|sandbox)' },
    ),
    rule(
      'workers-know-pixels-only',
      'Image processes: no database, no network, no host.',
      { path: '^electron/workers/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(electron/(core|web|desktop|main|preload|core-process)|renderer|sandbox)|node_modules/(better-sqlite3|@aws-sdk|fastify|ws)/',
      },
    ),
    rule(
      'sandbox-is-a-stranger',
      "The sandbox is another company's server: it may share pure rules, nothing else.",
      { path: '^sandbox/', pathNot: '\\.test\\.ts$' },
      { path: '^(electron|renderer)/' },
    ),
    rule(
      'electron-in-desktop-only',
      'Only the desktop host imports electron.',
      { path: '^(electron|renderer|shared|sandbox)/', pathNot: '^electron/(desktop/|main\\.ts|preload\\.ts)' },
      { path: 'node_modules/electron/' },
    ),
    rule(
      'main-only-relays',
      'Main holds windows and relays; the studio runs in core-process.',
      { path: '^electron/(main|preload)\\.ts$|^electron/desktop/', pathNot: '\\.test\\.ts$' },
      { path: '^electron/(core|adapters|workers|web)/' },
    ),
    rule(
      'desktop-serves-nothing',
      'The web host stays out of the installed application: its desktop side takes the ports and the data folder from it, no more.',
      { path: '^electron/(core-process\\.ts$|compose/)' },
      { path: '^electron/web/(?!(node-ports|data-folder)\\.ts$)' },
    ),
    rule(
      'sqlite-in-db-only',
      'One driver, one importer.',
      { pathNot: '^(electron/core/db/|tests/)' },
      { path: 'node_modules/better-sqlite3/' },
    ),
    rule(
      'technology-in-adapters-only',
      'sharp, ExifTool, keytar, AWS, PDFKit, Hunspell and chokidar live behind ports.',
      {
        path: '^(electron|renderer|shared|sandbox)/',
        pathNot: '^(electron/adapters/|sandbox/pictures\\.ts$|.*\\.test\\.ts$)',
      },
      {
        path: 'node_modules/(sharp|exiftool-vendored|keytar|@aws-sdk|chokidar|exifr|libheif-js|pdfkit|fontkit|hunspell-wasm)/',
      },
    ),
    rule(
      'not-to-dev',
      'What ships must not need a development dependency.',
      { path: '^(electron|shared|sandbox)/', pathNot: '(\\.test\\.ts$|^electron/(desktop/|main\\.ts|preload\\.ts))' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
