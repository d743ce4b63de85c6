export type PlistValue = string | boolean | PlistValue[] | { readonly [key: string]: PlistValue };

/** Reads an XML property list (Apple's PropertyList-1.0): dict, array, string, integer, true, false. Throws on anything else. */
export function readPlist(xml: string): PlistValue {
  const tokens = [...xml.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<(\/?)(\w+)[^>]*?(\/?)>([^<]*)/g)]
    .map(([, close, tag, empty, text]) => ({
      tag: `${close}${tag}`,
      empty: empty === '/',
      text: unescaped(text ?? ''),
    }))
    .filter(({ tag }) => !['plist', '/plist'].includes(tag));
  let at = 0;
  const next = () => {
    const token = tokens[at];
    at += 1;
    if (!token) throw new Error('the property list ends too early');
    return token;
  };
  const value = (token: ReturnType<typeof next>): PlistValue => {
    if (token.tag === 'true' || token.tag === 'false') return token.tag === 'true';
    if (token.tag === 'string' || token.tag === 'integer') {
      if (!token.empty) next();
      return token.text;
    }
    if (token.tag === 'array') {
      const items: PlistValue[] = [];
      if (!token.empty) for (let item = next(); item.tag !== '/array'; item = next()) items.push(value(item));
      return items;
    }
    if (token.tag !== 'dict') throw new Error(`<${token.tag}> is not read here`);
    const entries: [string, PlistValue][] = [];
    if (!token.empty)
      for (let key = next(); key.tag !== '/dict'; key = next()) {
        next();
        entries.push([key.text, value(next())]);
      }
    return Object.fromEntries(entries);
  };
  return value(next());
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
