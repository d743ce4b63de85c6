import { formatXof, type Xof } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';

/** An amount: tabular figures, never broken, its currency quieter than its figures where it stands large. */
export function Money({
  amount,
  large = false,
  className,
}: {
  readonly amount: Xof;
  readonly large?: boolean;
  readonly className?: string;
}) {
  const language = useLanguage();
  const words = formatXof(amount, language);
  const currencyAt = words.search(/.F.CFA$/);
  return (
    <span className={classes('tabular whitespace-nowrap', className)}>
      {large && currencyAt > 0 ? (
        <>
          {words.slice(0, currencyAt)}
          <span className="font-normal text-base text-muted">{words.slice(currencyAt)}</span>
        </>
      ) : (
        words
      )}
    </span>
  );
}
