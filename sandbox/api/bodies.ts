import type { FastifyInstance } from 'fastify';
import { refused } from './answers.ts';

/** A form may carry one picture of 50 MB, its words, and a little more to be told that it is too large. */
const MAXIMUM_BODY_BYTES = 64 * 1024 * 1024;

/** JSON (an empty body counts as none) and multipart forms; anything else is left unread. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    if (body === '') return done(null, {});
    try {
      return done(null, JSON.parse(body.toString()));
    } catch {
      return done(refused(400, 'Le corps de la requête n’est pas du JSON valide.'));
    }
  });
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: { headers: Record<string, string | string[] | undefined> }, payload: NodeJS.ReadableStream) => {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of payload) {
        const bytes = Buffer.from(piece);
        size += bytes.length;
        if (size <= MAXIMUM_BODY_BYTES) pieces.push(bytes);
      }
      if (size > MAXIMUM_BODY_BYTES) throw refused(413, 'Le corps de la requête est trop grand.');
      const type = String(request.headers['content-type']);
      try {
        return formFields(await new Response(Buffer.concat(pieces), { headers: { 'content-type': type } }).formData());
      } catch {
        throw refused(400, 'Le formulaire est mal formé.');
      }
    },
  );
  app.addContentTypeParser('*', (_, payload, done) => {
    payload.resume();
    payload.on('end', () => done(null, {}));
  });
}

/** Fields by name; one that ends in `[]` or comes several times is a list. */
function formFields(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name] = name.endsWith('[]') || values.length > 1 ? values : values[0];
  }
  return fields;
}
