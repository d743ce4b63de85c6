import { FolderOpen, X } from 'lucide-react';
import { useState } from 'react';
import { bridge } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { FolderBrowser } from '../onboarding/folder-browser.tsx';

interface PlaceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly onClear?: () => void;
}

/** A folder to copy into: typed, or chosen in the system's dialog or the page's own. It need not exist yet. */
export function PlaceField({ label, value, onChange, onClear }: PlaceFieldProps) {
  const say = useSay();
  const [browsing, setBrowsing] = useState(false);
  async function choose(): Promise<void> {
    if (!bridge.chooseFolders) return setBrowsing(true);
    const [path] = await bridge.chooseFolders();
    if (path !== undefined) onChange(path);
  }
  return (
    <Field label={label}>
      {(ids) => (
        <div className="flex gap-1">
          <TextInput {...ids} value={value} title={value} onChange={(event) => onChange(event.target.value)} />
          <Button aria-label={`${label} : ${say('import.change')}`} onClick={() => void choose()}>
            <FolderOpen size={14} />
          </Button>
          {onClear && (
            <IconButton label={say('import.backup.remove')} onClick={onClear}>
              <X size={14} />
            </IconButton>
          )}
          <Dialog
            open={browsing}
            title={label}
            closeLabel={say('action.close')}
            onClose={() => setBrowsing(false)}
            width={720}
          >
            <FolderBrowser
              busy={false}
              onChoose={(path) => {
                onChange(path);
                setBrowsing(false);
              }}
            />
          </Dialog>
        </div>
      )}
    </Field>
  );
}
