import { useEffect, useState, useSyncExternalStore } from 'react';
import { Onboarding } from './features/onboarding/onboarding.tsx';
import { useSettingsAnswer } from './features/settings/settings.ts';
import { useTheme } from './features/settings/theme.ts';
import { Shell } from './features/shell/shell.tsx';
import { keepRulesInStep } from './features/wording/rule-book.ts';
import { bridge } from './host/studio.ts';
import { changeLanguage, useSay } from './i18n/i18n.ts';

/** Longer than this without an answer is said, ms. */
const PATIENCE_MS = 2500;

/** The first run, or the studio. */
export function App() {
  const settings = useSettingsAnswer().data;
  useTheme(settings?.theme ?? 'system');
  const language = settings?.language;
  const onboarded = settings?.onboarded;
  useEffect(() => {
    // On the first run the system's language stands until she chooses.
    if (language && onboarded) changeLanguage(language);
  }, [language, onboarded]);
  useEffect(keepRulesInStep, []);
  if (!settings) return <Waiting />;
  return settings.onboarded ? <Shell /> : <Onboarding />;
}

function Waiting() {
  const say = useSay();
  const line = useSyncExternalStore(bridge.onLineState, bridge.lineState);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="flex h-full items-center justify-center bg-canvas text-muted" aria-busy="true">
      {long && <p>{say(line === 'open' ? 'waiting.opening' : 'waiting.line')}</p>}
    </main>
  );
}
