import { z } from 'zod';
import { startSandbox } from '../../sandbox/sandbox.ts';

// The marketplace and its storage in a process of their own, with the key that a peer of ours needs. Ends with its parent.
const { dataDir } = z.object({ dataDir: z.string() }).parse(JSON.parse(process.argv[2] ?? '{}'));
const { api, s3, email, password, root, stop } = await startSandbox({ dataDir });
process.stdout.write(`${JSON.stringify({ api, s3, email, password, root })}\n`);
process.stdin.resume().on('end', () => void stop().then(() => process.exit(0)));
