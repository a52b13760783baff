import { type NativeLibrary, loadNativeLibrary, nativeRemedy } from '../index/hnsw-index.ts';
import type { Logger } from '../system/logger.ts';

/** Loads the native library; if it is missing, reports that once per process, with the remedy. */
export function loadNativeLibraryOrWarn(logger: Logger): NativeLibrary {
  const native = loadNativeLibrary();
  if (!native.available) logger.warn(nativeRemedy(native.reason));
  return native;
}
