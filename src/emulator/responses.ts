import { Refusal, type RefusalParameters } from './refusal.ts';

/** The response to the bot. */
export type ApiResponse =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: RefusalParameters };

type Answer<T> = { ok: true; result: T } | Extract<ApiResponse, { ok: false }>;

/** The one place where a refusal becomes a response. */
export async function answer<T>(action: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, result: await action() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, parameters } = error;
    const failure = { ok: false, error_code: code, description: message } as const;
    return Object.keys(parameters).length === 0 ? failure : { ...failure, parameters };
  }
}

export function asHttp(response: ApiResponse): Response {
  if (response.ok) return Response.json(response);
  const seconds = response.parameters?.retry_after;
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return Response.json(response, { status: response.error_code, headers });
}
