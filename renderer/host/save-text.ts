/**
 * Gives her a text as a file: a browser puts it among the downloads, a desktop window asks where to (Electron's own dialog for
 * downloads without a path). The text is handed over as it is, UTF-8.
 */
export function saveText(text: string, fileName: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has the blob by then; until it ends the browser keeps what it reads.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
