import type { LiveWiki } from '../answer/live-wiki.ts';
import type { AdminAccess, Program } from '../bot/dependencies.ts';
import type { IndexFollower } from './follow-index.ts';

/** What these accounts see and do with /admin. */
export function adminAccess(
  ids: readonly number[],
  { live, follower, program }: { live: LiveWiki; follower: IndexFollower; program: Program },
): AdminAccess {
  return {
    ids: new Set(ids),
    program,
    status: () => {
      const { index, retriever } = live.newest();
      const { manifest } = index;
      const { calibration } = retriever;
      return { ...manifest, model: manifest.model.id, calibration, refused: follower.refused() };
    },
    reload: follower.look,
  };
}
