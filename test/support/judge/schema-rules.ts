// Checks the parameters of a request against the schema of the official types. Walking the types takes a second or two,
// and every test file is a process of its own: the schema is kept beside the compiled tests.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import { replaceFile } from '../../../src/synced-file.ts';
import { PROJECT } from '../project.ts';
import { visibleText } from './html-rules.ts';
import { type ApiSchema, type Schema, schemaFromTypes } from './schema-from-types.ts';

const TYPES = path.join(PROJECT, 'node_modules', '@gramio', 'types');

/** The schema, from the cache when types and walk are the ones that it was made from. */
export async function loadApiSchema(): Promise<ApiSchema> {
  const hash = createHash('sha256');
  for (const file of [
    ...['package.json', 'out/methods.d.ts', 'out/params.d.ts', 'out/objects.d.ts'].map((name) =>
      path.join(TYPES, name),
    ),
    path.join(import.meta.dirname, 'schema-from-types.js'),
  ])
    hash.update(readFileSync(file));
  const cache = path.join(PROJECT, 'dist', `bot-api-schema-${hash.digest('hex').slice(0, 16)}.json`);
  try {
    return JSON.parse(readFileSync(cache, 'utf8')) as ApiSchema; // written below
  } catch {
    const schema = schemaFromTypes(path.join(TYPES, 'out'));
    await replaceFile(cache, Buffer.from(JSON.stringify(schema)));
    return schema;
  }
}

export type SchemaRules = (method: string, parameters: unknown) => string[];

/** @returns the breaches of a request's parameters, each with its place and rule; none when it is legal */
export function createSchemaRules({ $defs, methods }: ApiSchema): SchemaRules {
  const ajv = new Ajv({ strict: false, verbose: true });
  const keyword = (
    name: string,
    measure: (text: string) => number,
    isFine: (size: number, limit: number) => boolean,
  ) =>
    ajv.addKeyword({
      keyword: name,
      type: 'string',
      schemaType: 'number',
      validate: (limit: number, text: string) => isFine(measure(text), limit),
      error: { message: ({ schema }) => `${name} ${String(schema)}` },
    });
  const units = (text: string): number => text.length;
  const bytes = (text: string): number => Buffer.byteLength(text);
  const atLeast = (size: number, limit: number): boolean => size >= limit;
  const atMost = (size: number, limit: number): boolean => size <= limit;
  keyword('minUtf16', units, atLeast);
  keyword('maxUtf16', units, atMost);
  keyword('minBytes', bytes, atLeast);
  keyword('maxBytes', bytes, atMost);
  ajv.addKeyword({
    keyword: 'parsedUtf16',
    type: 'string',
    schemaType: 'array',
    validate: ([min, max]: [number, number], text: string, _schema: unknown, place?: DataValidationCxt) => {
      const { parse_mode: parseMode } = (place?.parentData ?? {}) as { parse_mode?: string };
      const { length } = parseMode === 'HTML' ? visibleText(text) : text;
      return length >= min && length <= max;
    },
    error: { message: ({ schema }) => `${String(schema)} characters after entities parsing` },
  });
  ajv.addSchema({ $id: 'api', $defs });

  const known = new Set(methods);
  const compiled = new Map<string, ValidateFunction>();
  return (method, parameters) => {
    if (!known.has(method)) return [`${method}: there is no such method`];
    let validate = compiled.get(method);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `api#/$defs/method:${method}` });
      compiled.set(method, validate);
    }
    return validate(parameters) ? [] : worst(validate.errors ?? []).map((error) => say(method, error));
  };
}

/** Of all alternatives that did not fit, those that came furthest say what is wrong. */
function worst(errors: readonly ErrorObject[]): ErrorObject[] {
  const telling = errors.filter((error) => error.keyword !== 'anyOf' && !isOtherKind(error));
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  return [...(telling.length > 0 ? telling : errors)].sort((a, b) => depth(b) - depth(a)).slice(0, 3);
}

/** A different `type` only means that another alternative was meant. */
function isOtherKind({ keyword, params, parentSchema, data }: ErrorObject): boolean {
  if (keyword === 'const') return typeof (params as { allowedValue: unknown }).allowedValue === 'string';
  const kind = (parentSchema as Schema | undefined)?.properties?.['type']?.const;
  return kind !== undefined && kind !== (data as { type?: unknown }).type;
}

function say(method: string, { instancePath, keyword, message, params }: ErrorObject): string {
  const extra = keyword === 'additionalProperties' ? ` "${String(params['additionalProperty'])}"` : '';
  return `${method}${instancePath}: ${message ?? keyword}${extra}`;
}
