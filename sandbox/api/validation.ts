import { ApiError } from './answers.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads the fields of a body and collects what is wrong with them in French, as Laravel's validator does; `check` then
 * answers 422 with everything at once. A field read in vain comes back as its type's empty value.
 */
export class Validation {
  readonly #fields: Record<string, unknown>;
  readonly #errors: Record<string, string[]> = {};

  constructor(body: unknown) {
    this.#fields = isRecord(body) ? body : {};
  }

  has(field: string): boolean {
    const value = this.#fields[field];
    return value !== undefined && value !== null && value !== '';
  }

  raw(field: string): unknown {
    return this.#fields[field];
  }

  fail(field: string, sentence: string): void {
    const sentences = this.#errors[field] ?? [];
    sentences.push(sentence);
    this.#errors[field] = sentences;
  }

  /** 422 when anything was wrong. */
  check(): void {
    if (Object.keys(this.#errors).length > 0)
      throw new ApiError(422, { message: 'Les données fournies sont invalides', errors: this.#errors });
  }

  text(field: string, name: string, limits: { minimum?: number; maximum?: number } = {}): string {
    if (!this.has(field)) {
      this.fail(field, `Le champ ${name} est obligatoire.`);
      return '';
    }
    return this.optionalText(field, name, limits) ?? '';
  }

  optionalText(field: string, name: string, limits: { minimum?: number; maximum?: number } = {}): string | null {
    if (!this.has(field)) return null;
    const value = this.#fields[field];
    if (typeof value !== 'string') {
      this.fail(field, `Le champ ${name} doit être une chaîne de caractères.`);
      return null;
    }
    const text = value.trim();
    const length = [...text].length;
    if (limits.minimum !== undefined && length < limits.minimum)
      this.fail(field, `Le texte ${name} doit contenir au moins ${limits.minimum} caractères.`);
    if (limits.maximum !== undefined && length > limits.maximum)
      this.fail(field, `Le texte ${name} ne peut pas dépasser ${limits.maximum} caractères.`);
    return text;
  }

  email(field: string): string {
    const text = this.text(field, 'adresse e-mail', { maximum: 255 });
    if (text !== '' && !EMAIL.test(text)) this.fail(field, "L'adresse e-mail doit être une adresse valide.");
    return text;
  }

  uuid(field: string, name: string): string {
    const text = this.text(field, name);
    if (text !== '' && !UUID.test(text)) this.fail(field, `Le champ ${name} doit être un UUID valide.`);
    return text;
  }

  /** An integer; form fields come as text. */
  integer(field: string, name: string, minimum: number): number {
    if (!this.has(field)) {
      this.fail(field, `Le champ ${name} est obligatoire.`);
      return minimum;
    }
    const value = this.#fields[field];
    const number =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && /^-?\d+$/.test(value)
          ? Number(value)
          : Number.NaN;
    if (!Number.isSafeInteger(number)) {
      this.fail(field, `Le champ ${name} doit être un nombre entier.`);
      return minimum;
    }
    if (number < minimum) this.fail(field, `La valeur de ${name} doit être supérieure ou égale à ${minimum}.`);
    return number;
  }

  choice<T extends string>(field: string, name: string, choices: readonly [T, ...T[]]): T {
    const text = this.text(field, name);
    const found = choices.find((one) => one === text);
    if (found === undefined && text !== '') this.fail(field, `Le champ ${name} sélectionné est invalide.`);
    return found ?? choices[0];
  }

  password(field: string): string {
    const text = this.text(field, 'mot de passe');
    if (text !== '' && text.length < 8) this.fail(field, 'Le mot de passe doit contenir au moins 8 caractères.');
    if (this.#fields[`${field}_confirmation`] !== this.#fields[field])
      this.fail(field, 'La confirmation du mot de passe ne correspond pas.');
    return text;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
