import { ClipboardCopy } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';

/** Copies what somebody who helps needs to know. Names of photos and folders travel only where she ticks it. */
export function CopyReport() {
  const say = useSay();
  const [names, setNames] = useState(false);
  const [busy, setBusy] = useState(false);
  async function copy(): Promise<void> {
    setBusy(true);
    try {
      const { text } = await studio.diagnostics.report({ names });
      // A clipboard that is refused (an insecure page, a focus that went elsewhere) leaves a file instead.
      const copied = await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      );
      if (!copied) saveFile(text, say('report.fileName'), 'text/plain');
      toast({ tone: 'good', text: say(copied ? 'report.copied' : 'report.saved') });
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="flex w-full items-center justify-between gap-4">
      <Check label={say('report.names')} hint={say('report.names.text')} checked={names} onChange={setNames} />
      <Button variant="primary" icon={<ClipboardCopy size={14} />} disabled={busy} onClick={() => void copy()}>
        {say(busy ? 'report.busy' : 'report.copy')}
      </Button>
    </div>
  );
}
