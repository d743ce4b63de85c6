import { z } from 'zod';

/** Who pays by telephone, as the marketplace names them. */
export const mobileMoneyProvider = z.enum(['Orange Money', 'MTN', 'Moov', 'Wave']);
export type MobileMoneyProvider = z.infer<typeof mobileMoneyProvider>;

export const phoneCountry = z.enum(['BF', 'CI', 'SN', 'ML', 'TG', 'BJ', 'NE', 'GN', 'CM']);
export type PhoneCountry = z.infer<typeof phoneCountry>;

/** A network whose numbers begin so. `provider`: whose Mobile Money it carries; null: none that the marketplace pays through. */
export interface PhoneNetwork {
  readonly name: string;
  readonly provider: MobileMoneyProvider | null;
  readonly prefixes: readonly string[];
}

export interface PhonePlan {
  readonly country: PhoneCountry;
  /** E.164 country code, without the plus. */
  readonly code: string;
  /** Digits of a national number. */
  readonly length: number;
  /** How many digits stand together when it is written. */
  readonly groups: readonly number[];
  /** First digits of lines that are not mobile. */
  readonly fixed: readonly string[];
  readonly networks: readonly PhoneNetwork[];
  /** Providers with a service there, for the form's choice. Wave rides on every network's numbers. */
  readonly providers: readonly MobileMoneyProvider[];
  /** False: the prefixes come from one source that no regulator's page confirmed; what they say is only a hint. */
  readonly isSure: boolean;
  /** Where length and prefixes come from, read in November 2026. */
  readonly source: string;
}

/** Numbers kept their old length until then; how an old one becomes a new one, by network where that decides. */
export interface OldNumbers {
  readonly length: number;
  readonly since: string;
  readonly prefix: Readonly<Partial<Record<MobileMoneyProvider, string>>> | string;
}

/**
 * Numbering plans of the countries the marketplace pays in. Prefixes say which network a number was FIRST given by: Senegal and
 * Côte d'Ivoire let people take their number to another network, and regulators open new ranges, so that a prefix that does not
 * fit is told and never held against her. « libphonenumber »: the carrier tables of github.com/google/libphonenumber
 * (resources/carrier/en/<code>.txt), which quote the ITU's national numbering plans (itu.int/oth/T0202…).
 */
