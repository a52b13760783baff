import type { Transformer } from 'grammy';

/**
 * Repeats a request once if its group has become a supergroup meanwhile.
 * @param onMove called with the old and the new id
 */
export function followMigration(onMove: (from: number, to: number) => void): Transformer {
  return async (call, method, payload, signal) => {
    const response = await call(method, payload, signal);
    const to = response.ok ? undefined : response.parameters?.migrate_to_chat_id;
    if (to === undefined || !('chat_id' in payload) || typeof payload.chat_id !== 'number') return response;
    onMove(payload.chat_id, to);
    return call(method, { ...payload, chat_id: to }, signal);
  };
}
