import type { ReactNode } from 'react';
import type { DeliveryEntry, DeliveryParts } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatBytes, formatMoment } from '../../i18n/format.ts';
import { type TextKey, useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useSummary } from '../library/summaries.ts';
import { useDeliveryParts } from './queries.ts';

/** The log of one delivery: what goes or went up, part by part, when, and with which checksum. */
export function DeliveryDetails({ entry, onClose }: { readonly entry: DeliveryEntry; readonly onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const parts = useDeliveryParts(entry);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('uploads.fact.file'), entry.fileName],
    [
      say('uploads.fact.state'),
      entry.withdrawnAt !== null
        ? say('uploads.withdrawnAt', { at: formatMoment(entry.withdrawnAt, language) })
        : entry.problem && entry.state !== 'sent'
          ? problemSentence(entry.problem)
          : say(`delivery.state.${entry.state}`),
    ],
    ...(entry.replaces === null
      ? []
      : [[say('replace.fact.replaces'), <FileName key="replaces" id={entry.replaces} />] as const]),
    ...(entry.replacedBy === null
      ? []
      : [[say('replace.fact.replacedBy'), <FileName key="by" id={entry.replacedBy} />] as const]),
    [say('uploads.fact.queued'), formatMoment(entry.queuedAt, language)],
    ...(entry.sentAt === null ? [] : [[say('uploads.fact.sent'), formatMoment(entry.sentAt, language)] as const]),
    [
      say('uploads.fact.bytes'),
      `${formatBytes(entry.bytesSent, language)} / ${formatBytes(entry.bytesTotal, language)}`,
    ],
    [say('uploads.fact.resent'), formatBytes(parts?.resentBytes ?? 0, language)],
    ...(entry.sentSha256 === null ? [] : [[say('uploads.fact.sentSha'), code(entry.sentSha256)] as const]),
    [say('uploads.fact.fileSha'), code(entry.photoSha256)],
    ...(entry.remoteId === null ? [] : [[say('uploads.fact.remote'), code(entry.remoteId)] as const]),
  ];
  return (
    <Dialog
      open
      title={say('uploads.detailsOf', { name: entry.title || entry.fileName })}
      closeLabel={say('action.close')}
      onClose={onClose}
      width={640}
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="tabular min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {parts && parts.objects.length > 0 && (
        <ul aria-label={say('uploads.objects')} className="mt-5 flex flex-col gap-3 border-t border-line pt-4">
          {parts.objects.map((object) => (
            <StoredObject key={object.kind} object={object} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function FileName({ id }: { readonly id: PhotoId }) {
  return useSummary(id)?.fileName ?? '';
}

const code = (text: string) => <span className="break-all font-mono text-sm select-text">{text}</span>;

type SentObject = DeliveryParts['objects'][number];

function StoredObject({ object }: { readonly object: SentObject }) {
  const say = useSay();
  const language = useLanguage();
  const confirmed = object.parts.filter((part) => part.confirmed).length;
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <span>{say(OBJECT_NAMES[object.kind] ?? 'uploads.object.original')}</span>
        <span className="tabular text-muted text-sm">
          {formatBytes(object.size, language)}
          {object.parts.length > 1 && ` · ${say('uploads.parts', { sent: confirmed, total: object.parts.length })}`}
        </span>
      </div>
      <div className="flex gap-0.5" aria-hidden="true">
        {object.parts.length === 0 && <span className="h-1.5 flex-1 rounded-sm bg-line" />}
        {object.parts.map((part) => (
          <span
            key={part.number}
            title={say('uploads.partTold', {
              number: part.number,
              size: formatBytes(part.size, language),
              attempts: part.attempts,
            })}
            className="h-1.5 min-w-1 overflow-hidden rounded-sm bg-line"
            style={{ flexGrow: part.size }}
          >
            <span
              className={classes('block h-full', part.confirmed ? 'bg-good' : 'bg-accent')}
              style={{ width: `${String(part.size > 0 ? (100 * part.sent) / part.size : 0)}%` }}
            />
          </span>
        ))}
      </div>
    </li>
  );
}

const OBJECT_NAMES: Readonly<Record<string, TextKey | undefined>> = {
  original: 'uploads.object.original',
  preview: 'uploads.object.preview',
  thumb800: 'uploads.object.thumb800',
  thumb400: 'uploads.object.thumb400',
  thumb200: 'uploads.object.thumb200',
};
