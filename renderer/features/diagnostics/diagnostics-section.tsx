import { Scale, ScrollText, Stethoscope } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { openDialog } from '../shell/shell.store.ts';

/** Ways to find out what is wrong, and whose work is inside. */
export function DiagnosticsSection() {
  const say = useSay();
  return (
    <section aria-label={say('diagnostics.title')} className="flex flex-col gap-3">
      <div>
        <h3 className="font-semibold">{say('diagnostics.title')}</h3>
        <p className="text-muted text-sm">{say('diagnostics.text')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Stethoscope size={14} />} onClick={() => openDialog('doctor')}>
          {say('diagnostics.check')}
        </Button>
        <Button icon={<ScrollText size={14} />} onClick={() => openDialog('logs')}>
          {say('logs.open')}
        </Button>
        <Button icon={<Scale size={14} />} onClick={() => openDialog('licences')}>
          {say('licences.open')}
        </Button>
      </div>
    </section>
  );
}
