import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts';

/** A sandbox in a temporary folder; `again` stops it and starts it on the same folder. */
export async function sandboxForTest(options: Omit<SandboxOptions, 'dataDir'> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  let sandbox = await startSandbox({ ...options, dataDir });
  const stranger = (): SandboxClient => new SandboxClient(() => sandbox.api);
  return {
    get now(): Sandbox {
      return sandbox;
    },
    stranger,
    photographer: async (): Promise<SandboxClient> => {
      const client = stranger();
      await client.login(sandbox.email, sandbox.password);
      return client;
    },
    /** Asks for what only a sandbox can do, `/photos/<id>/approve`. */
    control: (method: string, path: string, body?: unknown): Promise<Answer> =>
      stranger().call(method, `/sandbox${path}`, body),
    again: async (): Promise<Sandbox> => {
      await sandbox.stop();
      sandbox = await startSandbox({ ...options, dataDir });
      return sandbox;
    },
    end: async (): Promise<void> => {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestSandbox = Awaited<ReturnType<typeof sandboxForTest>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the sandbox as a stranger or, after `login`, as its photographer. */
export class SandboxClient {
  token: string | undefined;
  readonly #base: () => string;

  constructor(base: () => string) {
    this.#base = base;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.#base()}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  }

  async login(email: string, password: string): Promise<Answer> {
    const answer = await this.call('POST', '/api/auth/login', { email, password });
    this.token = z.object({ data: z.object({ access_token: z.string() }) }).parse(answer.body).data.access_token;
    return answer;
  }
}

/** Reads a value out of an answer by its path, `data.0.id`; undefined when it isn't there. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    const record = z.record(z.string(), z.unknown()).safeParse(inner);
    return record.success ? record.data[name] : undefined;
  }, value);
}

export function textAt(value: unknown, path: string): string {
  return z.string().parse(at(value, path));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A small JPEG whose content depends on `shade`. */
export async function smallJpeg(shade: number): Promise<Buffer> {
  return await sharp({ create: { width: 640, height: 480, channels: 3, background: { r: shade, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer();
}

export const CATEGORY = '0c47e906-0000-4000-8000-000001000000';

export function description(title = 'Marché de Gounghin'): Record<string, unknown> {
  return {
    title,
    description: 'Étals du matin',
    category_id: CATEGORY,
    tags: ['marché', 'Ouagadougou', 'étoffes'],
    price_standard: 5000,
    price_extended: 15_000,
    location: 'Ouagadougou',
  };
}

/** Sends a picture by form; its id. */
export async function postPhoto(
  client: SandboxClient,
  jpeg: Uint8Array,
  fields: Record<string, unknown> = description(),
): Promise<string> {
  const answer = await client.call('POST', '/api/photographer/photos', photoForm(jpeg, fields));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return textAt(answer.body, 'data.0.id');
}

export function photoForm(jpeg: Uint8Array, fields: Record<string, unknown>): FormData {
  const form = new FormData();
  form.append('photos[]', new Blob([Uint8Array.from(jpeg)], { type: 'image/jpeg' }), 'photo.jpg');
  for (const [name, value] of Object.entries(fields))
    form.append(name, Array.isArray(value) ? value.join(',') : String(value));
  return form;
}

const place = z.object({ bucket: z.string(), key: z.string() });
export const uploadSession = z.object({
  id: z.string(),
  part_size: z.number(),
  storage: z.object({
    region: z.string(),
    endpoint: z.string(),
    force_path_style: z.boolean(),
    credentials: z.object({
      access_key_id: z.string(),
      secret_access_key: z.string(),
      session_token: z.string(),
      expires_at: z.string(),
    }),
    original: place,
    derivatives: z.record(z.string(), place),
  }),
});
export type UploadSession = z.infer<typeof uploadSession>;

export function newUpload(original: Uint8Array, derivatives: Record<string, Uint8Array> = {}): Record<string, unknown> {
  return {
    client_upload_id: randomUUID(),
    filename: 'marché.jpg',
    content_type: 'image/jpeg',
    size: original.length,
    sha256: sha256(original),
    derivatives: Object.entries(derivatives).map(([kind, bytes]) => ({
      kind,
      size: bytes.length,
      sha256: sha256(bytes),
    })),
  };
}
