export interface Contents {
  readonly everywhere: readonly string[];
  readonly perl: readonly string[];
  readonly files: readonly string[];
}
export function contentsOf(archive: string): Contents;
export function writtenContents(contents: Contents): string;
