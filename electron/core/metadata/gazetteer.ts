import type { WordLanguage } from './vocabulary.ts';

export interface City {
  readonly name: string;
  /** French name. */
  readonly nameFr: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Region, province, district…; '' where not known. */
  readonly region: string;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  /** How far the city itself reaches, km: a guess from its population. */
  readonly radius: number;
}

export interface Gazetteer {
  readonly cities: readonly City[];
  /** The city a position (degrees) lies in or next to; null in open country and at sea. */
  nearest(latitude: number, longitude: number): City | null;
}

/** Farther than this from a city's edge, its name would mislead, km. */
const FARTHEST = 40;
/** No city reaches farther than this from its middle, km. */
const LARGEST_RADIUS = 40;
const KM_PER_DEGREE = 111.2;
const EARTH_RADIUS = 6371;

/** Reads the lines that scripts/gazetteer.mjs writes. Cities lie in a grid of whole degrees. */
export function readGazetteer(text: string): Gazetteer {
  const cities: City[] = [];
  const cells = new Map<number, City[]>();
  for (const line of text.split('\n')) {
    const [country, name, french, region = '', latitude, longitude, thousands] = line.split('\t');
    if (!country || !name) continue;
    const city: City = {
      name,
      nameFr: french || name,
      country,
      region,
      latitude: Number(latitude),
      longitude: Number(longitude),
      radius: Math.min(LARGEST_RADIUS, Math.sqrt(Number(thousands) * 1_000) / 100),
    };
    cities.push(city);
    const key = cellOf(Math.floor(city.latitude), Math.floor(city.longitude));
    const cell = cells.get(key);
    if (cell) cell.push(city);
    else cells.set(key, [city]);
  }

  return {
    cities,
    nearest(latitude, longitude) {
      const reach = (FARTHEST + LARGEST_RADIUS) / KM_PER_DEGREE;
      // Degrees of longitude shrink towards the poles, where nobody lives.
      const wide = Math.min(20, reach / Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
      let best: City | null = null;
      let least = FARTHEST;
      for (let row = Math.floor(latitude - reach); row <= Math.floor(latitude + reach); row += 1) {
        for (let column = Math.floor(longitude - wide); column <= Math.floor(longitude + wide); column += 1) {
          for (const city of cells.get(cellOf(row, column)) ?? []) {
            const beyond = distance(latitude, longitude, city.latitude, city.longitude) - city.radius;
            if (beyond >= least) continue;
            least = beyond;
            best = city;
          }
        }
      }
      return best;
    },
  };
}

/** A cell of one degree; the columns meet at the date line. */
function cellOf(row: number, column: number): number {
  return row * 360 + ((((column + 180) % 360) + 360) % 360);
}

/** Great-circle distance, km (haversine). */
function distance(latitude: number, longitude: number, latitude2: number, longitude2: number): number {
  const radians = Math.PI / 180;
  const a =
    Math.sin(((latitude2 - latitude) * radians) / 2) ** 2 +
    Math.cos(latitude * radians) *
      Math.cos(latitude2 * radians) *
      Math.sin(((longitude2 - longitude) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
}

const countryNames = {
  fr: new Intl.DisplayNames('fr', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** `BF` → Burkina Faso, as the language has it. */
export function countryName(code: string, language: WordLanguage): string {
  return countryNames[language].of(code) ?? code;
}

export function cityName(city: City, language: WordLanguage): string {
  return language === 'fr' ? city.nameFr : city.name;
}

/** What some cities share, most exact first: the city, else its region, else its country, each with its country; else null. */
export function sharedPlace(cities: readonly City[], language: WordLanguage): string | null {
  const [first] = cities;
  if (!first || cities.some((city) => city.country !== first.country)) return null;
  const country = countryName(first.country, language);
  if (cities.every((city) => city === first)) return `${cityName(first, language)}, ${country}`;
  if (first.region !== '' && cities.every((city) => city.region === first.region)) return `${first.region}, ${country}`;
  return country;
}
