import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** Packages with native parts, wasm or a process of their own: they stay in node_modules and are loaded at run time. */
const RUN_TIME_PACKAGES = [
  'better-sqlite3',
  'sharp',
  'keytar',
  'exiftool-vendored',
  'libheif-js',
  'hunspell-wasm',
  'electron',
];

const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * One build for everything: `vite build --app` fills dist/page, dist/node and dist/preload. With `--mode desktop` it builds
 * what goes into the installed application, into release/app/dist: the web host and the command line stay out.
 */
export default defineConfig(({ mode }) => {
  const desktop = mode === 'desktop';
  const dist = resolve(desktop ? 'release/app/dist' : 'dist');
  return configuration(desktop, dist);
});

const configuration = (desktop: boolean, dist: string): UserConfig => ({
  plugins: [react(), tailwindcss()],
  root: 'renderer',
  publicDir: false,
  base: './',
  builder: {
    buildApp: async (builder) => {
      await Promise.all(Object.values(builder.environments).map((environment) => builder.build(environment)));
    },
  },
  environments: {
    client: {
      // Nothing inlined as data: addresses, which the page's content security policy refuses.
      build: { outDir: join(dist, 'page'), emptyOutDir: true, chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
    },
    // Electron main, the core's process, image processes, the web host with the command line, the sandbox.
    node: {
      consumer: 'server',
      resolve: { noExternal: true, external: RUN_TIME_PACKAGES, conditions: ['node', 'import', 'module', 'default'] },
      build: {
        outDir: join(dist, 'node'),
        emptyOutDir: true,
        ssr: true,
        target: 'node24',
        minify: false,
        sourcemap: !desktop,
        rolldownOptions: {
          input: {
            main: resolve('electron/main.ts'),
            'core-process': resolve('electron/core-process.ts'),
            'image-process': resolve('electron/workers/image-process.ts'),
            'listing-worker': resolve('electron/core/library/ingest/listing-worker.ts'),
            'catalogue-worker': resolve('electron/core/db/catalogue-worker.ts'),
            'spelling-worker': resolve('electron/adapters/spelling/spelling-worker.ts'),
            ...(!desktop && {
              studio: resolve('electron/web/studio.ts'),
              'vault-agent': resolve('electron/adapters/vault/agent-process.ts'),
            }),
            sandbox: resolve('sandbox/main.ts'),
          },
          external: [...nodeBuiltins, ...RUN_TIME_PACKAGES],
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: 'chunks/[name]-[hash].js',
            // Half the weight of an installed application's code; names stay, since its log and crash reports are read.
            minify: desktop && { compress: true, mangle: false, codegen: { removeWhitespace: true } },
          },
        },
      },
    },
    // A sandboxed preload must be one CommonJS file.
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: join(dist, 'preload'),
        emptyOutDir: true,
        ssr: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: { preload: resolve('electron/preload.ts') },
          external: [...nodeBuiltins, 'electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
});
