import type { RuleFinding } from '../../../../shared/domain/rules.ts';

export type InspectorField = Exclude<RuleFinding['field'], 'file'>;

/** Puts the keyboard into a field of the inspector. */
export function focusField(field: InspectorField): void {
  const element = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
  element?.scrollIntoView({ block: 'nearest' });
}
