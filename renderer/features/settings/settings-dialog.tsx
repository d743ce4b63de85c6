import { type ReactNode, useRef, useState } from 'react';
import { changeLanguage, useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { DiagnosticsSection } from '../diagnostics/diagnostics-section.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { SpellingSection } from '../spelling/spelling-section.tsx';
import { ThisComputerSection } from '../updates/this-computer-section.tsx';
import { WatermarkSection } from '../watermark/watermark-section.tsx';
import { SendingSection } from './sending-section.tsx';
import { changeSettings, useSettings } from './settings.ts';
import { SettingsNav } from './settings-nav.tsx';
import { StorageSection } from './storage-section.tsx';

export function SettingsDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'settings');
  return (
    <Dialog
      open={open}
      title={say('settings.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={760}
    >
      <Sections />
    </Dialog>
  );
}

/** Every choice takes effect and is kept at once. */
function Sections() {
  const say = useSay();
  const settings = useSettings();
  const content = useRef<HTMLDivElement>(null);
  return (
    <div className="-m-5 flex h-[74vh]">
      <SettingsNav content={content} />
      <section
        ref={content}
        aria-label={say('settings.title')}
        className="flex min-w-0 flex-1 flex-col gap-7 overflow-y-auto p-5 *:scroll-mt-5 *:shrink-0"
      >
        <Group title={say('settings.interface')}>
          <Row label={say('settings.language')}>
            <Segmented
              label={say('settings.language')}
              value={settings.language}
              options={[
                { value: 'fr', label: 'Français' },
                { value: 'en', label: 'English' },
              ]}
              onChange={(language) => {
                changeLanguage(language);
                void changeSettings({ language });
              }}
            />
          </Row>
          <Row label={say('settings.theme')}>
            <Segmented
              label={say('settings.theme')}
              value={settings.theme}
              options={[
                { value: 'system', label: say('theme.system') },
                { value: 'dark', label: say('theme.dark') },
                { value: 'light', label: say('theme.light') },
              ]}
              onChange={(theme) => void changeSettings({ theme })}
            />
          </Row>
          <Check
            label={say('settings.autoAdvance')}
            hint={say('settings.autoAdvance.text')}
            checked={settings.autoAdvance}
            onChange={(autoAdvance) => void changeSettings({ autoAdvance })}
          />
        </Group>
        <Group title={say('settings.identity')} text={say('settings.identity.text')}>
          <KeptText
            label={say('settings.artist')}
            value={settings.artist}
            placeholder={say('settings.artist.example')}
            onKeep={(artist) => void changeSettings({ artist })}
          />
          <KeptText
            label={say('settings.copyright')}
            value={settings.copyright}
            placeholder={say('settings.copyright.example')}
            onKeep={(copyright) => void changeSettings({ copyright })}
          />
          <KeptText
            label={say('settings.credit')}
            value={settings.credit}
            placeholder={say('settings.credit.example')}
            onKeep={(credit) => void changeSettings({ credit })}
          />
          <KeptText
            label={say('settings.usageTerms')}
            value={settings.usageTerms}
            placeholder={say('settings.usageTerms.example')}
            onKeep={(usageTerms) => void changeSettings({ usageTerms })}
          />
          <Check
            label={say('settings.noAiTraining')}
            hint={say('settings.noAiTraining.text')}
            checked={settings.noAiTraining}
            onChange={(noAiTraining) => void changeSettings({ noAiTraining })}
          />
        </Group>
        <SpellingSection />
        <Group title={say('settings.files')} text={say('settings.files.text')}>
          <Check
            label={say('settings.writeSidecars')}
            hint={say('settings.writeSidecars.text')}
            checked={settings.writeSidecars}
            onChange={(writeSidecars) => void changeSettings({ writeSidecars })}
          />
        </Group>
        <Group title={say('settings.privacy')}>
          <Check
            label={say('settings.sendGps')}
            hint={say('settings.sendGps.text')}
            checked={settings.sendGps}
            onChange={(sendGps) => void changeSettings({ sendGps })}
          />
        </Group>
        <WatermarkSection />
        <SendingSection />
        <StorageSection />
        <ThisComputerSection />
        <DiagnosticsSection />
      </section>
    </div>
  );
}

function Group({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h3 className="font-semibold">{title}</h3>
        {text && <p className="text-muted text-sm">{text}</p>}
      </div>
      {children}
    </section>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-4">
      <span>{label}</span>
      {children}
    </div>
  );
}

/** A text that is kept on leaving the field. */
function KeptText({
  label,
  value,
  placeholder,
  onKeep,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onKeep: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={label}>
      {(ids) => (
        <TextInput
          {...ids}
          value={typed ?? value}
          placeholder={placeholder}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (typed !== null && typed.trim() !== value) onKeep(typed.trim());
            setTyped(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      )}
    </Field>
  );
}
