/** A chance that gives the same numbers every time (Park and Miller, minimal standard generator). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Picks the first values far more often than the last: value n about 1/(n + 1) as often as the first (Zipf's law). */
export function zipf<T>(values: readonly T[], chance: () => number): () => T {
  const most = Math.log(values.length + 1);
  return () => at(values, Math.exp(chance() * most) - 1);
}

/** The value at this place, rounded down and never past the end. Throws where there is none. */
export function at<T>(values: readonly T[], place: number): T {
  const value = values[Math.min(values.length - 1, Math.floor(place))];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** What West African photographers write, most used first; after these come words made of syllables, twenty thousand of them. */
const COMMON =
  'femme marché fête enfant rue soleil couleurs mariage tradition musique danse sourire portrait village lumière rivière pagne artisan cérémonie famille tissu poterie berger bétail récolte mil coton karité griot masque tambour balafon kora école élève forgeron tisserand potière pêcheur pirogue fleuve dune désert baobab acacia manguier savane brousse piste taxi moto vélo gare mosquée église palais musée cinéma festival atelier cuisine repas attiéké dolo thé braise poisson poulet igname banane orange tomate piment oignon arachide sésame cœur sœur œuvre naïf noël été hiver saison pluie poussière harmattan crépuscule aube nuit étoile ombre silhouette reflet regard main visage dos foule amitié espoir travail repos jeu ballon course lutte cheval âne chèvre mouton éléphant hippopotame oiseau crocodile'.split(
    ' ',
  );
const ONSETS = 'b c d f g k l m n p r s t v y z ba dj ny gb kp ch br tr'.split(' ');
const VOWELS = 'a e i o u é è ou an on in ai'.split(' ');
const TAIL = 20_000;

export const PLACES = [
  'Ouagadougou',
  'Bobo-Dioulasso',
  'Abidjan',
  'Dakar',
  'Bamako',
  'Niamey',
  'Lomé',
  'Cotonou',
  'Conakry',
  'Saint-Louis',
  'Ségou',
  'Djenné',
  'Yamoussoukro',
  'N’Djamena',
  'Banfora',
  'Agadez',
] as const;

export function vocabulary(): string[] {
  const chance = chanceOf(77);
  const one = (list: readonly string[]) => list[Math.floor(chance() * list.length)] ?? '';
  const made = Array.from({ length: TAIL }, () => {
    const syllables = 2 + Math.floor(chance() * 3);
    return Array.from({ length: syllables }, () => one(ONSETS) + one(VOWELS)).join('');
  });
  return ['afrique', ...COMMON, ...made];
}
