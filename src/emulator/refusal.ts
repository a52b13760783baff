// A refusal of the Bot API, in its own words.

export type RefusalParameters = { migrate_to_chat_id?: number; retry_after?: number };

/** Thrown by whatever looks at a request, and turned into an answer in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly parameters: RefusalParameters;

  constructor(code: number, description: string, parameters: RefusalParameters = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** What is wrong with a request: `Bad Request: <what>`. */
export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`);
}

/** What the bot may not do: `Forbidden: <what>`. */
export function forbidden(what: string): Refusal {
  return new Refusal(403, `Forbidden: ${what}`);
}
