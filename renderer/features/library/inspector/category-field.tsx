import { useQuery } from '@tanstack/react-query';
import type { Category } from '../../../../shared/contract/account.contract.ts';
import { keys } from '../../../host/keys.ts';
import { studio } from '../../../host/studio.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { Field, Select } from '../../../ui/field.tsx';

interface CategoryFieldProps {
  readonly value: string | null;
  readonly mixed: boolean;
  readonly onChange: (categoryId: string | null) => void;
}

/** The marketplace's categories, as last fetched. */
export function CategoryField({ value, mixed, onChange }: CategoryFieldProps) {
  const say = useSay();
  const categories = useQuery({ queryKey: keys.categories, queryFn: () => studio.account.categories() }).data ?? [];
  const roots = categories.filter(
    (category) => category.parentId === null || !categories.some((other) => other.id === category.parentId),
  );
  const known = value === null || categories.some((category) => category.id === value);
  return (
    <Field label={say('field.category')} hint={categories.length === 0 && say('category.none')}>
      {(ids) => (
        <Select
          {...ids}
          data-field="category"
          value={mixed ? 'mixed' : (value ?? '')}
          disabled={categories.length === 0}
          onKeyDown={(event) => event.stopPropagation()}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        >
          {mixed && (
            <option value="mixed" disabled>
              {say('inspector.mixed')}
            </option>
          )}
          <option value="">{say('category.choose')}</option>
          {!known && value !== null && <option value={value}>{say('category.unknown')}</option>}
          {roots.map((root) => (
            <CategoryOptions key={root.id} root={root} categories={categories} />
          ))}
        </Select>
      )}
    </Field>
  );
}

function CategoryOptions({ root, categories }: { readonly root: Category; readonly categories: readonly Category[] }) {
  const children = categories.filter((category) => category.parentId === root.id);
  return (
    <>
      <option value={root.id}>{root.name}</option>
      {children.map((child) => (
        <option key={child.id} value={child.id}>
          {`\u2003${child.name}`}
        </option>
      ))}
    </>
  );
}
