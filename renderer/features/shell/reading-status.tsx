import { Pause, Play, X } from 'lucide-react';
import type { IngestProgress } from '../../../shared/contract/library.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { formatDuration, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useIngest } from '../library/queries.ts';
import { sayProblem } from './attempt.ts';

/** What is being read of her folders: how much, how fast, how long; paused, resumed and given up here. */
export function ReadingStatus() {
  const say = useSay();
  const words = useReadingWords();
  const reading = useIngest().data;
  if (!reading || reading.state === 'idle') return null;
  const paused = reading.state === 'paused';

  async function ask(call: () => Promise<IngestProgress>, then?: () => void): Promise<void> {
    try {
      queryClient.setQueryData(keys.ingest, await call());
      then?.();
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <span className="tabular flex min-w-0 items-center gap-2">
      <span className="w-24 shrink-0">
        <ProgressBar
          label={say('ingest.name')}
          tone={paused ? 'muted' : 'accent'}
          value={reading.found > 0 && reading.state !== 'scanning' ? reading.share : null}
        />
      </span>
      <span className="truncate">{words(reading)}</span>
      <IconButton
        small
        label={say(paused ? 'ingest.resume' : 'ingest.pause')}
        onClick={() => void ask(() => (paused ? studio.folders.resume() : studio.folders.pause()))}
      >
        {paused ? <Play size={13} /> : <Pause size={13} />}
      </IconButton>
      <IconButton
        small
        label={say('ingest.cancel')}
        onClick={() =>
          void ask(
            () => studio.reading.cancel(),
            () => toast({ tone: 'plain', text: say('ingest.cancelled') }),
          )
        }
      >
        <X size={13} />
      </IconButton>
    </span>
  );
}

function useReadingWords(): (reading: IngestProgress) => string {
  const say = useSay();
  const language = useLanguage();
  return ({ state, found, waiting, toLookAt, unsettled, ratePerSecond, secondsLeft }) => {
    if (state === 'paused') return say('ingest.paused', { waiting });
    const what =
      state === 'scanning' && waiting === 0
        ? say('ingest.scanning', { found })
        : say(toLookAt > unsettled ? 'ingest.reading' : 'ingest.picturing', { waiting: waiting - unsettled });
    return [
      waiting > unsettled || waiting === 0 ? what : null,
      unsettled > 0 ? say('ingest.unsettled', { count: unsettled }) : null,
      ratePerSecond > 0 && waiting > unsettled
        ? `${formatNumber(ratePerSecond, language, ratePerSecond < 10 ? 1 : 0)}/s`
        : null,
      secondsLeft !== null && waiting > unsettled ? formatDuration(secondsLeft) : null,
    ]
      .filter(Boolean)
      .join(' · ');
  };
}
