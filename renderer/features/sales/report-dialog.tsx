import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { monthName } from './difference-text.ts';

/** Months offered, the running one first. */
const MONTHS = 36;

function lastMonths(now: number): string[] {
  const today = new Date(now);
  return Array.from({ length: MONTHS }, (_, back) => {
    const month = new Date(today.getFullYear(), today.getMonth() - back, 1, 12);
    return `${String(month.getFullYear())}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });
}

/** The letter of a month: read here, kept as a text, printed or mailed from there. */
export function ReportDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const months = lastMonths(Date.now());
  const [month, setMonth] = useState(months[1] ?? '');
  const report = useQuery({
    queryKey: [...keys.sales.all, 'report', month, language],
    queryFn: () => studio.sales.report({ month, language }),
    enabled: open,
  }).data;
  return (
    <Dialog open={open} title={say('monthReport.title')} closeLabel={say('action.close')} onClose={onClose} width={640}>
      <div className="flex flex-col gap-4">
        <Field label={say('sales.month')}>
          {(field) => (
            <Select {...field} value={month} onChange={({ target }) => setMonth(target.value)}>
              {months.map((one) => (
                <option key={one} value={one}>
                  {monthName(one, language)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <pre
          className="tabular max-h-96 min-h-40 overflow-auto whitespace-pre rounded-md border border-line bg-canvas p-4 font-mono text-sm"
          data-selectable
        >
          {report?.text ?? ''}
        </pre>
        <div className="flex justify-end gap-2">
          <Button disabled={!report} onClick={() => report && void navigator.clipboard.writeText(report.text)}>
            {say('monthReport.copy')}
          </Button>
          <Button
            variant="primary"
            disabled={!report}
            onClick={() => report && saveFile(report.text, report.fileName, 'text/plain;charset=utf-8')}
          >
            {say('monthReport.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
