// What Wenda says to messages that ask nothing, by language. The kinds are those of src/answer/small-talk-phrases.ts.

export const SMALL_TALK_TEXTS = {
  en: {
    greeting: 'Hello! I answer from the articles of { -wiki }. Just ask me what you want to know.',
    thanks: 'You’re welcome! Ask me whenever you want to know more.',
    goodbye: 'Goodbye! Come back whenever you have a question.',
    praise: 'Thank you! Ask me whenever you want to know more.',
    laughter: '😄 Ask me whenever you want to know something.',
    agreement: 'All right. Ask me whenever you want to know more.',
    command: 'Please use the buttons below the messages; /help says how. For anything else, just ask.',
    human: 'There is no person at this end: I’m a bot, and I only find answers in the articles of { -wiki }.',
    'human-elsewhere': 'To reach people, please contact the site or the group that offers this bot.',
    abuse:
      'Sorry to disappoint you. I can only find answers in the articles of { -wiki }; other words may help.',
    instruction:
      'I only find answers in the articles of { -wiki } and follow no orders. Just ask me what you want to know.',
    complaint: 'Sorry this didn’t help. Try other words, or name the topic.',
    sigh: 'I’m here. Ask me whenever you want to know something.',
    machine:
      'I’m a bot, not a person. You ask, and I quote the passage of { -wiki } that answers, word for word.',
    about: 'I answer questions: you ask, and I find the passage in { -wiki } that answers, word for word.',
    'no-content': 'Hello! Just ask me what you want to know.',
  },
  'zh-hans': {
    greeting: '你好！我从{ -wiki }的专题文章里找答案，请直接发送想了解的问题。',
    thanks: '不客气！还想了解什么，直接问我就好。',
    goodbye: '再见！有问题随时再来问。',
    praise: '谢谢夸奖！还想了解什么，直接问我就好。',
    laughter: '😄 想了解什么，直接问我就好。',
    agreement: '好的。还想了解什么，直接问我就好。',
    command: '请用消息下面的按钮，用法见 /help。想了解别的，直接发送新的问题就好。',
    human: '这里没有真人值守：我是自动回答的机器人，只从{ -wiki }的专题文章里找答案。',
    'human-elsewhere': '需要找人时，请联系提供这个机器人的网站或群管理员。',
    abuse: '抱歉让你不满意了。我只会从{ -wiki }的专题文章里找答案，换个说法再问一次也许能找到。',
    instruction: '我只从{ -wiki }的专题文章里找答案，不执行指令。请直接发送想了解的问题。',
    complaint: '抱歉没有帮上忙。换个说法，或者写上专题的名字再问一次试试。',
    sigh: '我在。想了解什么，直接问我就好。',
    machine: '我是机器人，不是真人。你提问，我从{ -wiki }的专题文章里找出对应的原文，一字不改地发给你。',
    about: '我是问答助手：你提问，我从{ -wiki }的专题文章里找出对应的原文段落。',
    'no-content': '你好！请直接发送想了解的问题。',
  },
  'zh-hant': {
    greeting: '你好！我從{ -wiki }的專題文章裡找答案，請直接傳送想了解的問題。',
    thanks: '不客氣！還想了解什麼，直接問我就好。',
    goodbye: '再見！有問題隨時再來問。',
    praise: '謝謝誇獎！還想了解什麼，直接問我就好。',
    laughter: '😄 想了解什麼，直接問我就好。',
    agreement: '好的。還想了解什麼，直接問我就好。',
    command: '請用訊息下面的按鈕，用法見 /help。想了解別的，直接傳送新的問題就好。',
    human: '這裡沒有真人值守：我是自動回答的機器人，只從{ -wiki }的專題文章裡找答案。',
    'human-elsewhere': '需要找人時，請聯絡提供這個機器人的網站或群組管理員。',
    abuse: '抱歉讓你不滿意了。我只會從{ -wiki }的專題文章裡找答案，換個說法再問一次也許能找到。',
    instruction: '我只從{ -wiki }的專題文章裡找答案，不執行指令。請直接傳送想了解的問題。',
    complaint: '抱歉沒有幫上忙。換個說法，或者寫上專題的名字再問一次試試。',
    sigh: '我在。想了解什麼，直接問我就好。',
    machine: '我是機器人，不是真人。你提問，我從{ -wiki }的專題文章裡找出對應的原文，一字不改地傳給你。',
    about: '我是問答助理：你提問，我從{ -wiki }的專題文章裡找出對應的原文段落。',
    'no-content': '你好！請直接傳送想了解的問題。',
  },
} as const;

/** A kind of message that asks nothing. */
export type SmallTalkKey = keyof typeof SMALL_TALK_TEXTS.en;
