// bare-pipeline MODELS-DIR TEXT: the minimum that a process must do to get a vector, for comparison with a cold start.
import { env, pipeline } from '@xenova/transformers';

const [modelsDir = '', text = ''] = process.argv.slice(2);
env.localModelPath = modelsDir;
env.allowRemoteModels = false;
const extract = await pipeline('feature-extraction', 'wenda-mini');
const { data } = await extract(text, { pooling: 'mean', normalize: true });
process.stdout.write(`${data.length}\n`);
