// Checks the parameters of a request against the schema of the official types. Walking the types takes a second or two,
// and every test file is a separate process: so the schema is cached beside the compiled tests, the walk and its
// compiler are loaded only without the cache, and alternatives are compiled when a request has one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { DataValidationCxt, SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { replaceFile } from '../../../src/system/synced-file.ts';
import { PROJECT } from '../project.ts';
import { visibleText } from './html-rules.ts';
import type { ApiSchema, Schema, TaggedUnion } from './schema-from-types.ts';

const TYPES = path.join(PROJECT, 'node_modules', '@gramio', 'types');

/** The schema, from the cache if types and walk have not changed since. */
export async function loadApiSchema(): Promise<ApiSchema> {
  const hash = createHash('sha256');
  for (const file of [
    ...['package.json', 'out/methods.d.ts', 'out/params.d.ts', 'out/objects.d.ts'].map((name) =>
      path.join(TYPES, name),
    ),
    ...['schema-from-types.js', 'stated-lengths.js'].map((name) => path.join(import.meta.dirname, name)),
  ])
    hash.update(readFileSync(file));
  const cache = path.join(PROJECT, 'dist', `bot-api-schema-${hash.digest('hex').slice(0, 16)}.json`);
  try {
    return JSON.parse(readFileSync(cache, 'utf8')) as ApiSchema; // written below
  } catch {
    const { schemaFromTypes } = await import('./schema-from-types.ts');
    const schema = schemaFromTypes(path.join(TYPES, 'out'));
    await replaceFile(cache, Buffer.from(JSON.stringify(schema)));
    return schema;
  }
}

export type SchemaRules = (method: string, parameters: unknown) => string[];

/** @returns the breaches of a request's parameters, each with its place and rule; none when it is legal */
export function createSchemaRules({ $defs, methods }: ApiSchema): SchemaRules {
  const ajv = new Ajv({ strict: false });
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
      const fields = (place?.parentData ?? {}) as Record<string, unknown>; // a text is always a field of an object
      const parseMode = fields[`${String(place?.parentDataProperty)}_parse_mode`] ?? fields['parse_mode'];
      const { length } = parseMode === 'HTML' ? visibleText(text) : text;
      return length >= min && length <= max;
    },
    error: { message: ({ schema }) => `${String(schema)} characters after entities parsing` },
  });
  ajv.addKeyword({ keyword: 'byTag', schemaType: 'object', errors: 'full', validate: validateUnion });
  ajv.addSchema({ $id: 'api', $defs });

  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(absolute(schema));
    compiled.set(key, validate);
    return validate;
  };

  // Declared as a function because ajv takes errors from a property of it.
  function validateUnion(...[union, data, , place]: Parameters<SchemaValidateFunction>): boolean {
    const { tag, of, rest } = union as TaggedUnion;
    const value = isFields(data) ? data[tag] : undefined;
    const meant = (typeof value === 'string' ? of[value] : undefined) ?? rest;
    const errors: ErrorObject[] = [];
    for (const alternative of meant) {
      const validate = validatorOf(alternative);
      if (validate(data, place)) return true;
      errors.push(...(validate.errors ?? []));
    }
    const message = `must be one of ${Object.keys(of).join(', ')}`;
    const instancePath = `${place?.instancePath ?? ''}${isFields(data) ? `/${tag}` : ''}`;
    const isForeign = errors.length === 0 || (isFields(data) && meant === rest);
    const foreign = { keyword: 'byTag', instancePath, schemaPath: '', params: {}, message };
    Object.assign(validateUnion, { errors: isForeign ? [foreign] : errors });
    return false;
  }

  const known = new Set(methods);
  return (method, parameters) => {
    if (!known.has(method)) return [`${method}: there is no such method`];
    const validate = validatorOf({ $ref: `#/$defs/method:${method}` });
    if (validate(parameters)) return [];
    return [...new Set(worst(validate.errors ?? []).map((error) => say(method, error)))];
  };
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** References start from the whole schema, even in a part that is compiled separately. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"api#/$defs/')) as Schema; // as it was
}

/** Of all alternatives that did not match, those that matched furthest tell what is wrong. */
function worst(errors: readonly ErrorObject[]): ErrorObject[] {
  const telling = errors.filter(({ keyword }) => keyword !== 'anyOf');
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const furthest = Math.max(...telling.map(depth));
  return telling.filter((error) => depth(error) === furthest).slice(0, 3);
}

function say(method: string, { instancePath, keyword, message, params }: ErrorObject): string {
  const extra = keyword === 'additionalProperties' ? ` "${String(params['additionalProperty'])}"` : '';
  return `${method}${instancePath}: ${message ?? keyword}${extra}`;
}
