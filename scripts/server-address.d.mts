export function serverAddress(typed: string): string | null;
export function answers(server: string, withinMs?: number): Promise<boolean>;
