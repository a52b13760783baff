// Requests to the server of this page.

/** The result of a request, or undefined if it was refused or failed. */
export async function ask<T>(path: string, body?: object): Promise<T | undefined> {
  try {
    const response = await fetch(
      `/chat/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    // The responses come from the same program's server, so their types match.
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
