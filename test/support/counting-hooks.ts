// Hooks for node:module's `register`: every import of the normal form gets the counting one.
import type { ResolveHook } from 'node:module';

const COUNTED = new URL('./counted-normal-form.js', import.meta.url).href;

export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  const isCounted = resolved.url.endsWith('/src/text/normal-form.js') && context.parentURL !== COUNTED;
  return isCounted ? { ...resolved, url: COUNTED } : resolved;
};
