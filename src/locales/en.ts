// English, which also defines the keys. A text is a Fluent message. To readers an article is a topic (/topics).
import { ACCESS_TEXTS } from './access-texts.ts';
import { ADMIN_GAP_TEXTS } from './admin-gap-texts.ts';
import { ADMIN_PAGE_TEXTS } from './admin-page-texts.ts';
import { ADMIN_TEXTS } from './admin-texts.ts';
import { CHAT_TEXTS } from './chat-texts.ts';
import { GAP_TEXTS } from './gap-texts.ts';
import { DESK_TEXTS } from './desk-texts.ts';
import { RELAY_TEXTS } from './relay-texts.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { SMALL_TALK_TEXTS } from './small-talk-texts.ts';
import { STAFF_TEXTS } from './staff-texts.ts';
import { STATS_TEXTS } from './stats-texts.ts';
import { TALK_TEXTS } from './talk-texts.ts';
import { TERMINAL_TEXTS } from './terminal-texts.ts';
import { TOLD_TEXTS } from './told-texts.ts';
import { TICKET_TEXTS } from './ticket-texts.ts';

export const en = {
  start: `
    <b>Hello, I answer questions from { -wiki-html }.</b>
    Send me a question, and I reply with the passage that answers it, word for word, and its source.{ $articles ->
        [0] { "" }
        [one] { " " }There is { $articles } topic so far.
       *[other] { " " }There are { $articles } topics so far.
    }`,
  'start-examples': 'Try one of these:',
  help: `
    <b>How to use me</b>
    • Just send me a question; a follow-up need not name the topic again
    • The buttons below an answer lead to the next result, the whole section, the whole article and related topics
    • /topics lists all topics, by category or from A to Z; add words, pinyin or pinyin initials to search their titles
    • /latest, /hot and /random show the newest topics, the most read ones and a random one
    • In any chat, type my username and some words to share a passage there
    • In a group, use /ask and your question, mention me, or reply to me
    • /language changes my language, /privacy tells you what I store, /forget deletes it
    
    You can ask in Chinese (simplified or traditional) or English. I quote the articles word for word; when I’m not sure, I say so.`,
  'ask-usage': 'Write your question after /ask.',
  'guest-usage': 'Write your question after { $text }.',
  'text-only': 'I can only read text. Please type your question.',
  meta: `{ $date }{ $views ->
        [0] { "" }
        [one] { " · " }{ $views } view
       *[other] { " · " }{ $views } views
    }`,
  'button-previous': '‹ Previous',
  'button-next': 'Next { $position }/{ $count }',
  'button-next-of-part': 'Next',
  'button-more-related': 'More related ›',
  'button-source': 'Source ↗',
  'button-page': 'Page ↗',
  'button-whole-section': 'Section',
  'button-whole-article': 'Article',
  'button-back-to-answer': '↩ Back to the answer',
  'button-previous-page': '‹ Previous page',
  'button-next-page': 'Next page ›',
  'button-previous-section': '‹ Previous section',
  'button-next-section': 'Next section ›',
  'button-back-to-topic': '↩ Back to the topic',
  'button-back-to-list': '↩ Back to the list',
  'button-all-topics': '☰ All topics',
  'button-previous-sections': '‹ Earlier sections',
  'button-more-sections': 'More sections ›',
  'button-latest': 'Newest',
  'button-hot': 'Most read',
  'button-random': 'Random',
  'button-folders': '▤ By folder',
  'button-another-random': '🎲 Another one',
  'button-open-private': 'Read more in private ↗',
  'button-ask-more': 'Read more or ask ↗',
  'button-ask-private': 'Ask in private ↗',
  'button-drop-topic': '✕ Not about “{ $topic }”',
  'page-number': 'Page { $page } of { $count }',
  'section-place': 'Section { $position } of { $count }',
  introduction: 'Introduction',
  unsure: 'I’m not sure I have the answer. This comes closest:',
  'understood-as': 'Searched for “{ $question }”',
  'read-as': 'Your message is long. I read: “{ $question }”',
  'assumed-topic': 'Still about “{ $topic }”',
  'nothing-close': 'These topics come closest:',
  'topics-named': 'No passage answers this, but these titles match:',
  'topics-letters': 'All topics ({ $count })',
  'topics-hint':
    'By the first letter of the title in pinyin. To search titles, write /topics and some words, pinyin or pinyin initials.',
  'topics-of-letter': '{ $letter } ({ $count })',
  'topics-folders': 'Topics by folder',
  'topics-latest': 'Newest topics',
  'topics-hot': 'Most read topics',
  'topics-search': `{ $count ->
        [0] No topic has “{ $text }” in its title. You can simply send it to me as a question.
       *[other] Topics with “{ $text }” in the title:
    }`,
  'letter-other': 'Other',
  reads: `{ $views ->
        [0] { "" }
        [one] { $views } view
       *[other] { $views } views
    }`,
  ...SMALL_TALK_TEXTS.en,
  ...ACCESS_TEXTS.en,
  nothing: 'The topics here don’t cover this. Try other words, or ask something else.',
  'contact-label': 'Contact a person',
  'contact-press': 'To reach a person, press “{ $contact }” below.',
  'contact-write': 'To reach a person: { $contact }',
  'no-topic': 'More about what? Ask me a question first.',
  'no-more': 'That is all there is on this question.',
  'with-example': '{ $text } For example: { $example }',
  stale: 'This button is out of date. Please ask again.',
  'picture-missing': 'This picture cannot be shown right now.',
  'link-stale': 'This link is out of date. Just ask me, or look for the topic with /topics.',
  'pressed-question': '❓ { $question }',
  failed: 'Sorry, something went wrong. Please try again later.',
  'voted-up': 'Thank you! Marked as helpful',
  'voted-down': 'Thank you! Marked as not helpful',
  'vote-why': 'Noted. What was wrong?',
  'voted-reason': 'Thank you! Noted: { $reason }',
  'vote-taken-back': 'Your vote is taken back and deleted',
  'button-take-back': '↩ Undo',
  'reason-irrelevant': 'Irrelevant',
  'reason-outdated': 'Outdated',
  'reason-incomplete': 'Incomplete',
  'reason-other': 'Other',
  'inline-nothing': 'Nothing found – ask in private',
  'language-choose': 'Which language should I use? (Articles are never translated.)',
  'language-chosen': 'OK, I’ll use English from now on.',
  'only-administrators': 'Only group administrators can change this.',
  privacy: `
    <b>What I store</b>
    • When you press 👍 or 👎: the question, the section, the reason you choose, the version of the index, how sure I was, the time, and the ids of the chat, the message and your account; no username and no other messages; pressing again takes the vote back and deletes it
    • The language chosen with /language, and the id of the chat
    • How often each topic was read, not by whom
    • If you joined by an invite link: the id of your account
    • The ids of the last updates from Telegram, so that I don’t answer twice
    • A message that waits for its answer, so that a restart does not lose it; it is deleted within ten minutes of the answer
    The last topic, which I need for follow-up questions, recent questions, whose answers follow your edits, and long questions brought here from another chat are kept in memory only and forgotten after half an hour; so is, after a minute, how often you asked.
    
    /forget deletes everything about this chat; in our private chat also your membership, so that you need a new invite link to come back.`,
  forgotten: 'Deleted: the language and the votes of this chat. I have also forgotten its last topic.',
  'forgotten-yours':
    'I have deleted your votes in this group and forgotten the last topic. Administrators can delete the group’s settings with /forget.',
  'forgotten-more': 'Everything else that came from you is deleted too, as /privacy lists it.',
  'command-start': 'Start here',
  'command-ask': 'Ask a question',
  'command-topics': 'Find topics from A to Z or by title',
  'command-latest': 'The newest topics',
  'command-hot': 'The most read topics',
  'command-random': 'A random topic',
  'command-language': 'Change the bot’s language',
  'command-help': 'How to use the bot',
  'command-privacy': 'What the bot stores',
  'command-forget': 'Delete what the bot stores',
  ...ADMIN_TEXTS.en,
  ...ADMIN_PAGE_TEXTS.en,
  ...ADMIN_GAP_TEXTS.en,
  ...GAP_TEXTS.en,
  ...TOLD_TEXTS.en,
  ...RELAY_TEXTS.en,
  ...REPORT_TEXTS.en,
  ...STATS_TEXTS.en,
  'bot-description': `
    I answer from the articles of { -wiki }: send me a question and get the passage that answers it, word for word, with its source. When I’m not sure, I say so.
    
    You can also browse all topics from A to Z, or share passages in any chat.`,
  'bot-short-description': 'Ask { -wiki } and get the passage that answers, word for word, with its source.',
  ...STAFF_TEXTS.en,
  ...TERMINAL_TEXTS.en,
  'web-title': '{ -name }',
  'web-tagline': 'Ask { -wiki }',
  'web-description': 'Type a question and read the passage of an article that answers it, word for word.',
  'web-skip': 'Skip to the content',
  'web-search': 'Search',
  'web-search-hint': 'A question, words, or pinyin initials',
  'web-navigation': 'You are here',
  'web-home': 'All topics',
  'web-letters': 'Topics from A to Z',
  'web-pages': 'Pages',
  'web-results': 'Search results',
  'web-results-of': 'Results for “{ $text }”',
  'web-answer': 'Answer',
  'web-passages': 'More passages',
  'web-passages-near': 'Passages with similar words',
  'web-passages-count': `{ $count ->
        [0] No passages
        [one] { $count } passage
       *[other] { $count } passages
    }`,
  'web-topics-count': `{ $count ->
        [one] { $count } topic
       *[other] { $count } topics
    }`,
  'web-contents': 'Contents',
  'web-related': 'Related topics',
  'web-share': 'Share in Telegram ↗',
  'web-ask': 'Ask about this',
  'web-previous': 'Previous: { $topic }',
  'web-next': 'Next: { $topic }',
  'web-beside': 'More topics',
  'web-copy': 'Copy',
  'web-copied': 'Copied',
  'web-copy-link': 'Copy link',
  'web-not-found-title': 'Page not found',
  'web-not-found': 'There is no page at this address.',
  'web-busy': 'Many people are reading right now. Please try again in a moment.',
  'web-closest': 'Did you mean',
  'web-language': 'Language',
  'web-feed': 'Feed of new topics',
  ...CHAT_TEXTS.en,
  ...DESK_TEXTS.en,
  ...TALK_TEXTS.en,
  ...TICKET_TEXTS.en,
} as const;
