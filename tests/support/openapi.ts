import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { z } from 'zod';

const response = z.object({
  $ref: z.string().optional(),
  content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
});
const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ responses: z.record(z.string(), response).optional() }),
});
const operation = z.object({ responses: z.record(z.string(), response) });

/** `/data/data/0/total_sales must be integer`, with list positions left out so that one deviation is one line. */
export type Deviation = string;

/** Validates JSON answers against an OpenAPI 3.0 document. */
export class OpenApi {
  readonly #document: z.infer<typeof document>;
  readonly #ajv: Ajv;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(source: unknown) {
    this.#document = document.parse(fromOpenApi(source));
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    formats.default(this.#ajv);
    // The library's own `url` knows no loopback addresses.
    this.#ajv.addFormat('url', (text: string) => URL.canParse(text));
    this.#ajv.addSchema({ $id: 'api', components: this.#document.components });
  }

  /** What in an answer isn't as documented. Throws when the operation or status isn't documented at all. */
  check(method: string, path: string, status: number, body: unknown): Deviation[] {
    const name = `${method} ${path} ${status}`;
    const validate = this.#validators.get(name) ?? this.#compile(name, method, path, status);
    this.#validators.set(name, validate);
    if (validate(body)) return [];
    const lines = (validate.errors ?? []).map(
      (error) => `${name}: ${error.instancePath.replace(/\/\d+(?=\/|$)/g, '/*')} ${error.message}`,
    );
    return [...new Set(lines)];
  }

  #compile(name: string, method: string, path: string, status: number): ValidateFunction {
    const found = this.#document.paths[path]?.[method.toLowerCase()];
    if (found === undefined) throw new Error(`${method} ${path} is not documented`);
    const answer = operation.parse(found).responses[String(status)];
    const resolved =
      answer?.$ref === undefined ? answer : this.#document.components.responses?.[answer.$ref.split('/').at(-1) ?? ''];
    if (resolved === undefined) throw new Error(`${name} is not documented`);
    const schema = resolved.content?.['application/json']?.schema ?? {};
    const anchored: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
    return this.#ajv.compile(z.record(z.string(), z.unknown()).parse(anchored));
  }
}

/** OpenAPI 3.0's `nullable` in JSON Schema's words. */
function fromOpenApi(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(fromOpenApi);
  const record = z.record(z.string(), z.unknown()).safeParse(node);
  if (!record.success) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(record.data).map(([name, value]) => [name, fromOpenApi(value)]),
  );
  if (nullable !== true) return nullable === undefined || nullable === false ? rest : { ...rest, nullable };
  return 'type' in rest
    ? { ...rest, type: [rest.type, 'null'], ...(Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {}) }
    : { anyOf: [rest, { type: 'null' }] };
}
