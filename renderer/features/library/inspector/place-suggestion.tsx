import { useQuery } from '@tanstack/react-query';
import { MapPin } from 'lucide-react';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import { keys } from '../../../host/keys.ts';
import { studio } from '../../../host/studio.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';

interface PlaceSuggestionProps {
  readonly subject: PhotoSelection;
  readonly onTake: (place: string) => void;
}

/** The name of the place that the GPS positions tell, to be taken with one click. Nothing where they tell none. */
export function PlaceSuggestion({ subject, onTake }: PlaceSuggestionProps) {
  const say = useSay();
  const language = useLanguage();
  const place = useQuery({
    queryKey: [...keys.photos.allCommon, 'place', subject, language],
    queryFn: ({ signal }) => studio.words.place({ selection: subject, language }, { signal }),
  }).data?.place;
  if (!place) return null;
  return (
    <button
      type="button"
      className="-mt-1.5 flex min-w-0 items-center gap-1 self-start text-accent text-sm hover:underline"
      onClick={() => onTake(place)}
    >
      <MapPin size={12} className="shrink-0" />
      <span className="truncate">{say('place.suggestion', { place })}</span>
    </button>
  );
}
