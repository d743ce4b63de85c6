import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatAsOf, formatBytes } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { attemptStorage } from './storage.ts';

const AGES = [30, 90, 365, 0] as const;

/** What is kept of originals that words were written into; asked once more before any goes, since nothing brings it back. */
export function KeptOriginals() {
  const say = useSay();
  const language = useLanguage();
  const [days, setDays] = useState<number>(90);
  const [asking, setAsking] = useState(false);
  const kept = useQuery({
    queryKey: [...keys.storage.all, 'originals', days],
    queryFn: () => studio.storage.originals({ days }),
  }).data;
  if (!kept || kept.files === 0) return null;
  const { files, bytes, unreachable } = kept.older;

  async function remove(): Promise<void> {
    setAsking(false);
    const gone = await attemptStorage(() => studio.storage.removeOriginals({ days, meantIt: true }));
    if (!gone) return;
    const text = say('storage.originals.removed', { count: gone.removed, bytes: formatBytes(gone.bytes, language) });
    toast({ tone: 'plain', text });
  }

  return (
    <div className="flex flex-col gap-2">
      <div>
        <h4>{say('storage.originals')}</h4>
        <p className="text-muted text-sm">
          {say('storage.originals.text', {
            count: kept.files,
            bytes: formatBytes(kept.bytes, language),
            at: kept.oldestAt === null ? '' : formatAsOf(kept.oldestAt, Date.now(), language),
          })}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <Select
          aria-label={say('storage.originals.age')}
          className="w-auto"
          value={String(days)}
          onChange={(event) => {
            setAsking(false);
            setDays(Number(event.target.value));
          }}
        >
          {AGES.map((age) => (
            <option key={age} value={age}>
              {say('storage.originals.days', { count: age })}
            </option>
          ))}
        </Select>
        <Button
          icon={<Trash2 size={14} />}
          disabled={files === 0}
          aria-expanded={asking}
          onClick={() => setAsking(true)}
        >
          {say('storage.originals.remove')}
        </Button>
        <span className="tabular text-muted text-sm">
          {say('storage.originals.older', { count: files, bytes: formatBytes(bytes, language) })}
        </span>
      </div>
      {unreachable > 0 && (
        <p className="text-muted text-sm">{say('storage.originals.unreachable', { count: unreachable })}</p>
      )}
      {asking && files > 0 && (
        <div role="alert" className="flex flex-col gap-2 rounded-md border border-line bg-canvas px-3 py-2">
          <p>{say('storage.originals.ask', { count: files, bytes: formatBytes(bytes, language) })}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{say('action.cancel')}</Button>
            <Button variant="bad" onClick={() => void remove()}>
              {say('storage.originals.go', { count: files })}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
