import { tidyKeywords } from '../../../shared/domain/description.ts';
import type { Label } from '../../../shared/domain/photo.ts';
import type { SaidWords } from '../../core/ports/metadata.ts';

/** What programs write of a photograph, each in its own way, as read and not yet understood. */
export interface WrittenDecisions {
  /** xmp:Rating, −1 for rejected (XMP Specification Part 2, 8.4). */
  readonly rating?: unknown;
  /** MicrosoftPhoto:Rating, percent. */
  readonly ratingPercent?: unknown;
  /** xmp:Label: a name in the language of the program that wrote it. */
  readonly label?: unknown;
  /** photomechanic:ColorClass. */
  readonly colorClass?: unknown;
  /** darktable:colorlabels, numbers of colours. */
  readonly colorLabels?: unknown;
  /** digiKam:ColorLabel. */
  readonly digikamColour?: unknown;
  /** digiKam:PickLabel. */
  readonly digikamPick?: unknown;
  /** xmpDM:pick of Lightroom Classic since 13.2. */
  readonly pick?: unknown;
}

/** Names of the five colours in the languages of Lightroom, Bridge and ACDSee, and Bridge's standard label set. Lower case. */
const LABEL_NAMES: Readonly<Record<Label, readonly string[]>> = {
  red: [
    'red',
    'rouge',
    'rot',
    'rojo',
    'rosso',
    'vermelho',
    'rood',
    'röd',
    'rød',
    'czerwony',
    'красный',
    'أحمر',
    '赤',
    'レッド',
    '红色',
    'select',
    'sélectionner',
    'sélection',
    'auswählen',
  ],
  yellow: [
    'yellow',
    'jaune',
    'gelb',
    'amarillo',
    'giallo',
    'amarelo',
    'geel',
    'gul',
    'żółty',
    'желтый',
    'жёлтый',
    'أصفر',
    'イエロー',
    '黄色',
    'second',
    'deuxième',
    'seconde',
    'zweite wahl',
  ],
  green: [
    'green',
    'vert',
    'grün',
    'verde',
    'groen',
    'grön',
    'grønn',
    'zielony',
    'зеленый',
    'зелёный',
    'أخضر',
    'グリーン',
    '绿色',
    'approved',
    'approuvé',
    'genehmigt',
  ],
  blue: [
    'blue',
    'bleu',
    'blau',
    'azul',
    'blu',
    'blauw',
    'blå',
    'niebieski',
    'синий',
    'أزرق',
    'ブルー',
    '蓝色',
    'review',
    'révision',
    'à revoir',
    'überprüfung',
  ],
  purple: [
    'purple',
    'violet',
    'pourpre',
    'mauve',
    'lila',
    'violett',
    'morado',
    'púrpura',
    'viola',
    'roxo',
    'paars',
    'purper',
    'fioletowy',
    'фиолетовый',
    'пурпурный',
    'أرجواني',
    'パープル',
    '紫色',
    'to do',
    'à faire',
    'zu erledigen',
    'magenta',
  ],
};

/** darktable's order (its src/common/colorlabels.h). */
const DARKTABLE: readonly Label[] = ['red', 'yellow', 'green', 'blue', 'purple'];
/** Photo Mechanic 6, colour classes 1 (Winner) to 7 (Extras) by the colours they are shown in; 8 is its trash. */
const PHOTO_MECHANIC: readonly (Label | null)[] = [
  null,
  'purple',
  'red',
  'yellow',
  'yellow',
  'green',
  'blue',
  'blue',
  null,
];
/** digiKam's ColorLabel: none, red, orange, yellow, green, blue, magenta, then greys that mean nothing here. */
const DIGIKAM: readonly (Label | null)[] = [null, 'red', 'yellow', 'yellow', 'green', 'blue', 'purple'];

/** Rating, label and decision as the catalogue keeps them; what is not said is not there. */
export function decisionsIn(written: WrittenDecisions): Pick<SaidWords, 'rating' | 'label' | 'review'> {
  const rating = numberOf(written.rating);
  const stars = rating ?? starsOf(numberOf(written.ratingPercent));
  const pick = numberOf(written.pick);
  const digikam = numberOf(written.digikamPick);
  const rejected =
    (rating !== null && rating < 0) || pick === -1 || digikam === 1 || numberOf(written.colorClass) === 8;
  const approved = pick === 1 || digikam === 3;
  const label = labelOf(written);
  const rounded = stars === null ? 0 : Math.min(5, Math.round(stars));
  return {
    ...(rounded > 0 ? { rating: rounded } : {}),
    ...(label === null ? {} : { label }),
    ...(rejected ? { review: 'rejected' as const } : approved ? { review: 'approved' as const } : {}),
  };
}

function labelOf({ label, colorClass, colorLabels, digikamColour }: WrittenDecisions): Label | null {
  if (typeof label === 'string' && label.trim() !== '') {
    const name = label.trim().normalize('NFC').toLowerCase();
    for (const [colour, names] of labelNames) if (names.includes(name)) return colour;
  }
  const [darktable] = (Array.isArray(colorLabels) ? colorLabels : [colorLabels]).flatMap((one) => numberOf(one) ?? []);
  const ofDarktable = darktable === undefined ? undefined : DARKTABLE[darktable];
  const ofDigikam = DIGIKAM[numberOf(digikamColour) ?? 0];
  return ofDarktable ?? ofDigikam ?? PHOTO_MECHANIC[numberOf(colorClass) ?? 0] ?? null;
}

const labelNames: readonly (readonly [Label, readonly string[]])[] = [
  ['red', LABEL_NAMES.red],
  ['yellow', LABEL_NAMES.yellow],
  ['green', LABEL_NAMES.green],
  ['blue', LABEL_NAMES.blue],
  ['purple', LABEL_NAMES.purple],
];

/** Windows: 1, 25, 50, 75, 99 percent are one to five stars. */
function starsOf(percent: number | null): number | null {
  if (percent === null || percent <= 0) return null;
  return percent < 13 ? 1 : percent < 38 ? 2 : percent < 63 ? 3 : percent < 88 ? 4 : 5;
}

function numberOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * Keywords of those who write them as paths alone: the last step of each. `Afrique|Mali` is Lightroom's way, `Afrique/Mali`
 * digiKam's.
 */
export function leavesOf(paths: unknown, separator: '|' | '/'): string[] {
  const list = Array.isArray(paths) ? paths : [paths];
  return tidyKeywords(
    list.flatMap((path) => (typeof path === 'string' ? (path.split(separator).at(-1) ?? []) : [])).slice(0, 1000),
  );
}
