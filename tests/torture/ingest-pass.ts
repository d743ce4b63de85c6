import { openIngestStudio } from '../support/studio-builder.ts';

/** One pass in a process of its own: `node ingest-pass.ts DATA FOLDER`. Says when it begins, then its summary as JSON. */
const [dataDir, folder] = process.argv.slice(2);
if (!dataDir || !folder) throw new Error('usage: ingest-pass.ts DATA FOLDER');
const studio = openIngestStudio(dataDir);
console.log('open');
console.log(JSON.stringify(await studio.ingest.ingestOnce([folder])));
await studio.close();
