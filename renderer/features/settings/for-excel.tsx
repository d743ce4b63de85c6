import { useSay } from '../../i18n/i18n.ts';
import { changeSettings, useSettings } from './settings.ts';

/** Whether tables that are saved are for Excel: one choice for every place that saves one, kept by the studio. */
export function ForExcel() {
  const say = useSay();
  const { csvMark } = useSettings();
  return (
    <label
      className="flex shrink-0 items-center gap-1.5 whitespace-nowrap text-muted text-sm"
      title={say('csv.mark.text')}
    >
      <input
        type="checkbox"
        className="accent-accent"
        checked={csvMark}
        onChange={(event) => void changeSettings({ csvMark: event.target.checked })}
      />
      {say('csv.mark')}
    </label>
  );
}
