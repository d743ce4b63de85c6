export type Language = 'fr' | 'en';

const FRENCH = {
  file: 'Fichier',
  addFolders: 'Ajouter des dossiers…',
  settings: 'Réglages…',
  quit: 'Quitter Pouire Studio',
  edit: 'Édition',
  undo: 'Annuler',
  redo: 'Rétablir',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  selectAll: 'Tout sélectionner',
  search: 'Rechercher',
  view: 'Affichage',
  commands: 'Toutes les commandes…',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  zoomReset: 'Taille réelle',
  fullScreen: 'Plein écran',
  window: 'Fenêtre',
  minimize: 'Placer dans la barre',
  close: 'Fermer la fenêtre',
  help: 'Aide',
  keys: 'Raccourcis clavier',
  about: 'À propos de Pouire Studio',
  hide: 'Masquer Pouire Studio',
  hideOthers: 'Masquer les autres',
  unhide: 'Tout afficher',
  chooseFolders: 'Choisir des dossiers de photos',
  addPhotos: 'Ajouter des photos…',
  importCard: 'Importer d’une carte…',
  choosePhotos: 'Choisir des photos',
  stoppedTitle: 'Le studio s’est arrêté',
  stopped:
    'Le studio s’est arrêté plusieurs fois de suite. Rien n’est perdu : vos photos, vos choix et les envois en cours sont gardés. Redémarrez l’ordinateur, puis Pouire Studio.',
};

const ENGLISH: typeof FRENCH = {
  file: 'File',
  addFolders: 'Add folders…',
  settings: 'Settings…',
  quit: 'Quit Pouire Studio',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  search: 'Search',
  view: 'View',
  commands: 'All commands…',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  window: 'Window',
  minimize: 'Minimize',
  close: 'Close window',
  help: 'Help',
  keys: 'Keyboard shortcuts',
  about: 'About Pouire Studio',
  hide: 'Hide Pouire Studio',
  hideOthers: 'Hide others',
  unhide: 'Show all',
  chooseFolders: 'Choose folders of photos',
  addPhotos: 'Add photos…',
  importCard: 'Import from a card…',
  choosePhotos: 'Choose photos',
  stoppedTitle: 'The studio has stopped',
  stopped:
    'The studio stopped several times in a row. Nothing is lost: your photos, your decisions and unfinished uploads are kept. Restart the computer, then Pouire Studio.',
};

/** What the operating system shows for us: menus and dialogs. Everything else is said by the page. */
export const WORDS: Readonly<Record<Language, Readonly<typeof FRENCH>>> = { fr: FRENCH, en: ENGLISH };

/** French is the house's language; English where the system speaks it. `locale` as in BCP 47. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
