// A refusal of the Bot API, in its own words.

export type RefusalParameters = { migrate_to_chat_id?: number; retry_after?: number };

/** Thrown by any check of a request, and turned into a response in one place. */
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

/** An invalid request: `Bad Request: <what>`. */
export function badRequest(what: string): Refusal {
  return new Refusal(400, `Bad Request: ${what}`);
}

/** An action that the bot has no right to: `Forbidden: <what>`. */
export function forbidden(what: string): Refusal {
  return new Refusal(403, `Forbidden: ${what}`);
}
