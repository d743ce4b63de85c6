import { describe, expect, it } from 'vitest';
import { bundledGazetteer } from './bundled-words.ts';
import { cityName, countryName, readGazetteer, sharedPlace } from './gazetteer.ts';

const gazetteer = bundledGazetteer();
const nameAt = (latitude: number, longitude: number) => {
  const city = gazetteer.nearest(latitude, longitude);
  return city && sharedPlace([city], 'fr');
};

describe('the bundled gazetteer', () => {
  it('has tens of thousands of cities, each with a name, a known country and a position', () => {
    expect(gazetteer.cities.length).toBeGreaterThan(20_000);
    for (const { name, country, latitude, longitude, radius } of gazetteer.cities) {
      expect(name).toMatch(/\S/);
      expect(countryName(country, 'fr'), country).not.toBe(country);
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && radius > 0, name).toBe(true);
    }
  });

  it('names where a photo was taken, as French does', () => {
    expect(nameAt(12.3714, -1.5197)).toBe('Ouagadougou, Burkina Faso');
    expect(nameAt(11.177, -4.297)).toBe('Bobo-Dioulasso, Burkina Faso');
    expect(nameAt(5.336, -4.026)).toBe('Abidjan, Côte d’Ivoire');
    expect(nameAt(14.6937, -17.4441)).toBe('Dakar, Sénégal');
    expect(nameAt(30.0444, 31.2357)).toBe('Le Caire, Égypte');
    expect(nameAt(48.8566, 2.3522)).toBe('Paris, France');
  });

  it('is silent at sea and in the open desert', () => {
    expect(nameAt(0, -20)).toBeNull();
    expect(nameAt(22.5, 9.9)).toBeNull();
  });

  it('answers within a millisecond', () => {
    const start = performance.now();
    const times = 2_000;
    for (let index = 0; index < times; index += 1) gazetteer.nearest(4 + (index % 30), -17 + (index % 50));
    const each = (performance.now() - start) / times;
    console.log(`nearest city: ${each.toFixed(4)} ms`);
    expect(each).toBeLessThan(1);
  });
});

describe('the nearest city', () => {
  const lines = [
    'BF\tGrande\t\tCentre\t12.000\t-1.000\t2500',
    'BF\tVillage\t\tCentre\t12.000\t-0.750\t1',
    'FJ\tEst\t\t\t-17.000\t179.950\t10',
  ].join('\n');

  it('is the large city around a place rather than the village beside it, and the village outside', () => {
    const { nearest } = readGazetteer(lines);
    expect(nearest(12, -0.96)?.name).toBe('Grande');
    expect(nearest(12, -0.76)?.name).toBe('Village');
  });

  it('is found across the date line', () => {
    expect(readGazetteer(lines).nearest(-17, -179.98)?.name).toBe('Est');
  });
});

describe('what cities share', () => {
  const { cities } = readGazetteer(
    [
      'BF\tKaya\t\tCentre-Nord\t13.1\t-1.1\t60',
      'BF\tKongoussi\t\tCentre-Nord\t13.3\t-1.5\t60',
      'BF\tDori\t\tSahel\t14\t0\t40',
      'ML\tGao\t\tGao\t16\t0\t60',
      'EG\tCairo\tLe Caire\t\t30\t31\t7735',
    ].join('\n'),
  );
  const at = (...names: string[]) => cities.filter((city) => names.includes(city.name));

  it('is the city, else the region, else the country, else nothing', () => {
    expect(sharedPlace(at('Kaya'), 'fr')).toBe('Kaya, Burkina Faso');
    expect(sharedPlace(at('Kaya', 'Kongoussi'), 'fr')).toBe('Centre-Nord, Burkina Faso');
    expect(sharedPlace(at('Kaya', 'Dori'), 'fr')).toBe('Burkina Faso');
    expect(sharedPlace(at('Kaya', 'Gao'), 'fr')).toBeNull();
    expect(sharedPlace([], 'fr')).toBeNull();
  });

  it('is said in her language', () => {
    expect(at('Cairo').map((city) => cityName(city, 'fr'))).toEqual(['Le Caire']);
    expect(sharedPlace(at('Cairo'), 'en')).toBe('Cairo, Egypt');
  });
});
