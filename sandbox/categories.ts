export interface Category {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly icon: string;
  readonly children: readonly Category[];
}

/** Ids are the same in every sandbox, so that a catalogue may keep them. */
function category(
  number: number,
  name: string,
  slug: string,
  icon: string,
  description: string,
  children: readonly (readonly [string, string])[],
): Category {
  const id = (sub: number) =>
    `0c47e906-0000-4000-8000-${String(number).padStart(6, '0')}${String(sub).padStart(6, '0')}`;
  return {
    id: id(0),
    name,
    slug,
    description,
    icon,
    children: children.map(([childName, childSlug], index) => ({
      id: id(index + 1),
      name: childName,
      slug: childSlug,
      description: `${name} : ${childName}`,
      icon,
      children: [],
    })),
  };
}

export const CATEGORIES: readonly Category[] = [
  category(1, 'Portrait', 'portrait', 'user', 'Visages et portraits', [
    ['Enfants', 'enfants'],
    ['Portrait de studio', 'portrait-de-studio'],
  ]),
  category(2, 'Paysage', 'paysage', 'mountain', 'Paysages du Sahel, de la forêt et de la côte', [
    ['Sahel', 'sahel'],
    ['Côte et lagunes', 'cote-et-lagunes'],
  ]),
  category(3, 'Nature', 'nature', 'leaf', 'Faune, flore et eau', [
    ['Faune', 'faune'],
    ['Flore', 'flore'],
  ]),
  category(4, 'Événements', 'evenements', 'calendar', 'Mariages, baptêmes, festivals', [
    ['Mariages', 'mariages'],
    ['Festivals', 'festivals'],
  ]),
  category(5, 'Street Photography', 'street-photography', 'camera', 'La rue et ses gens', [['Marchés', 'marches']]),
  category(6, 'Architecture', 'architecture', 'building', 'Villes, cases et monuments', []),
  category(7, 'Lifestyle', 'lifestyle', 'heart', 'La vie de tous les jours', [['Cuisine', 'cuisine']]),
  category(8, 'Culture Africaine', 'culture-africaine', 'drum', 'Masques, danses, tissus et artisanat', [
    ['Masques et danses', 'masques-et-danses'],
    ['Artisanat', 'artisanat'],
  ]),
];

const ALL = CATEGORIES.flatMap((root) => [root, ...root.children]);

export function findCategory(slugOrId: string): Category | undefined {
  return ALL.find((one) => one.id === slugOrId || one.slug === slugOrId);
}
