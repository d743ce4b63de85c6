import { writeSync } from 'node:fs';
import type { StudioPorts } from '../core/ports.ts';
import { toCore } from '../desktop/core-messages.ts';
import { nodePorts } from '../web/node-ports.ts';
import { runDoctor } from './doctor.ts';
import { createHelperImages } from './helper-images.ts';
import { createHelpers } from './helper-processes.ts';
import { hasParent, parentPort } from './parent-port.ts';

interface DoctorProcess extends Required<Pick<StudioPorts, 'dataDir' | 'version' | 'traces'>> {
  readonly server: string | null;
  /** The system's. */
  readonly locale: string;
}

/**
 * This process is the doctor and nothing else. Beneath Electron it tells main what to print, which starts what it needs
 * beside it; started by itself it prints, and ends with 0 when all is well and 1 when something needs attention.
 */
export async function beDoctor({ dataDir, server, ...told }: DoctorProcess): Promise<never> {
  const { locale } = told;
  const ports = async () => ({ ...(await nodePorts({ dataDir, host: 'web', sandbox: false, server })), ...told });
  if (!hasParent()) {
    const ok = await runDoctor({ ports, locale, say: (line) => writeSync(1, `${line}\n`) });
    process.exit(ok ? 0 : 1);
  }
  const main = parentPort();
  const helpers = createHelpers((message) => main.postMessage(message));
  main.on('message', ({ data }) => {
    const message = toCore.parse(data);
    if (message.type === 'close') process.exit(0);
    helpers.receive(message);
  });
  const ok = await runDoctor({
    ports: async () => {
      const here = await ports();
      // Electron that may not run as Node cannot start image processes itself.
      await here.images.close();
      return { ...here, host: 'electron', images: createHelperImages(helpers) };
    },
    locale,
    say: (line) => main.postMessage({ type: 'diagnosis', line }),
  });
  main.postMessage({ type: 'diagnosed', ok });
  // Main ends this process once it has printed what was said.
  return await new Promise<never>(() => {});
}
