// What Wenda says about who may ask, and how often, by language.

export const ACCESS_TEXTS = {
  en: {
    'too-many-questions': `That’s a lot at once, I need a moment. Please try again in { $count ->
        [one] a second
       *[other] { $count } seconds
    }.`,
    'not-public':
      'This wiki is not public. To use it, ask the person who runs it for an invite link, and open that link.',
    'inline-not-public': 'For invited readers only – learn more',
    'invite-expired':
      'Sorry, this invite link has expired or was withdrawn. Please ask the person who runs this wiki for a new one.',
    'forgotten-member':
      'You are no longer a member either: if this wiki is not public, you need a new invite link to come back.',
  },
  'zh-hans': {
    'too-many-questions': '问得有点快，我缓一缓，请 { $count } 秒后再继续。',
    'not-public': '本站只对受邀的人开放。请向管理员要一个邀请链接，点开就能加入。',
    'inline-not-public': '仅限受邀的人使用，点此了解',
    'invite-expired': '抱歉，这个邀请链接已过期或已作废，请向管理员要一个新的。',
    'forgotten-member': '你的成员身份也已删除：如果本站只对受邀的人开放，要有新的邀请链接才能再进来。',
  },
  'zh-hant': {
    'too-many-questions': '問得有點快，我緩一緩，請 { $count } 秒後再繼續。',
    'not-public': '本站只對受邀的人開放。請向管理員要一個邀請連結，點開就能加入。',
    'inline-not-public': '僅限受邀的人使用，點此了解',
    'invite-expired': '抱歉，這個邀請連結已過期或已作廢，請向管理員要一個新的。',
    'forgotten-member': '你的成員身分也已刪除：如果本站只對受邀的人開放，要有新的邀請連結才能再進來。',
  },
} as const;
