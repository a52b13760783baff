// Checks that every request of the bot is legal: by the schema of the official types, by the rules of texts, and by
// earlier requests and updates. Breaches are collected, not thrown, because the bot would catch them.
import assert from 'node:assert/strict';
import { InputFile, type Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import { createSchemaRules, loadApiSchema, type SchemaRules } from './schema-rules.ts';
import { createSequenceRules } from './sequence-rules.ts';
import { textRules } from './text-rules.ts';

export type Judge = {
  /** Called with each update before the bot gets it. */
  received: (update: Update) => void;
  /** Judges every request that passes, and whether it succeeded. */
  transformer: Transformer;
  /** The same for servers: a request is judged before it is carried out. */
  check(method: string, parameters: unknown): void;
  succeeded(method: string, parameters: unknown, result: unknown): void;
  readonly violations: readonly string[];
  readonly judged: number;
  /** @throws AssertionError that lists the breaches */
  assertClean(): void;
};

let rules: SchemaRules | undefined;
const schema = await loadApiSchema();
const total = { judged: 0, violations: 0 };
// One line per test file; the reporter adds them up.
process.on('exit', () => {
  if (total.judged > 0)
    process.stdout.write(`judged ${total.judged} requests, ${total.violations} violations\n`);
});

/** Files may stand within a field, as that of a medium does. */
function withoutFiles(value: unknown, name: string): unknown {
  if (value instanceof InputFile) return `attach://${name}`;
  if (Array.isArray(value)) return value.map((one, i) => withoutFiles(one, `${name}${i}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutFiles(part, key)]));
}

/** @param onPurpose breaches are the subject of the test and stay out of the total */
export function createJudge({ onPurpose = false, mayProbe = false } = {}): Judge {
  rules ??= createSchemaRules(schema);
  const bySchema = rules;
  const sequence = createSequenceRules(mayProbe);
  const violations: string[] = [];
  let judged = 0;

  /** A request as it is sent, without undefined fields; a file to upload as the name of its part. */
  const sent = (parameters: unknown): Record<string, unknown> =>
    JSON.parse(JSON.stringify(withoutFiles(parameters ?? {}, 'file'))) as Record<string, unknown>;

  function check(method: string, parameters: unknown): void {
    const fields = sent(parameters);
    const broken = bySchema(method, fields);
    const all = [
      ...broken,
      ...textRules(method, fields),
      ...(broken.length === 0 ? sequence.check(method, fields) : []),
    ];
    violations.push(...all);
    judged++;
    if (onPurpose) return;
    total.judged++;
    total.violations += all.length;
  }

  const transformer: Transformer = async (call, method, payload, signal) => {
    check(method, payload);
    const fields = sent(payload);
    sequence.started(method, fields);
    try {
      const response = await call(method, payload, signal);
      if (response.ok) sequence.succeeded(method, fields, response.result);
      else if (response.parameters?.migrate_to_chat_id !== undefined)
        sequence.moved(response.parameters.migrate_to_chat_id);
      return response;
    } finally {
      sequence.ended(method, fields);
    }
  };

  return {
    received: sequence.received,
    transformer,
    check,
    succeeded: (method, parameters, result) => {
      sequence.succeeded(method, sent(parameters), result);
    },
    violations,
    get judged() {
      return judged;
    },
    assertClean: () => {
      assert.deepEqual(violations, []);
    },
  };
}
