import { createRouterClient } from '@orpc/server';
import type { Check } from '../../shared/contract/system.contract.ts';
import { isStudioError } from '../../shared/domain/errors.ts';
import { languageOf } from '../../shared/messages/language.ts';
import type { StudioPorts } from '../core/ports.ts';
import { createStudio } from '../core/studio.ts';
import { diagnoseBeside } from '../core/system/diagnose-beside.ts';
import { isMessageKey, sentence, sentenceOf } from '../core/system/sentences.ts';

export interface DoctorOptions {
  readonly ports: () => Promise<StudioPorts>;
  /** The system's language, for what goes wrong before hers is known. */
  readonly locale: string;
  readonly say: (line: string) => void;
}

/**
 * Opens the studio without a window (or looks at it from beside, where it is open already), tries everything it depends on,
 * says in her language what it found and closes it again. Answers whether all is well.
 */
export async function runDoctor({ ports, locale, say }: DoctorOptions): Promise<boolean> {
  const language = languageOf(locale);
  try {
    const { ok, checks, spoken } = await diagnosis(await ports());
    for (const check of checks) {
      const key = `doctor.${check.name}.name`;
      const name = isMessageKey(key) ? sentence(spoken, key) : check.name;
      say(`${check.ok ? '✓' : '✕'} ${check.name}: ${name}: ${check.detail}`);
      if (check.fix !== '') say(`  → ${check.fix}`);
    }
    return ok;
  } catch (error) {
    say(
      isStudioError(error)
        ? sentenceOf(language, 'error', error.code, error.facts)
        : sentence(language, 'error.unexpected', { message: error instanceof Error ? error.message : String(error) }),
    );
    return false;
  }
}

async function diagnosis(ports: StudioPorts): Promise<{ ok: boolean; checks: Check[]; spoken: 'fr' | 'en' }> {
  const studio = await createStudio(ports).catch((error: unknown) => {
    if (isStudioError(error, 'catalogue-in-use')) return null;
    throw error;
  });
  if (studio === null) return await diagnoseBeside(ports);
  try {
    const found = await createRouterClient(studio.router).system.doctor();
    return { ...found, spoken: studio.settings.get().language };
  } finally {
    await studio.close();
  }
}
