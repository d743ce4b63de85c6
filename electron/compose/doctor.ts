import { createRouterClient } from '@orpc/server';
import { isStudioError } from '../../shared/domain/errors.ts';
import { languageOf } from '../../shared/messages/language.ts';
import { createStudio } from '../core/studio.ts';
import { respoken } from '../core/system/doctor.ts';
import { isMessageKey, sentence, sentenceOf } from '../core/system/sentences.ts';
import { nodePorts } from '../web/node-ports.ts';

export interface DoctorOptions {
  readonly dataDir: string;
  readonly server: string | null;
  readonly locale: string;
  readonly say: (line: string) => void;
}

/**
 * Opens the studio without a window, tries everything it depends on, says what it found and closes it again. Answers the exit
 * code: 0 when all is well, 1 when something needs attention, 2 when the studio can't be opened.
 */
export async function runDoctor({ dataDir, server, locale, say }: DoctorOptions): Promise<number> {
  const language = languageOf(locale);
  try {
    const studio = await createStudio(await nodePorts({ dataDir, host: 'web', sandbox: false, server }));
    try {
      const { ok, checks } = await createRouterClient(studio.router).system.doctor();
      for (const check of checks.map((found) => respoken(found, language))) {
        const key = `doctor.${check.name}.name`;
        const name = isMessageKey(key) ? sentence(language, key) : check.name;
        say(`${check.ok ? '✓' : '✕'} ${check.name}: ${name}: ${check.detail}`);
        if (check.fix !== '') say(`  → ${check.fix}`);
      }
      return ok ? 0 : 1;
    } finally {
      await studio.close();
    }
  } catch (error) {
    say(
      isStudioError(error)
        ? sentenceOf(language, 'error', error.code, error.facts)
        : sentence(language, 'error.unexpected', { message: error instanceof Error ? error.message : String(error) }),
    );
    return 2;
  }
}
