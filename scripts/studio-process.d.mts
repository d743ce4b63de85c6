export const STUDIO_FLAGS: readonly string[];
export const STUDIO_ENVIRONMENT: Readonly<Record<string, string>>;
