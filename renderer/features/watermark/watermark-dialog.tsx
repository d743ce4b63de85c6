import { Check, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { WatermarkPreset, Watermarks } from '../../../shared/contract/watermark.contract.ts';
import { MARKETPLACE_WATERMARK, type WatermarkDesign, watermarkDesign } from '../../../shared/domain/watermark.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { DesignForm } from './design-form.tsx';
import { Samples } from './samples.tsx';
import { change, removeWatermark, useWatermarks } from './watermarks.ts';

/** Where watermarks are made: what she has, what it is, and how it looks on her own photographs. */
export function WatermarkDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'watermark');
  const known = useWatermarks();
  return (
    <Dialog
      open={open}
      title={say('watermark.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={1120}
    >
      {known && <Designer known={known} />}
    </Dialog>
  );
}

interface Draft {
  readonly id: WatermarkPreset['id'] | null;
  readonly name: string;
  readonly design: WatermarkDesign;
}

function Designer({ known }: { readonly known: Watermarks }) {
  const say = useSay();
  const chosen = known.presets.find(({ id }) => id === known.chosen);
  /** Null: the marketplace's own is looked at, which is nobody's to change. */
  const [draft, setDraft] = useState<Draft | null>(chosen ?? null);
  const [shown, setShown] = useState<WatermarkDesign>(chosen?.design ?? MARKETPLACE_WATERMARK);
  const kept = draft && known.presets.find(({ id }) => id === draft.id);
  const isDirty = draft !== null && JSON.stringify(kept ?? null) !== JSON.stringify(draft);
  const isChosen = draft === null ? known.chosen === null : known.chosen !== null && known.chosen === draft.id;

  function show(next: Draft | null): void {
    setDraft(next);
    setShown(next?.design ?? MARKETPLACE_WATERMARK);
  }

  function edit(part: Partial<WatermarkDesign>): void {
    if (!draft) return;
    const design = { ...draft.design, ...part };
    setDraft({ ...draft, design });
    // A text that is being emptied is not drawn: the last one stays in sight.
    const drawable = watermarkDesign.safeParse(design);
    if (drawable.success) setShown(drawable.data);
  }

  async function save(andUse: boolean): Promise<void> {
    let id = draft?.id ?? null;
    if (draft && isDirty) {
      const saved = await change(() => studio.watermarks.save(draft));
      if (!saved) return;
      setDraft(saved);
      id = saved.id;
    }
    if (andUse && !isChosen) {
      const used = await change(() => studio.watermarks.choose({ id }));
      if (!used) return;
    }
    toast({ tone: 'good', text: say(andUse || isChosen ? 'watermark.used' : 'watermark.saved') });
  }

  const isWhole = draft === null || (draft.name.trim() !== '' && watermarkDesign.safeParse(draft.design).success);
  const fresh = (): Draft => ({
    id: null,
    name: say('watermark.newName', { number: known.presets.length + 1 }),
    design: shown,
  });
  return (
    <div className="flex flex-wrap gap-6">
      <div className="flex w-76 shrink-0 flex-col gap-4">
        <ul aria-label={say('watermark.presets')} className="flex flex-col gap-px">
          <Line
            name={say('watermark.marketplace')}
            active={draft === null}
            used={known.chosen === null}
            onShow={() => show(null)}
          />
          {known.presets.map((preset) => (
            <Line
              key={preset.id}
              name={preset.name}
              active={draft?.id === preset.id}
              used={known.chosen === preset.id}
              onShow={() => show(preset)}
              onRemove={() =>
                void removeWatermark(preset).then((gone) => gone && draft?.id === preset.id && show(null))
              }
            />
          ))}
          {draft?.id === null && <Line name={draft.name} active used={false} onShow={() => {}} />}
        </ul>
        <Button icon={<Plus size={14} />} disabled={draft?.id === null} onClick={() => show(fresh())}>
          {say('watermark.new')}
        </Button>
        {draft ? (
          <>
            <Field label={say('watermark.name')}>
              {(ids) => (
                <TextInput
                  {...ids}
                  maxLength={60}
                  value={draft.name}
                  onChange={(event) => setDraft({ ...draft, name: event.target.value })}
                />
              )}
            </Field>
            <DesignForm design={draft.design} logos={known.logos} onChange={edit} />
          </>
        ) : (
          <p className="text-muted text-sm">{say('watermark.marketplace.text')}</p>
        )}
        <div className="sticky -bottom-5 -mb-5 flex flex-wrap gap-2 bg-panel pt-2 pb-5 empty:hidden">
          {!isChosen && (
            <Button variant="primary" disabled={!isWhole} onClick={() => void save(true)}>
              {say('watermark.use')}
            </Button>
          )}
          {isDirty && (
            <Button variant={isChosen ? 'primary' : 'secondary'} disabled={!isWhole} onClick={() => void save(false)}>
              {say('watermark.save')}
            </Button>
          )}
        </div>
      </div>
      <div className="flex min-w-120 flex-1 flex-col gap-3">
        <Samples design={shown} />
        <p className="text-muted text-sm">{say('watermark.text.where')}</p>
      </div>
    </div>
  );
}

function Line({
  name,
  active,
  used,
  onShow,
  onRemove,
}: {
  readonly name: string;
  readonly active: boolean;
  readonly used: boolean;
  readonly onShow: () => void;
  readonly onRemove?: () => void;
}) {
  const say = useSay();
  return (
    <li
      className={`flex h-8 items-center gap-1 rounded-md pr-1 ${active ? 'bg-canvas font-semibold' : 'hover:bg-canvas'}`}
    >
      <button type="button" aria-pressed={active} className="min-w-0 flex-1 truncate px-2 text-left" onClick={onShow}>
        <bdi>{name}</bdi>
      </button>
      {used && (
        <span className="flex items-center gap-1 text-good text-sm">
          <Check size={14} aria-hidden />
          {say('watermark.inUse')}
        </span>
      )}
      {onRemove && (
        <IconButton small label={say('watermark.remove', { name })} onClick={onRemove}>
          <Trash2 size={14} />
        </IconButton>
      )}
    </li>
  );
}
