import { FileText } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { openSection } from '../shell/shell.store.ts';

/** Not built yet, and it says so. */
export function Statements() {
  const say = useSay();
  return (
    <main className="h-full bg-canvas">
      <EmptyState
        icon={<FileText size={28} strokeWidth={1.5} />}
        title={say('statements.notYet')}
        text={say('statements.text')}
        action={<Button onClick={() => openSection('sales')}>{say('statements.toSales')}</Button>}
      />
    </main>
  );
}
