// Pages, chat page and terminal for a wiki about beekeeping: their own words name nothing of the samples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionIn } from '../../src/bot/question-in.ts';
import {
  createTranslations,
  LANGUAGES,
  LOCALES,
  languageFor,
  translateTo,
} from '../../src/locales/translations.ts';
import { createPlayground } from '../../src/playground/playground.ts';
import { renderAnswerText } from '../../src/terminal/render-answer.ts';
import { OTHER_ARTICLES } from '../support/project.ts';
import { samplesNamedIn } from '../support/sample-words.ts';
import { openReader, wordsOf } from '../web/reader-fixture.ts';

const { read, wiki } = await openReader(OTHER_ARTICLES);
const i18n = createTranslations();

test('the pages of the wiki, in every language', async () => {
  for (const language of LANGUAGES) {
    for (const path of [
      '/',
      '/search',
      '/search?q=hello',
      '/search?q=who+are+you',
      '/search?q=tram',
      '/gone',
    ]) {
      const { text } = await read(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      const hints = [...text.matchAll(/(?:placeholder|content|title)="([^"]*)"/g)].map(([, hint]) => hint);
      assert.deepEqual(samplesNamedIn([wordsOf(text), ...hints].join('\n')), [], `${path} ${language}`);
    }
  }
});

test('the chat page, whose examples are titles of the wiki', async () => {
  const silent = (): void => undefined;
  const playground = createPlayground({
    startBot: () => ({ finished: Promise.resolve(), stop: () => Promise.resolve() }),
    questionIn,
    explain: () => Promise.reject(new Error('not asked here')),
    examples: (language) => wiki.examples.preferring(LOCALES[language].titles),
    translate: (language) => translateTo(i18n, language),
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  for (const code of ['zh-CN', 'zh-TW', 'en']) {
    const headers = { 'accept-language': code };
    const page = await (await playground.routes.request('http://localhost/chat', { headers })).text();
    assert.deepEqual(samplesNamedIn(page.replace(/<(?:link|script|meta)[^>]*>/g, '')), [], code);
    const events = (await playground.routes.request('http://localhost/chat/events', { headers })).body
      ?.pipeThrough(new TextDecoderStream())
      .getReader();
    const setup = (await events?.read())?.value ?? '';
    assert.match(setup, languageFor(code) === 'en' ? /When is honey ready to harvest/ : /蜂群怎么越冬/);
    assert.deepEqual(samplesNamedIn(setup), [], code);
    await events?.cancel();
  }
  await playground.stop();
});

test('the terminal, in every language', async () => {
  for (const language of LANGUAGES) {
    const t = translateTo(i18n, language);
    const answers = await Promise.all(
      ['你好', 'thanks', '不对', 'who are you', '请问是什么', 'tram fares'].map((said) =>
        wiki.answerer.answer(said),
      ),
    );
    const shown = answers.map((answer) => renderAnswerText(answer, { t, colour: false }));
    const prompt = [t('prompt-welcome', { address: 'x' }), t('prompt-help'), t('prompt')];
    assert.deepEqual(samplesNamedIn([...shown, ...prompt].join('\n')), [], language);
  }
});
