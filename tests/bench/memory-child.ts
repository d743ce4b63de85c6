import { openIngestStudio } from '../support/studio-builder.ts';

/** A studio for memory.bench.ts to measure from outside: reads a folder to the end, or has nothing to do for a while. */
const IDLE_MS = 3000;
const [dataDir, photos] = process.argv.slice(2);
if (!dataDir) throw new Error('memory-child <data folder> [photos]');
const studio = openIngestStudio(dataDir);
if (photos) await studio.ingest.ingestOnce([photos]);
else await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
await studio.close();
process.exit(0);
