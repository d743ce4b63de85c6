import { useEffect } from 'react';
import type { Settings } from '../../../shared/contract/system.contract.ts';

/** Dresses the page; « système » follows the system as it changes. */
export function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    const prefersLight = window.matchMedia('(prefers-color-scheme: light)');
    const dress = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (prefersLight.matches ? 'light' : 'dark') : theme;
    };
    dress();
    prefersLight.addEventListener('change', dress);
    return () => prefersLight.removeEventListener('change', dress);
  }, [theme]);
}
