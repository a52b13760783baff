// The official Bot API as a strict JSON Schema, derived from the types of @gramio/types, which are generated from the
// official documentation: every method, every parameter, and the lengths that the comments state. Anything else is
// refused.
import path from 'node:path';
import ts from 'typescript';
import { lengthsIn } from './stated-lengths.ts';

/** The used part of JSON Schema; keywords that end with Utf16 or Bytes are our own. */
export type Schema = {
  $ref?: string;
  type?: string;
  const?: string | number | boolean;
  enum?: (string | number | boolean)[];
  anyOf?: Schema[];
  /** Our own keyword: alternatives that are distinguished by a constant in the field `tag`, and those without one. */
  byTag?: TaggedUnion;
  not?: object;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  pattern?: string;
  minUtf16?: number;
  maxUtf16?: number;
  minBytes?: number;
  maxBytes?: number;
  /** After the entities of a text have been parsed. */
  parsedUtf16?: [min: number, max: number];
  minimum?: number;
  maximum?: number;
};

export type TaggedUnion = { tag: string; of: Record<string, Schema[]>; rest: Schema[] };

export type ApiSchema = {
  $defs: Record<string, Schema>;
  /** Names of the methods; the parameters of `x` are `$defs['method:x']`. */
  methods: string[];
  /** How many rules about lengths and ranges were read from comments. */
  lengthRules: number;
};

/** The documentation has Integer and Float, the types only number: these are the Float parameters. */
const FRACTIONS =
  /^(?:latitude|longitude|horizontal_accuracy|temperature|[xy]_shift|scale|rotation_angle|\w+_percentage|(?:cover|main)_frame_timestamp|duration)$/;

/** @param typesFolder folder of @gramio/types' declaration files */
export function schemaFromTypes(typesFolder: string): ApiSchema {
  const program = ts.createProgram([path.join(typesFolder, 'methods.d.ts')], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const $defs: Record<string, Schema> = {};
  let lengthRules = 0;

  function typeSchema(declared: ts.Type, name = ''): Schema {
    // An optional field of a named union has that union's alternatives and `undefined`; without `undefined` it is the
    // named union.
    const type = checker.getNonNullableType(declared);
    if (type.isUnion())
      return type.aliasSymbol === undefined ? unionSchema(type.types, name) : unionRef(type);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: FRACTIONS.test(name) ? 'number' : 'integer' };
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', ...(item === undefined ? {} : { items: typeSchema(item) }) };
    }
    return objectRef(type);
  }

  function unionSchema(types: readonly ts.Type[], name = ''): Schema {
    // Alternatives for programs (`{ toJSON(): … }`) are sent in another form.
    const sent = types.filter((type) => !(type.flags & ts.TypeFlags.Undefined) && !isForPrograms(type));
    const tagged = taggedUnion(sent);
    if (tagged !== undefined) return { byTag: tagged };
    const schemas = sent.map((type) => typeSchema(type, name));
    const [only] = schemas;
    if (schemas.length === 1 && only !== undefined) return only;
    const constants = schemas.flatMap((schema) => (schema.const === undefined ? [] : [schema.const]));
    if (constants.length < schemas.length) {
      const rest = schemas.filter((schema) => schema.const === undefined);
      return { anyOf: constants.length === 0 ? rest : [...rest, { enum: constants }] };
    }
    return constants.includes(true) && constants.includes(false) && constants.length === 2
      ? { type: 'boolean' }
      : { enum: constants };
  }

  function taggedUnion(types: readonly ts.Type[]): TaggedUnion | undefined {
    for (const tag of ['type', 'source']) {
      const union: TaggedUnion = { tag, of: {}, rest: [] };
      for (const type of types) {
        const symbol = type.getProperty(tag);
        const constant = symbol && checker.getTypeOfSymbol(symbol);
        if (constant?.isStringLiteral() === true) (union.of[constant.value] ??= []).push(typeSchema(type));
        else union.rest.push(typeSchema(type));
      }
      if (Object.keys(union.of).length > 1) return union;
    }
    return undefined;
  }

  function unionRef({ types, aliasSymbol }: ts.UnionType): Schema {
    const name = aliasSymbol?.getName() ?? '';
    const ref = { $ref: `#/$defs/${name}` };
    if (name in $defs) return ref;
    $defs[name] = {};
    const schema = unionSchema(types);
    // The documentation has "String, Array of RichText or one of"; the types have lost the first two.
    if (name === 'TelegramRichText')
      schema.byTag?.rest.push({ type: 'string' }, { type: 'array', items: ref });
    $defs[name] = schema;
    return ref;
  }

  function isForPrograms(type: ts.Type): boolean {
    const properties = type.getProperties();
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayType(type);
    const isMethod = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Method) !== 0;
    return isObject && properties.length > 0 && properties.every(isMethod);
  }

  function objectRef(type: ts.Type): Schema {
    const name = (type.aliasSymbol ?? type.getSymbol())?.getName() ?? '';
    // Files are not uploaded as JSON; Wenda sends none.
    if (name === 'Blob' || name === 'File') return { not: {} };
    if (name === '' || name === '__type') return objectSchema(type);
    if (!(name in $defs)) {
      $defs[name] = {}; // types may be recursive
      $defs[name] = objectSchema(type);
    }
    return { $ref: `#/$defs/${name}` };
  }

  function objectSchema(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const symbol of type.getProperties()) {
      const name = symbol.getName();
      const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      properties[name] = withLengths(typeSchema(checker.getTypeOfSymbol(symbol), name), comment);
      if (!(symbol.flags & ts.SymbolFlags.Optional)) required.push(name);
    }
    return { type: 'object', properties, required, additionalProperties: false };
  }

  function withLengths(schema: Schema, comment: string): Schema {
    const lengths = lengthsIn(schema, comment);
    if (lengths === undefined) return schema;
    lengthRules++;
    return { ...schema, ...lengths };
  }

  const module = checker.getSymbolAtLocation(
    program.getSourceFile(path.join(typesFolder, 'methods.d.ts')) ?? missing('methods.d.ts'),
  );
  const api =
    (module && checker.getExportsOfModule(module).find(({ name }) => name === 'APIMethods')) ??
    missing('APIMethods');
  const methods: string[] = [];
  for (const method of checker.getDeclaredTypeOfSymbol(api).getProperties()) {
    const [signature] = checker.getTypeOfSymbol(method).getCallSignatures();
    const parameter = signature?.getParameters()[0];
    const type = parameter && checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
    methods.push(method.name);
    $defs[`method:${method.name}`] =
      type === undefined ? { type: 'object', additionalProperties: false } : objectSchema(type);
  }
  return { $defs, methods, lengthRules };
}

function missing(what: string): never {
  throw new Error(`@gramio/types has no ${what}any more: update the walk over the types`);
}
