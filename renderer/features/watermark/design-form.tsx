import { Upload } from 'lucide-react';
import { useId, useRef } from 'react';
import type { WatermarkLogo } from '../../../shared/contract/watermark.contract.ts';
import { WATERMARK_ANCHORS, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { addLogo } from './watermarks.ts';

interface FormProps {
  readonly design: WatermarkDesign;
  readonly logos: readonly WatermarkLogo[];
  readonly onChange: (change: Partial<WatermarkDesign>) => void;
}

/** Everything a watermark is; what a layout has no use for is not shown. */
export function DesignForm({ design, logos, onChange }: FormProps) {
  const say = useSay();
  const { content, layout, tone } = design;
  return (
    <div className="flex flex-col gap-3">
      <Content design={design} logos={logos} onChange={onChange} />
      <div className="flex">
        <Segmented
          label={say('watermark.layout')}
          value={layout}
          options={[
            { value: 'tiled', label: say('watermark.tiled') },
            { value: 'anchored', label: say('watermark.anchored') },
          ]}
          onChange={(chosen) => onChange({ layout: chosen })}
        />
      </div>
      {layout === 'anchored' && <Anchors design={design} onChange={onChange} />}
      <Slider name="size" unit="%" bounds={[1, 60, 0.5]} value={design.size} onChange={(size) => onChange({ size })} />
      <Slider
        name="opacity"
        unit="%"
        bounds={[5, 100, 1]}
        value={design.opacity}
        onChange={(opacity) => onChange({ opacity })}
      />
      <Slider
        name="angle"
        unit="°"
        bounds={[-90, 90, 1]}
        value={design.angle}
        onChange={(angle) => onChange({ angle })}
      />
      {layout === 'tiled' ? (
        <Slider
          name="spacing"
          unit="%"
          bounds={[20, 300, 5]}
          value={design.spacing}
          onChange={(spacing) => onChange({ spacing })}
        />
      ) : (
        <Slider
          name="margin"
          unit="%"
          bounds={[0, 25, 0.5]}
          value={design.margin}
          onChange={(margin) => onChange({ margin })}
        />
      )}
      <Field label={say('watermark.tone')} hint={say(`watermark.tone.${tone}.text`)}>
        {(ids) => (
          <Select
            {...ids}
            value={tone}
            onChange={(event) => {
              const chosen = TONES.find((known) => known === event.target.value);
              if (chosen) onChange({ tone: chosen });
            }}
          >
            {TONES.filter((known) => known !== 'own' || content.kind === 'logo').map((known) => (
              <option key={known} value={known}>
                {say(`watermark.tone.${known}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

const TONES = ['light', 'dark', 'auto', 'own'] as const;

function Content({ design, logos, onChange }: FormProps) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const { content } = design;
  const own = design.tone === 'own' ? { tone: 'light' as const } : {};
  const take = async (file: File | undefined) => {
    const logo = file && (await addLogo(file));
    if (logo) onChange({ content: { kind: 'logo', logo: logo.sha256 }, tone: 'own', size: Math.max(design.size, 15) });
  };
  return (
    <>
      <Field label={say('watermark.text')}>
        {(ids) => (
          <TextInput
            {...ids}
            dir="auto"
            maxLength={60}
            value={content.kind === 'text' ? content.text : ''}
            placeholder={content.kind === 'logo' ? say('watermark.text.instead') : ''}
            onChange={(event) => onChange({ content: { kind: 'text', text: event.target.value }, ...own })}
          />
        )}
      </Field>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={say('watermark.logo')}>
            {(ids) => (
              <Select
                {...ids}
                value={content.kind === 'logo' ? content.logo : ''}
                disabled={logos.length === 0}
                onChange={(event) => {
                  const logo = logos.find(({ sha256 }) => sha256 === event.target.value);
                  if (logo) onChange({ content: { kind: 'logo', logo: logo.sha256 }, tone: 'own' });
                }}
              >
                <option value="">{say(logos.length === 0 ? 'watermark.logo.none' : 'watermark.logo.no')}</option>
                {logos.map(({ sha256, name }) => (
                  <option key={sha256} value={sha256}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Button
          icon={<Upload size={14} />}
          aria-label={say('watermark.logo.add')}
          onClick={() => input.current?.click()}
        >
          {say('watermark.logo.addShort')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".png,.svg,image/png,image/svg+xml"
          className="hidden"
          aria-label={say('watermark.logo.add')}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}

/** Nine places as they lie on the picture: arrows move among them, as in every group of choices. */
function Anchors({ design, onChange }: Pick<FormProps, 'design' | 'onChange'>) {
  const say = useSay();
  const name = useId();
  return (
    <fieldset className="flex items-center justify-between gap-4">
      <legend className="float-left text-muted text-sm">{say('watermark.anchor')}</legend>
      <div className="grid w-24 grid-cols-3 gap-1 rounded-md border border-line bg-canvas p-2">
        {WATERMARK_ANCHORS.map((anchor) => (
          <input
            key={anchor}
            type="radio"
            name={name}
            aria-label={say(`watermark.anchor.${anchor}`)}
            title={say(`watermark.anchor.${anchor}`)}
            checked={design.anchor === anchor}
            onChange={() => onChange({ anchor })}
            className="mx-auto size-4 accent-accent"
          />
        ))}
      </div>
    </fieldset>
  );
}

function Slider({
  name,
  unit,
  bounds: [least, most, step],
  value,
  onChange,
}: {
  readonly name: 'size' | 'opacity' | 'angle' | 'spacing' | 'margin';
  readonly unit: '%' | '°';
  readonly bounds: readonly [number, number, number];
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  const shown = unit === '%' ? `${number}\u202f%` : `${number.replace('-', '−')}°`;
  return (
    <Field label={say(`watermark.${name}`)} aside={shown}>
      {(ids) => (
        <input
          {...ids}
          type="range"
          min={least}
          max={most}
          step={step}
          value={value}
          aria-valuetext={shown}
          className="w-full accent-accent"
          onChange={(event) => onChange(Number(event.target.value))}
        />
      )}
    </Field>
  );
}
