import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

/**
 * Runs the sandbox as a process: prints one line of JSON `{api, s3, email, password}` on stdout when ready and runs until
 * SIGTERM or SIGINT, or with --stop-with-parent until the process that started it goes away.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      's3-port': { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.sandbox' },
      demo: { type: 'boolean', default: false },
      email: { type: 'string' },
      password: { type: 'string' },
      'stop-with-parent': { type: 'boolean', default: false },
    },
  });
  const sandbox = await startSandbox({
    dataDir: values.data,
    port: Number(values.port),
    s3Port: Number(values['s3-port']),
    host: values.host,
    demo: values.demo,
    ...(values.email === undefined ? {} : { email: values.email }),
    ...(values.password === undefined ? {} : { password: values.password }),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    sandbox.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (values['stop-with-parent']) {
    if (process.channel) process.on('disconnect', stop);
    else process.stdin.on('end', stop).on('error', stop).resume();
  }
  const { api, s3, email, password } = sandbox;
  console.log(JSON.stringify({ api, s3, email, password }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
