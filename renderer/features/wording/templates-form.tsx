import { Download, Trash2, Upload } from 'lucide-react';
import { useRef } from 'react';
import type { Template } from '../../../shared/domain/template.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { FIELD_NAMES, FIELDS } from './preview-list.tsx';
import { exportTemplates, importTemplates, removeTemplate, useTemplates } from './templates.ts';

interface TemplatesFormProps {
  readonly chosen: Template | null;
  readonly onChoose: (template: Template | null) => void;
}

/** The templates there are: a click shows what one would do. Files carry them to other computers. */
export function TemplatesForm({ chosen, onChoose }: TemplatesFormProps) {
  const say = useSay();
  const templates = useTemplates();
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <ul aria-label={say('wording.panel.templates')} className="flex flex-1 flex-col gap-1">
        {templates?.map((template) => (
          <li key={template.name} className="flex items-center gap-1">
            <button
              type="button"
              aria-pressed={chosen?.name === template.name}
              className={classes(
                'min-w-0 flex-1 rounded-md border px-2.5 py-1.5 text-left hover:bg-hover',
                chosen?.name === template.name ? 'border-accent bg-raised' : 'border-line',
              )}
              onClick={() => onChoose(template)}
            >
              <span className="block truncate">{template.name}</span>
              <span className="block truncate text-muted text-xs">
                {[
                  ...FIELDS.filter((field) => template.values[field] !== undefined).map((field) =>
                    say(FIELD_NAMES[field]),
                  ),
                  ...(template.rights ? [say('rights.title')] : []),
                ].join(', ')}
              </span>
            </button>
            <IconButton
              label={say('templates.remove', { name: template.name })}
              onClick={() => {
                if (chosen?.name === template.name) onChoose(null);
                void removeTemplate(template);
              }}
            >
              <Trash2 size={14} />
            </IconButton>
          </li>
        ))}
        {templates?.length === 0 && <li className="text-muted">{say('templates.none')}</li>}
      </ul>
      <div className="flex gap-2 border-line border-t pt-3">
        <Button size="small" icon={<Upload size={13} />} onClick={() => file.current?.click()}>
          {say('templates.import')}
        </Button>
        <Button
          size="small"
          icon={<Download size={13} />}
          disabled={!templates || templates.length === 0}
          onClick={() => void exportTemplates()}
        >
          {say('templates.export')}
        </Button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          className="hidden"
          aria-label={say('templates.import')}
          onChange={(event) => {
            const [given] = event.target.files ?? [];
            if (given) void importTemplates(given);
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}
