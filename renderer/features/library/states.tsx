import { ArrowUp, CircleAlert, CircleCheck, CircleX, Clock, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { Label } from '../../../shared/domain/photo.ts';
import type { TextKey } from '../../i18n/i18n.ts';

interface State {
  readonly key: TextKey;
  readonly tone: 'muted' | 'accent' | 'good' | 'warn' | 'bad';
  readonly icon: ReactNode;
}

/** The one thing to say about where a photo is on its way; null before it was queued. Moderation speaks before delivery. */
export function journeyOf(photo: Pick<PhotoSummary, 'delivery' | 'moderation'>): State | null {
  switch (photo.moderation) {
    case 'approved':
      return { key: 'moderation.approved', tone: 'good', icon: <CircleCheck size={13} /> };
    case 'rejected':
      return { key: 'moderation.rejected', tone: 'bad', icon: <CircleX size={13} /> };
    case 'pending':
      return { key: 'moderation.pending', tone: 'muted', icon: <Hourglass size={13} /> };
    case 'none':
      break;
  }
  switch (photo.delivery) {
    case 'queued':
      return { key: 'delivery.queued', tone: 'muted', icon: <Clock size={13} /> };
    case 'sending':
      return { key: 'delivery.sending', tone: 'accent', icon: <ArrowUp size={13} /> };
    case 'sent':
      return { key: 'delivery.sent', tone: 'muted', icon: <CircleCheck size={13} /> };
    case 'failed':
      return { key: 'delivery.failed', tone: 'bad', icon: <CircleAlert size={13} /> };
    case 'none':
      return null;
  }
}

export const TONE_CLASS = {
  muted: 'text-muted',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
} as const;

/** Colour labels are data, the same on light and dark. */
export const LABEL_COLOURS: Readonly<Record<Label, string>> = {
  red: '#d9534a',
  yellow: '#d9b53c',
  green: '#4f9e5b',
  blue: '#4a80c9',
  purple: '#8d63b8',
};
