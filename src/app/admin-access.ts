import type { LiveWiki } from '../answer/live-wiki.ts';
import type { AdminAccess } from '../bot/dependencies.ts';
import type { IndexFollower } from './follow-index.ts';

/** What these accounts see and do with /admin. */
export function adminAccess(ids: readonly number[], live: LiveWiki, follower: IndexFollower): AdminAccess {
  return {
    ids: new Set(ids),
    status: () => {
      const { index, retriever } = live.newest();
      const { manifest } = index;
      const { calibration } = retriever;
      return { ...manifest, model: manifest.model.id, calibration, refused: follower.refused() };
    },
    reload: follower.look,
  };
}
