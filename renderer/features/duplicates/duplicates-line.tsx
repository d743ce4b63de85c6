import { Copy } from 'lucide-react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { openSection } from '../shell/shell.store.ts';
import { useDuplicatesState } from './queries.ts';

/** The way to the screen, with the number of groups that wait for a choice. */
export function DuplicatesLine() {
  const say = useSay();
  const language = useLanguage();
  const state = useDuplicatesState().data;
  return (
    <button
      type="button"
      className="flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-ink/85 transition-colors hover:bg-hover"
      onClick={() => openSection('duplicates')}
    >
      <span className="shrink-0 text-muted">
        <Copy size={15} />
      </span>
      <span className="min-w-0 flex-1 truncate">{say('duplicates.title')}</span>
      <span className="tabular shrink-0 text-muted text-xs">
        {state?.ready ? formatNumber(state.near, language) : ''}
      </span>
    </button>
  );
}
