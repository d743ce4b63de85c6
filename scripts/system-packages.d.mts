export function findBrowser(): string | null;
export function ensureSystemPackages(): Promise<void>;
