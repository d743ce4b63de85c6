import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { openDialog } from '../shell/shell.store.ts';
import { useWatermarks } from './watermarks.ts';

/** In the settings: which watermark previews bear, and the way to where they are made. */
export function WatermarkSection() {
  const say = useSay();
  const known = useWatermarks();
  const chosen = known?.presets.find(({ id }) => id === known.chosen)?.name ?? say('watermark.marketplace');
  return (
    <section aria-label={say('watermark.title')} className="flex items-center justify-between gap-4">
      <div>
        <h3 className="font-semibold">{say('watermark.title')}</h3>
        <p className="text-muted text-sm">{say('watermark.section', { name: chosen })}</p>
      </div>
      <Button onClick={() => openDialog('watermark')}>{say('watermark.open')}</Button>
    </section>
  );
}
