import type { RuleFinding } from '../../../../shared/domain/rules.ts';
import { layOver } from '../panels.store.ts';

export type InspectorField = Exclude<RuleFinding['field'], 'file'>;

/** Puts the keyboard into a field of the inspector, which a narrow window lays over the photos first. */
export function focusField(field: InspectorField): void {
  const element = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
  if (element && !element.checkVisibility()) {
    layOver('inspector');
    requestAnimationFrame(() => enter(element));
  } else enter(element);
}

function enter(element: HTMLElement | null): void {
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
  element?.scrollIntoView({ block: 'nearest' });
}