export const PHONE_PLANS: readonly PhonePlan[] = [
  {
    country: 'BF',
    code: '226',
    length: 8,
    groups: [2, 2, 2, 2],
    fixed: ['2'],
    networks: [
      {
        name: 'Orange',
        provider: 'Orange Money',
        prefixes: ['05', '06', '07', '54', '55', '56', '57', '64', '65', '66', '67', '74', '75', '76', '77'],
      },
      {
        name: 'Moov',
        provider: 'Moov',
        prefixes: ['01', '02', '03', '50', '51', '52', '53', '60', '61', '62', '63', '70', '71', '72', '73'],
      },
      { name: 'Telecel', provider: null, prefixes: ['58', '68', '69', '78', '79'] },
    ],
    providers: ['Orange Money', 'Moov', 'Wave'],
    isSure: true,
    source:
      'ARCEP Burkina Faso, arcep.bf/numerotation-telephonique (closed plan, 8 digits, 2 for fixed lines); prefixes: ITU T0202000021 through libphonenumber 226.txt (Onatel is Moov Africa)',
  },
  {
    country: 'CI',
    code: '225',
    length: 10,
    groups: [2, 2, 2, 2, 2],
    fixed: ['2'],
    networks: [
      { name: 'Orange', provider: 'Orange Money', prefixes: ['07'] },
      { name: 'MTN', provider: 'MTN', prefixes: ['05'] },
      { name: 'Moov', provider: 'Moov', prefixes: ['01'] },
    ],
    providers: ['Orange Money', 'MTN', 'Moov', 'Wave'],
    isSure: true,
    source:
      'ARTCI, ten digits since 31 January 2021: 07 Orange, 05 MTN, 01 Moov, 2x fixed (as reported by newsgeek.ci, nordsud.info); libphonenumber 225.txt says the same',
  },
  {
    country: 'SN',
    code: '221',
    length: 9,
    groups: [2, 3, 2, 2],
    fixed: ['3'],
    networks: [
      { name: 'Orange', provider: 'Orange Money', prefixes: ['77', '78'] },
      { name: 'Yas (Free)', provider: null, prefixes: ['76'] },
      { name: 'Expresso', provider: null, prefixes: ['70'] },
      { name: 'Promobile', provider: null, prefixes: ['75'] },
      { name: 'Hayo', provider: null, prefixes: ['72'] },
    ],
    providers: ['Orange Money', 'Wave'],
    isSure: true,
    source:
      'ARTP Sénégal: 9 digits, 77 Orange and 76 Tigo (avomm.com), 78 opened to Orange in October 2012 (osiris.sn); the others: libphonenumber 221.txt',
  },
  {
    country: 'ML',
    code: '223',
    length: 8,
    groups: [2, 2, 2, 2],
    fixed: ['20', '21', '4'],
    networks: [
      { name: 'Orange', provider: 'Orange Money', prefixes: ['7', '82', '83', '84', '90', '91', '92', '93', '94'] },
      { name: 'Moov', provider: 'Moov', prefixes: ['6', '89', '95', '96', '97', '98', '99'] },
      { name: 'Telecel', provider: null, prefixes: ['5'] },
    ],
    providers: ['Orange Money', 'Moov', 'Wave'],
    isSure: true,
    source:
      'CRT Mali, 8 digits since 1 November 2008: 7 Orange, 6 Malitel, 20 and 21 fixed (ouestaf.com, afribone.com); 5, 8x and 9x: libphonenumber 223.txt (Sotelma is Moov Africa)',
  },
  {
    country: 'TG',
    code: '228',
    length: 8,
    groups: [2, 2, 2, 2],
    fixed: ['2'],
    networks: [
      { name: 'Yas (Togocel)', provider: null, prefixes: ['70', '71', '90', '91', '92', '93', '97'] },
      { name: 'Moov', provider: 'Moov', prefixes: ['79', '96', '98', '99'] },
    ],
    providers: ['Moov'],
    isSure: true,
    source:
      'ARTP Togo, 8 digits since 7 August 2011: 90–92 Togocel, 98 and 99 Moov, 2 fixed (africantelecomsnews.com); 7x, 93, 96 and 97: libphonenumber 228.txt',
  },
  {
    country: 'BJ',
    code: '229',
    length: 10,
    groups: [2, 2, 2, 2, 2],
    fixed: ['012'],
    networks: [
      {
        name: 'MTN',
        provider: 'MTN',
        prefixes: [
          '0142',
          '0146',
          '0150',
          '0151',
          '0152',
          '0153',
          '0154',
          '0156',
          '0157',
          '0159',
          '0161',
          '0162',
          '0166',
          '0167',
          '0169',
          '0190',
          '0191',
          '0196',
          '0197',
        ],
      },
      {
        name: 'Moov',
        provider: 'Moov',
        prefixes: ['0145', '0155', '0158', '0160', '0163', '0164', '0165', '0168', '0194', '0195', '0198', '0199'],
      },
      { name: 'Celtiis', provider: null, prefixes: ['0140', '0141', '0143', '0144', '0147', '0148'] },
    ],
    providers: ['MTN', 'Moov'],
    isSure: true,
    source:
      'ARCEP Bénin, ten digits since 30 November 2024, 01 before every old number (fr.allafrica.com/stories/202411300249); prefixes: libphonenumber 229.txt',
  },
  {
    country: 'NE',
    code: '227',
    length: 8,
    groups: [2, 2, 2, 2],
    fixed: ['2'],
    networks: [
      { name: 'Moov', provider: 'Moov', prefixes: ['94', '95'] },
      { name: 'Airtel', provider: null, prefixes: ['89', '96', '97', '98', '99'] },
      { name: 'Zamani', provider: null, prefixes: ['90', '91', '92'] },
    ],
    providers: ['Moov'],
    isSure: false,
    source:
      'ARM Niger to the ITU, 6 September 2006: 8 digits, 9 mobile, 2 fixed; prefixes from libphonenumber 227.txt alone (Orange is Zamani since 2020)',
  },
  {
    country: 'GN',
    code: '224',
    length: 9,
    groups: [3, 2, 2, 2],
    fixed: ['3', '7'],
    networks: [
      { name: 'Orange', provider: 'Orange Money', prefixes: ['61', '62'] },
      { name: 'MTN', provider: 'MTN', prefixes: ['66'] },
      { name: 'Cellcom', provider: null, prefixes: ['65'] },
    ],
    providers: ['Orange Money', 'MTN'],
    isSure: false,
    source:
      'ITU T020200005B through libphonenumber 224.txt alone (Areeba is MTN); the regulator’s own page could not be read',
  },
  {
    country: 'CM',
    code: '237',
    length: 9,
    groups: [1, 2, 2, 2, 2],
    fixed: ['22', '23', '24'],
    networks: [
      { name: 'MTN', provider: 'MTN', prefixes: ['650', '651', '652', '653', '654', '67', '680', '681', '682', '683'] },
      { name: 'Orange', provider: 'Orange Money', prefixes: ['655', '656', '657', '658', '659', '686', '687', '69'] },
      { name: 'Nexttel', provider: null, prefixes: ['66', '684', '685', '688', '689'] },
      { name: 'Camtel', provider: null, prefixes: ['62'] },
    ],
    providers: ['Orange Money', 'MTN'],
    isSure: true,
    source:
      'ART Cameroun, 9 digits since 21 November 2014: 6 mobile, 2 fixed (journalducameroun.com, afrik.com); prefixes: libphonenumber 237.txt',
  },
];

/** What an old number lacks today. Côte d'Ivoire: by network; Bénin: the same for all. */
export const OLD_NUMBERS: Readonly<Partial<Record<PhoneCountry, OldNumbers>>> = {
  CI: { length: 8, since: '2021-01-31', prefix: { 'Orange Money': '07', MTN: '05', Moov: '01' } },
  BJ: { length: 8, since: '2024-11-30', prefix: '01' },
};

export function planOf(country: PhoneCountry): PhonePlan {
  const plan = PHONE_PLANS.find((one) => one.country === country);
  if (plan === undefined) throw new Error(`no numbering plan of ${country}`);
  return plan;
}
