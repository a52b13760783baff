// The official Bot API as a strict JSON Schema, walked out of the types of @gramio/types, which are generated from the
// official documentation: every method, every parameter, and the lengths that the comments state. What the types do not
// name is refused.
import path from 'node:path';
import ts from 'typescript';

/** The part of JSON Schema that is written here; those that end with Utf16 and Bytes are keywords of our own. */
export type Schema = {
  $ref?: string;
  type?: string;
  const?: string | number | boolean;
  enum?: (string | number | boolean)[];
  anyOf?: Schema[];
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

export type ApiSchema = {
  $defs: Record<string, Schema>;
  /** Names of the methods; the parameters of `x` are `$defs['method:x']`. */
  methods: string[];
  /** How many rules about lengths and ranges were read from comments. */
  lengthRules: number;
};

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

  function typeSchema(type: ts.Type): Schema {
    if (type.isUnion()) return type.aliasSymbol === undefined ? unionSchema(type.types) : unionRef(type);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', ...(item === undefined ? {} : { items: typeSchema(item) }) };
    }
    return objectRef(type);
  }

  function unionSchema(types: readonly ts.Type[]): Schema {
    // Alternatives for programs (`{ toJSON(): … }`) are something else once they are sent.
    const sent = types.filter((type) => !(type.flags & ts.TypeFlags.Undefined) && !isForPrograms(type));
    const schemas = sent.map(typeSchema);
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

  function unionRef({ types, aliasSymbol }: ts.UnionType): Schema {
    const name = aliasSymbol?.getName() ?? '';
    const ref = { $ref: `#/$defs/${name}` };
    if (name in $defs) return ref;
    $defs[name] = {};
    const schema = unionSchema(types);
    // The documentation has "String, Array of RichText or one of"; the types have lost the first two.
    if (name === 'TelegramRichText') schema.anyOf?.unshift({ type: 'string' }, { type: 'array', items: ref });
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
    // Files are uploaded as something else than JSON; Wenda sends none.
    if (name === 'Blob' || name === 'File') return { not: {} };
    if (name === '' || name === '__type') return objectSchema(type);
    if (!(name in $defs)) {
      $defs[name] = {}; // types may hold themselves
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
      properties[name] = withLengths(typeSchema(checker.getTypeOfSymbol(symbol)), comment);
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
  const api = (module && checker.getExportsOfModule(module).find(({ name }) => name === 'APIMethods')) ?? missing('APIMethods'); // prettier-ignore
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
  throw new Error(`@gramio/types has no ${what} any more: the walk has to be brought up to date`);
}

/** The lengths, or the range, that a comment states for a text, a list or a number. */
function lengthsIn({ type }: Schema, comment: string): Schema | undefined {
  const texts = /\b(\d+)-(\d+) (characters|bytes)/i.exec(comment);
  if (texts !== null && type === 'string') {
    const [min, max] = [Number(texts[1]), Number(texts[2])];
    if (/after entit(?:y|ies) parsing/.test(comment)) return { parsedUtf16: [min, max] };
    const pattern = /only characters|only `A-Z`/i.test(comment) ? { pattern: '^[A-Za-z0-9_-]*$' } : {};
    return texts[3]?.toLowerCase() === 'bytes'
      ? { minBytes: min, maxBytes: max }
      : { minUtf16: min, maxUtf16: max, ...pattern };
  }
  const longest = /can't exceed (\d+) bytes/.exec(comment)?.[1];
  if (longest !== undefined && type === 'string') return { maxBytes: Number(longest) };
  if (type === 'array') {
    const range = /list of (\d+)-(\d+)|must include (\d+)-(\d+) items/.exec(comment);
    if (range !== null)
      return { minItems: Number(range[1] ?? range[3]), maxItems: Number(range[2] ?? range[4]) };
    const most = /(?:[Uu]p to|[Nn]o more than|[Aa]t most) (\d+) /.exec(comment)?.[1];
    return most === undefined ? undefined : { maxItems: Number(most) };
  }
  const numbers = /[Vv]alues between (\d+)-(\d+)|[;,] (\d+)-(\d+)(?:\.|$)/.exec(comment);
  if (numbers === null || type !== 'number') return undefined;
  return { minimum: Number(numbers[1] ?? numbers[3]), maximum: Number(numbers[2] ?? numbers[4]) };
}
