import type { Label } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import { LABEL_COLOURS } from '../library/states.tsx';

/** A photo's colour label where there is little room; its name for those who don't see it. */
export function LabelDot({ label }: { readonly label: Label }) {
  const say = useSay();
  return (
    <span
      role="img"
      aria-label={say(`label.${label}`)}
      title={say(`label.${label}`)}
      className="size-2.5 shrink-0 rounded-full ring-1 ring-canvas"
      style={{ background: LABEL_COLOURS[label] }}
    />
  );
}
