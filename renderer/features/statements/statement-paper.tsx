import { Fragment, useState } from 'react';
import {
  type StatementContent,
  type StatementLine,
  type StatementLineKind,
  statementLineKind,
} from '../../../shared/domain/statement.ts';
import { dayOf, formatDay, formatXof, type Xof } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';

/** Lines drawn at first: a month of a thousand sales would hold up the page. */
const SHOWN = 200;

/** The paper as it will be printed: black on white in both themes, the same words and figures. */
export function StatementPaper({ content }: { readonly content: StatementContent }) {
  const say = useSay();
  const language = useLanguage();
  const { identity, account, period, lines, totals } = content;
  const day = (iso: string): string => formatDay(dayOf(iso), language);
  const kinds = statementLineKind.options.filter((kind) => lines.some((line) => line.kind === kind));
  const tax = identity.taxNumber === '' ? '' : `${identity.taxLabel} ${identity.taxNumber}`.trim();
  const own = [...identity.address.split('\n'), identity.phone, identity.email, tax].filter((line) => line !== '');
  return (
    <article
      aria-label={say('paper.title')}
      className="mx-auto w-full max-w-[860px] rounded-sm bg-[#ffffff] p-10 text-[#1b1b1b] text-sm shadow-[var(--shadow)]"
      data-selectable
    >
      <header className="mb-6 flex items-start justify-between gap-8">
        <div>
          <p className="font-semibold text-lg">{identity.name}</p>
          {own.map((line) => (
            <p key={line} className="text-[#5c5c5c]">
              {line}
            </p>
          ))}
        </div>
        <div className="text-right">
          <h2 className="font-semibold text-xl">{say('paper.title')}</h2>
          <p>
            {content.number === null
              ? say('statements.provisional')
              : say('statements.number', { number: content.number })}
          </p>
          <p className="mt-2 text-[#5c5c5c]">{say('paper.period', { from: day(period.from), to: day(period.to) })}</p>
          <p className="text-[#5c5c5c]">{say('paper.day', { day: day(content.day) })}</p>
          <p className="text-[#5c5c5c]">{account.email}</p>
        </div>
      </header>
      {lines.length === 0 ? (
        <p className="py-6">{say('paper.nothing')}</p>
      ) : (
        <table className="w-full border-collapse">
          <thead>
            <tr className="text-left text-[#5c5c5c] text-xs [&>th]:border-[#999] [&>th]:border-b [&>th]:px-1.5 [&>th]:py-1.5 [&>th]:font-semibold">
              <th>{say('sales.soldAt')}</th>
              <th>{say('paper.order')}</th>
              <th>{say('sales.photo')}</th>
              <th>{say('sales.license')}</th>
              <th className="text-right">{say('sales.gross')}</th>
              <th className="text-right">{say('sales.commission')}</th>
              <th className="text-right">{say('sales.net')}</th>
              <th className="text-right">{say('sales.availableAt')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <Group
                key={kind}
                kind={kind}
                named={kinds.length > 1 || kind !== 'sale'}
                lines={lines.filter((line) => line.kind === kind)}
              />
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold [&>td]:px-1.5 [&>td]:py-2">
              <td colSpan={4}>{say('paper.total', { count: totals.count })}</td>
              <td className="tabular text-right">{bare(totals.gross, language)}</td>
              <td className="tabular text-right">{bare(totals.commission, language)}</td>
              <td className="tabular text-right">{bare(totals.net, language)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
      <dl className="mt-6 ml-auto grid w-fit grid-cols-[auto_auto] gap-x-8 gap-y-1">
        <Sum name={say('paper.gross')} amount={totals.gross} />
        <Sum name={say('paper.commission')} amount={totals.commission} />
        <Sum name={say('paper.net')} amount={totals.net} strong />
        <Sum name={say('paper.available', { day: day(content.day) })} amount={content.available} />
        <Sum name={say('paper.pending')} amount={content.pending} />
      </dl>
      <p className="mt-6 text-[#5c5c5c] text-xs">{say('paper.note')}</p>
    </article>
  );
}

interface GroupProps {
  readonly kind: StatementLineKind;
  readonly named: boolean;
  readonly lines: readonly StatementLine[];
}

function Group({ kind, named, lines }: GroupProps) {
  const say = useSay();
  const language = useLanguage();
  const [most, setMost] = useState(SHOWN);
  const day = (iso: string): string => formatDay(dayOf(iso), language);
  return (
    <Fragment>
      {named && (
        <tr>
          <th colSpan={8} className="px-1.5 pt-4 pb-1 text-left font-semibold">
            {say(`paper.${kind}`)}
          </th>
        </tr>
      )}
      {lines.slice(0, most).map((line) => (
        <tr
          key={line.saleId}
          className="[&>td]:border-[#ddd] [&>td]:border-b [&>td]:px-1.5 [&>td]:py-1.5 [&>td]:align-top"
        >
          <td className="whitespace-nowrap">{day(line.day)}</td>
          <td className="break-all">{line.orderNumber}</td>
          <td className="w-[30%] break-words" dir="auto">
            {line.title}
          </td>
          <td>{say(`license.${line.license}`)}</td>
          <td className="tabular text-right">{bare(line.gross, language)}</td>
          <td className="tabular text-right">{bare(line.commission, language)}</td>
          <td className="tabular text-right">{bare(line.net, language)}</td>
          <td className="whitespace-nowrap text-right">
            {line.availableOn === null ? say('sales.orderPending') : day(line.availableOn)}
          </td>
        </tr>
      ))}
      {lines.length > most && (
        <tr>
          <td colSpan={8} className="py-2 text-center">
            <Button size="small" onClick={() => setMost(Number.POSITIVE_INFINITY)}>
              {say('sales.more', { count: lines.length - most })}
            </Button>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Sum({
  name,
  amount,
  strong = false,
}: {
  readonly name: string;
  readonly amount: Xof;
  readonly strong?: boolean;
}) {
  const language = useLanguage();
  return (
    <>
      <dt className={strong ? 'font-semibold' : ''}>{name}</dt>
      <dd className={strong ? 'tabular text-right font-semibold' : 'tabular text-right'}>
        {formatXof(amount, language)}
      </dd>
    </>
  );
}

/** Without its currency, which the note below names. */
function bare(amount: Xof, language: 'fr' | 'en'): string {
  return formatXof(amount, language).replace(/.F.CFA$/u, '');
}
