import { useQuery } from '@tanstack/react-query';
import { keys } from '../../../host/keys.ts';
import { studio } from '../../../host/studio.ts';
import { useSay } from '../../../i18n/i18n.ts';

/** Names the marketplace's categories; nothing for none. */
export function useCategoryName(): (id: string | null | undefined) => string {
  const say = useSay();
  const categories = useQuery({ queryKey: keys.categories, queryFn: () => studio.account.categories() }).data ?? [];
  return (id) => (id ? (categories.find((category) => category.id === id)?.name ?? say('category.unknown')) : '');
}
