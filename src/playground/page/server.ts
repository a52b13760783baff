// Requests to the server of this page.

/** What a request brings, or undefined when it was refused or did not get through. */
export async function ask<T>(path: string, body?: object): Promise<T | undefined> {
  try {
    const response = await fetch(
      `/chat/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    // The answers' types are those of the same program's server.
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
