// npm run build-index -- [--articles DIR] [--index DIR] [--skip-bad]
import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import {
  buildWithReport,
  loadNativeLibraryOrWarn,
  loggerFor,
  PROJECT_ROOT,
  runMain,
  userPath,
} from '../src/bootstrap.ts';
import { loadConfig } from '../src/config.ts';
import { loadNativeLibrary } from '../src/indexing/hnsw-index.ts';

await runMain(async (env) => {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string' },
      index: { type: 'string' },
      'skip-bad': { type: 'boolean', default: false },
      'no-remedy': { type: 'boolean', default: false },
    },
  });
  const config = loadConfig(env, PROJECT_ROOT);
  const logger = loggerFor(config);
  const articlesDir = values.articles === undefined ? config.articlesDir : userPath(values.articles);
  const indexDir = values.index === undefined ? config.indexDir : userPath(values.index);
  const native = values['no-remedy'] ? loadNativeLibrary() : loadNativeLibraryOrWarn(logger);

  const result = await buildWithReport(config, logger, {
    articlesDir,
    indexDir,
    native,
    skipBad: values['skip-bad'],
  });
  if (result.kind === 'built') {
    // A process of its own: the memory of a build says nothing about the memory of serving.
    const bench = path.join(import.meta.dirname, 'bench.js');
    const measured = await promisify(execFile)(process.execPath, [bench, '--index', indexDir]).catch(
      () => undefined,
    );
    process.stderr.write(measured?.stdout ?? 'speed and memory could not be measured; try npm run bench\n');
  }
  return result.kind === 'bad-corpus' ? 1 : 0;
});
