import { useState } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useDetail } from '../library/queries.ts';
import { withdraw } from './withdrawing.ts';

/** What taking a photo off sale means, before it is done. */
export function WithdrawDialog({
  id,
  name,
  onClose,
}: {
  readonly id: PhotoId;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const sold = useDetail(id).data?.salesCount ?? null;
  const [asking, setAsking] = useState(false);

  async function confirm(): Promise<void> {
    setAsking(true);
    await withdraw(id, name);
    onClose();
  }

  return (
    <Dialog
      open
      title={say('uploads.withdrawTitle', { name })}
      closeLabel={say('action.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('uploads.withdraw.keep')}</Button>
          <Button variant="bad" disabled={asking} onClick={() => void confirm()}>
            {say('uploads.withdraw.confirm')}
          </Button>
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-2 pl-4">
        <li>{say('uploads.withdraw.gone')}</li>
        {sold !== null && <li>{say('uploads.withdraw.sold', { count: sold })}</li>}
        <li>{say('uploads.withdraw.kept')}</li>
        <li>{say('uploads.withdraw.again')}</li>
      </ul>
      <p className="mt-4 text-muted text-sm">{say('uploads.withdraw.picture')}</p>
    </Dialog>
  );
}
