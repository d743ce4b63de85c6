/**
 * Gives her a file: a browser puts it among the downloads, a desktop window asks where to (Electron's own dialog for downloads
 * without a path). Text is handed over as it is, UTF-8.
 */
export function saveFile(content: string | Uint8Array<ArrayBuffer>, fileName: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has the blob by then; until it ends the browser keeps what it reads.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
