import { useForm } from 'react-hook-form';
import type { PaperIdentity } from '../../../shared/domain/paper.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { keepIdentity, useIdentity } from './queries.ts';

/** Names of tax numbers in the countries of the franc CFA and next to them. */
const TAX_LABELS = ['IFU', 'NCC', 'NIF', 'NINEA', 'NIU', 'RCCM'];

/** Whose the papers are. */
export function IdentityDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay();
  const identity = useIdentity().data;
  return (
    <Dialog
      open={open && identity !== undefined}
      title={say('statements.identity')}
      closeLabel={say('action.close')}
      onClose={onClose}
      width={460}
    >
      {identity && <IdentityForm identity={identity} onClose={onClose} />}
    </Dialog>
  );
}

function IdentityForm({ identity, onClose }: { readonly identity: PaperIdentity; readonly onClose: () => void }) {
  const say = useSay();
  const { register, handleSubmit, formState } = useForm<PaperIdentity>({ defaultValues: identity });
  const submit = handleSubmit(async (values) => {
    if (await keepIdentity(values)) onClose();
  });
  return (
    <form className="flex flex-col gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      <p className="text-muted">{say('statements.identity.text')}</p>
      <Field label={say('identity.name')} tone="bad" hint={formState.errors.name && say('form.required')}>
        {(ids) => <TextInput {...ids} data-autofocus maxLength={200} {...register('name', { required: true })} />}
      </Field>
      <Field label={say('identity.address')}>
        {(ids) => <TextArea {...ids} rows={3} maxLength={500} {...register('address')} />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('identity.phone')}>
          {(ids) => <TextInput {...ids} type="tel" maxLength={50} {...register('phone')} />}
        </Field>
        <Field label={say('identity.email')}>
          {(ids) => <TextInput {...ids} type="email" maxLength={200} {...register('email')} />}
        </Field>
      </div>
      <div className="grid grid-cols-[120px_1fr] gap-3">
        <Field label={say('identity.taxLabel')}>
          {(ids) => <TextInput {...ids} list="tax-labels" maxLength={30} placeholder="IFU" {...register('taxLabel')} />}
        </Field>
        <Field label={say('identity.taxNumber')}>
          {(ids) => <TextInput {...ids} maxLength={60} {...register('taxNumber')} />}
        </Field>
        <datalist id="tax-labels">
          {TAX_LABELS.map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
      </div>
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onClose}>{say('action.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={formState.isSubmitting}>
          {say('statements.identity.keep')}
        </Button>
      </div>
    </form>
  );
}
