import type { AdminSession } from './admin-sessions.ts';

/** What a handler of the operators' pages finds: whose request it is and, of a POST, the fields of its form. */
export type AdminEnv = { Bindings: { session: AdminSession }; Variables: { form: URLSearchParams } };
