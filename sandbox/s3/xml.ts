/** A small tree for S3's XML answers: text, a list of same-named elements, or elements by name. */
export type Xml = string | number | boolean | readonly Xml[] | { readonly [name: string]: Xml | undefined };

function toXml(text: string): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  // Control characters are not XML; S3 answers them as character references.
  return plain.replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function element(name: string, content: Xml): string {
  if (Array.isArray(content)) return content.map((one: Xml) => element(name, one)).join('');
  if (typeof content !== 'object') return `<${name}>${toXml(String(content))}</${name}>`;
  const inner = Object.entries(content).map(([child, value]) => (value === undefined ? '' : element(child, value)));
  return `<${name}>${inner.join('')}</${name}>`;
}

/** One XML document with S3's namespace on its root. */
export function xmlDocument(root: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content).replace(`<${root}>`, `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)}`;
}

/** Errors have no namespace. */
export function errorDocument(content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', content)}`;
}

export interface CompletedPart {
  readonly number: number;
  readonly etag: string;
  /** Base64 checksums by algorithm in lower case (`crc32`, `sha256`…), as far as given. */
  readonly checksums: ReadonlyMap<string, string>;
}

function fromXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

/** Reads a CompleteMultipartUpload body; undefined when it isn't one. Only the elements that the schema knows can appear. */
export function parseCompletedParts(body: string): CompletedPart[] | undefined {
  const root =
    /^\s*(?:<\?xml[^?]*\?>\s*)?<CompleteMultipartUpload(?:\s[^>]*)?>([\s\S]*)<\/CompleteMultipartUpload>\s*$/.exec(
      body,
    )?.[1];
  if (root === undefined) return undefined;
  const parts: CompletedPart[] = [];
  const rest = root.replace(/<Part>([\s\S]*?)<\/Part>/g, (_, inner: string) => {
    const fields = new Map<string, string>();
    for (const [, name, value] of inner.matchAll(/<(\w+)>([^<]*)<\/\1>/g))
      fields.set(name ?? '', fromXml(value ?? '').trim());
    const checksums = new Map<string, string>();
    for (const [name, value] of fields) {
      if (name.startsWith('Checksum')) checksums.set(name.slice('Checksum'.length).toLowerCase(), value);
    }
    parts.push({
      number: Number(fields.get('PartNumber') ?? Number.NaN),
      etag: (fields.get('ETag') ?? '').replaceAll('"', ''),
      checksums,
    });
    return '';
  });
  const wellFormed =
    rest.trim() === '' && parts.length > 0 && parts.every((part) => Number.isInteger(part.number) && part.etag !== '');
  return wellFormed ? parts : undefined;
}
