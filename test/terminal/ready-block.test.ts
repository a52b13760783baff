import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { type Ready, readyBlock } from '../../src/terminal/ready-block.ts';

const READY: Ready = {
  articles: 300,
  seconds: 3.21,
  address: 'http://127.0.0.1:8081/chat',
  takenPort: 8080,
  bot: undefined,
  folder: undefined,
  isWatched: true,
};

test('without a token it leads to the page, to a token and to one’s own articles, and names a taken port', () => {
  assert.equal(
    readyBlock(READY, translateTo(createTranslations(), 'zh-hans')),
    `
问答已就绪：300 篇专题，用时 3.2 秒
端口 8080 已被占用，改用 8081。

  提问      直接在下面输入，或用浏览器打开 http://127.0.0.1:8081/chat
  Telegram  找 @BotFather 领一个 token，在 .env 文件里写上 BOT_TOKEN=…，重新启动
  文章      现在是示例；换成自己的：在 .env 里写上 ARTICLES_DIR=文件夹
  帮助      输入“帮助”看可用的命令，“退出”或 Ctrl-C 结束

`,
  );
});

test('with a token it leads to the bot', () => {
  const ready = {
    ...READY,
    address: 'http://127.0.0.1:8080',
    takenPort: undefined,
    bot: 'wiki_bot',
    folder: 'docs',
  };
  assert.equal(
    readyBlock(ready, translateTo(createTranslations(), 'en')),
    `
Wenda is ready: 300 articles, started in 3.2 s

  Telegram  @wiki_bot, https://t.me/wiki_bot
  Pages     http://127.0.0.1:8080
  Articles  docs; an edit shows within ten seconds
  Help      npm run doctor checks the installation, Ctrl-C ends

`,
  );
});
