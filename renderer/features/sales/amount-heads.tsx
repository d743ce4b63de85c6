import { type TextKey, useSay } from '../../i18n/i18n.ts';

/** Heads of the columns of a table that hold amounts and counts: above their right edge. */
export function AmountHeads({ names }: { readonly names: readonly TextKey[] }) {
  const say = useSay();
  return names.map((name) => (
    <th key={name} scope="col" className="text-right">
      {say(name)}
    </th>
  ));
}
