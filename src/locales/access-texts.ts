// What Wenda says about who may ask, and how often, by language.

export const ACCESS_TEXTS = {
  en: {
    'too-many-questions': `That’s a lot at once, I need a moment. Please go on in { $count ->
        [one] a second
       *[other] { $count } seconds
    }.`,
  },
  'zh-hans': {
    'too-many-questions': '问得有点快，我缓一缓，请 { $count } 秒后再继续。',
  },
  'zh-hant': {
    'too-many-questions': '問得有點快，我緩一緩，請 { $count } 秒後再繼續。',
  },
} as const;
