import { CircleUserRound } from 'lucide-react';
import { classes } from '../../ui/classes.ts';
import { useProfile } from './my-profile.ts';

/** `Aminata Kaboré` → `AK` */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return `${words[0]?.charAt(0) ?? ''}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : ''}`.toUpperCase();
}

/** Her picture, or her initials until she has one. Says nothing to a screen reader: her name stands beside it. */
export function Portrait({ name, className }: { readonly name: string | null; readonly className?: string }) {
  const picture = useProfile()?.picture ?? null;
  const look = classes(
    'flex items-center justify-center overflow-hidden rounded-full bg-hover font-semibold',
    className,
  );
  if (name !== null && picture !== null)
    return <img src={`data:image/jpeg;base64,${picture.jpeg}`} alt="" className={classes(look, 'object-cover')} />;
  return (
    <span aria-hidden className={look}>
      {name === null ? <CircleUserRound size={16} /> : initialsOf(name)}
    </span>
  );
}
