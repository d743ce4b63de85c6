import { formatXof, type Xof } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';

interface MoneyProps {
  readonly amount: Xof;
  /** Where it stands alone and large: the currency is quieter than the figures. */
  readonly large?: boolean;
  readonly className?: string;
}

/** An amount: tabular figures, never broken. Inter's narrow spaces are very narrow, so the currency is set a little apart. */
export function Money({ amount, large = false, className }: MoneyProps) {
  const words = formatXof(amount, useLanguage());
  const currencyAt = words.search(/.F.CFA$/);
  return (
    <span className={classes('tabular whitespace-nowrap', className)}>
      {words.slice(0, currencyAt)}
      <span className={large ? 'ml-1 font-normal text-base text-muted' : 'ml-0.5'}>{words.slice(currencyAt)}</span>
    </span>
  );
}
