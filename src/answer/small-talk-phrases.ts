// The phrases of small talk by kind, as parts of regular expressions over normal form (lower case, simplified) without
// marks and emoji. A message is small talk if it is nothing but phrases; endings like 啊 and 呀 may follow each.

/**
 * What a message says that asks nothing. `sigh`: sighs and surprise. `machine`: whether a person or a machine answers.
 * `human`: wants a person. `command`: wants what buttons do. `instruction`: wants
 * to change what the bot does. `no-content`: letters without a meaning.
 */
export type SmallTalk =
  | 'no-content'
  | 'greeting'
  | 'laughter'
  | 'sigh'
  | 'agreement'
  | 'thanks'
  | 'praise'
  | 'goodbye'
  | 'command'
  | 'complaint'
  | 'about'
  | 'machine'
  | 'human'
  | 'abuse'
  | 'instruction';

/** Kinds that are read phrase by phrase, the weakest first: "你好，你是谁" asks who. */
export const PHRASE_KINDS = [
  'greeting',
  'laughter',
  'sigh',
  'agreement',
  'thanks',
  'praise',
  'goodbye',
  'command',
  'complaint',
  'about',
  'machine',
  'human',
  'abuse',
] as const satisfies readonly SmallTalk[];

const YOU = '(?:你们|您们|你|您)';
const BOT = '(?:机器人|机器|小助手|助手|ai|客服|bot|东西|玩意儿?|系统|程序|软件)';
const THIS = `(?:(?:什么|啥|这|这个|这破|那个|这种)?(?:破|烂|傻|狗|鬼)?${BOT})`;
const VERY =
  '(?:真的?|太|好|很|挺|非常|特别|超级?|蛮|还|也|都|就是|简直|确实|他妈的?|特么|有点|怎么这么|这么|是个|是|一个|个)*';
const FOUL =
  '(?:垃圾|废物|智障|弱智|脑残|白痴|傻[逼比bx叉缺子瓜]?|煞笔|沙雕|sb|二货|蠢货|蠢猪|蠢|笨蛋|笨猪|笨|猪|废柴|人工智障|狗屁|狗屎|屎|辣鸡|有病|神经病|没脑子|不要脸|恶心|讨厌|烂|破|差劲|差)';
const GOOD = '(?:棒|厉害|聪明|牛逼?|牛批|nb|赞|优秀|强|可爱|好用|给力|专业|贴心|完美|靠谱|不错|有才|详细|快)';
const HUMAN = '(?:人工(?:客服|服务|坐席)?|真人(?:客服|服务)?|活人|客服小姐姐)';

/** What may be on the other side. */
const NATURE =
  '(?:聊天机器人|机器人|机器|真人|活人|人类|人工智能|人工客服|人工|人|ai|人工ai|chatgpt|gpt|deepseek|程序|大模型|语言模型|自动回复|在线客服|客服)';
const NATURE_EN =
  '(?:bots?|chatbots?|robots?|humans?|human being|ai|ais|llm|person|people|machine|real|chatgpt|gpt|alive|sentient|conscious|automated|computer|program)';

export const PHRASES: Readonly<Record<(typeof PHRASE_KINDS)[number], readonly string[]>> = {
  greeting: [
    `${YOU}好|(?:大家|各位|老师|亲|小助手|机器人)好|亲`,
    '哈喽|哈啰|哈罗|嗨|嘿|喂|诶|欸|hello|hi|hey|yo|hiya|howdy|greetings',
    '早上好|上午好|中午好|下午好|晚上好|早安|午安|早',
    `${YOU}?在吗|在不在|在么|${YOU}在(?:干嘛|干什么|忙什么|忙吗)|有人吗|有人在吗|有人没`,
    '新年好|新年快乐|节日快乐|周末愉快|中秋快乐|春节快乐|圣诞快乐|生日快乐|恭喜发财|merry christmas|happy new year',
    'hi there|hello there|good (?:morning|afternoon|evening|day)|nihao|ni hao|nin hao|hello bot|hi bot',
    `how are you(?: doing| today)?|whats up|sup|${YOU}好吗|${YOU}?最近(?:怎么样|好吗|还好吗)|${YOU}?吃了(?:吗|没)|anyone (?:here|there)|are you there`,
    '测试|测试一下|测试[0-9a-z]*|试一下|试试|test|testing|ping|初次见面|请多关照|久仰|幸会',
  ],
  laughter: [
    '哈+|呵+|嘿{2,}|嘻+|嘎+|噗+|吼+|h{2,}|(?:ha)+|(?:he){2,}|lo+l|lmao|rofl|xd|xswl|233+|笑死(?:我|人)?|笑哭|笑不活|笑喷|(?:真|太|好|很)?(?:有意思|好玩|好笑|搞笑|逗|有趣)|逗死我|红红火火恍恍惚惚|(?:so |thats |that is |that was |very |really )*(?:funny|hilarious)',
  ],
  sigh: [
    '呜+|唉+|哎+|哎呀|额+|呃+|emm+|em|hmm+|hm|嘤+|哇+|天哪|天啊|我去|我的天|omg|wow|oops|无语|好吧好吧|晕|汗|囧',
  ],
  agreement: [
    '好的|好+|好吧|好嘞|好滴|好哒|okay|ok|okey|k|嗯+|恩+|哦+|噢+|喔+|行|可以|行吧|可以的|没问题|对+|对的|是的|是|没错|就是这个|就这样|这样',
    '知道|知道了|明白|明白了|懂了|了解|了解了|收到|清楚了|晓得|晓得了|原来如此|原来是这样|这样啊|我(?:知道|明白|懂|看看|试试|想想|再看看)了?|学到了',
    '没事|没事了|不用|不用了|没有了|没了|不需要|不需要了|算了|等一下|等等|稍等|等会儿?|随便|随便看看|看看|路过|无聊|好无聊',
    'yes|yeah|yep|yup|sure|fine|alright|all right|i see|got it|understood|right|never ?mind|no worries|wait|hold on|nope|done|perfect timing|just looking|im bored|(?:ok )?thats (?:all|it)(?: for now)?',
  ],
  thanks: [
    `(?:非常|十分|太|真的|真是|万分|那就?)?(?:感谢|谢谢|多谢|谢过|蟹蟹|谢)(?:${YOU}的?(?:回答|帮助|帮忙|解答|耐心|分享|回复)|${YOU}[了啦]?|了|啦|大家|老师|老板|大佬|师傅|小姐姐|亲|机器人|指教|指点|提醒|回答|帮助|解答|帮忙|分享|回复)*`,
    '(?:辛苦|麻烦|劳烦|费心|打扰|有劳)(?:你|您)?[了啦]|感恩|感激不尽|太感激了|3q|三克油',
    '(?:ok |okay |great |oh )?thank (?:you|u|ya)(?: very much| so much| a lot| again| for (?:the|your|all the|all your) (?:help|answer|reply|info))?|thanks(?: mate| man| bro| guys| everyone| a million| a lot| so much| a bunch| again| for (?:the|your) (?:help|answer|reply))?|many thanks|cheers mate|thx|ta|ty|tysm|cheers|appreciate it|much appreciated|i appreciate (?:it|that)|xiexie|xie xie',
  ],
  praise: [
    `(?:${YOU}|这${BOT}|回答得?|答得|说得|讲得|解释得|真的|真是|真|太|好|很|挺|非常|特别|超级|超)${VERY}${GOOD}`,
    `(?:真的|真是|真|太|很|挺|非常|特别|超级)好|(?:真)?(?:棒|厉害|牛逼?|牛批|nb|给力|不错|聪明|可爱)(?:了|的)?`,
    `(?:很|非常|真|太|挺|特别)?有(?:用|帮助)(?:了|的)?|帮(?:了)?(?:我)?大忙(?:了)?|(?:我)?(?:好|很|真)?(?:爱|喜欢)${YOU}|爱了|(?:回答|答|说|讲|解释|做|干|写)得(?:真|很|太|非常|挺|特别)*(?:好|清楚|明白|到位|仔细)(?:了)?|(?:真|很|挺)*好用|(?:真|好|很|太|挺)*${GOOD}的${BOT}|(?:五星|给(?:你)?(?:个)?)?好评|(?:我)?(?:很|非常|挺|十分)满意|yyds|绝了|永远的神|么么哒|比心|点赞|给${YOU}点?个?赞|赞|666+|6+|完美|牛|nice 啊|i love (?:you|this|it)|love (?:you|it|this)`,
    '(?:thats |that is |that was |this was |it was |its |it is |this is |you are |youre |so |very |really |pretty |wow )*(?:great|nice|cool|good|awesome|amazing|perfect|excellent|helpful|useful|brilliant|wonderful|fantastic|smart|clever|impressive|(?:a )?great help)(?: job| work| bot| answer| one)?|well done|good to know|you(?:re| are) the best|you rock|(?:that|this|it)(?: really)? helped(?: me)?(?: a lot| so much)?',
  ],
  goodbye: [
    '再见|再会|拜+|掰+|拜拜|回头见|回见|晚安|明天见|下次见|下次再聊|改天再聊|(?:那)?(?:就)?先这样|下线了|告辞|886+|88|先这样吧|(?:那)?(?:我)?(?:先|去|要|得|该)*(?:走|下|撤|忙|睡|睡觉|下班|溜|闪|吃饭|休息)(?:了|啦)|祝(?:你|您)?(?:们)?(?:一切)?(?:愉快|顺利|好运|好|开心|生活愉快|工作顺利)',
    'good ?night|gn|nn|bye+|bye bye|good ?bye|see (?:you|ya)(?: later| soon| tomorrow| next time| around)?|catch you later|bye for now|cya|later|take care|have a (?:nice|good|great) (?:day|night|evening|weekend|one)|gotta go|talk to you later|ttyl|farewell',
  ],
  command: [
    '(?:给我)?换一个|换一?个(?:答案|话题|问题|别的)?|换一换|换换|(?:再)?来一个|返回|回到?上一(?:页|步|级)|上一(?:页|步|个|条)|下一(?:页|步|个|条)|后退|回退|返回(?:首页|主菜单)|主菜单|回到开头',
    '取消|退出|停止|结束对话|重新开始|重来|从头开始|清空(?:对话|记录|聊天记录)?|重置(?:对话)?|别发了|不要再发了',
    'cancel|(?:go )?back|next(?: page| one)?|previous(?: page| one)?|stop|quit|exit|restart|start over|(?:main )?menu|another one',
  ],
  complaint: [
    `(?:${YOU})?(?:回答|说|答|讲|搞)?(?:得)?(?:不对|错了|完全不对|根本不对|都不对|有误|有问题)|不是这个|这不是我(?:想)?要的|不是我(?:想)?要的|不是我(?:想)?问的|我(?:问的|想问的|要的|说的)不是这个|(?:我)?不是(?:想|要|在)?(?:问|说)这个|(?:我)?不是这个意思|${YOU}?(?:都|根本|完全|还)?没(?:有)?回答(?:我的?)?(?:问题)?|答非所问|所答非所问|牛头不对马嘴|驴唇不对马嘴|文不对题|胡说(?:八道)?|乱说|瞎说|瞎扯|扯淡`,
    `(?:${YOU}|这|这个|${THIS})?(?:一点|一点儿|根本|完全|真|都|也|毫)?(?:没用|没有用|没什么用|没啥用|不好用|难用|不行|不好|没帮助|没有帮助|不管用|帮不上忙|不靠谱|不懂|听不懂|看不懂|没看懂|没听懂|没意思)`,
    `${YOU}?(?:怎么|咋)(?:什么都|啥都|都|老是|总是|又)?(?:不知道|不会|不懂|答错|听不懂|不回(?:答|复)?|这样|回事)|什么都不知道|啥也不是|${YOU}(?:理解|搞|弄)错了|(?:这|你)?(?:也)?(?:太|好|真|这么)慢了?|(?:我)?不满意|失望|好失望|太失望了|差评|(?:能不能|请|麻烦)?(?:好好)?(?:说人话|好好说话|正常点|认真点)|(?:别|少)(?:废话|啰嗦|扯)|${YOU}(?:到底)?(?:会不会|懂不懂|行不行|能不能行)|给${YOU}差评|(?:我)?(?:要|想)投诉(?:${YOU})?|投诉${YOU}`,
    'wrong|not what i (?:asked|meant|want|wanted|was asking)(?: for)?|thats not (?:it|right|what i (?:asked|meant|want|wanted)(?: for)?)|(?:that|this|it)(?:s| is) (?:wrong|not helpful|useless|incorrect)|useless|not helpful|incorrect|no|that didnt help|didnt help|i dont understand|you dont understand(?: me)?|you didnt answer(?: my question)?|this makes no sense|makes no sense|disappointing|terrible|awful|bad answer|bad|you are wrong|youre wrong|youre not helpful|you are not helpful',
  ],
  about: [
    `(?:${YOU}|这里|这儿|本站)?(?:都)?有(?:什么|哪些|啥)(?:专题|文章|内容|话题|资料|可以看)(?:可以看)?|目录|what topics(?: are there| do you have)?|topics`,
    `${YOU}(?:到底|究竟)?是(?:谁|什么|啥|哪位|干什么的|干嘛的|干啥的|做什么的|做啥的|什么东西|谁开发的|谁做的)|${YOU}谁|${YOU}哪位`,
    `${YOU}(?:叫)(?:什么|啥)(?:名字?)?|${YOU}的名字(?:是什么)?|怎么称呼(?:${YOU})?|${YOU}(?:多大|几岁)|${YOU}(?:是)?(?:男|女)的?(?:还是(?:男|女)的?)?|${YOU}(?:住|来自|在)?(?:哪里|哪儿)(?:人)?|${YOU}(?:会说|会讲|说|懂)(?:中文|英文|英语|粤语|什么语言)`,
    `${YOU}(?:都)?(?:能|会|可以|能够)(?:做|干|帮我做|帮我干|回答|帮我|提供|查)?(?:些)?(?:什么|啥|些什么|点啥|干嘛|哪些问题|哪些事|什么问题|什么忙)|能(?:做|干)(?:什么|啥|嘛)`,
    `${YOU}(?:有什么|有啥|有哪些)(?:用|用处|功能|本事|作用)|(?:这个)?(?:机器人|${BOT})(?:是干嘛的|怎么用|有什么用|有啥用|能干嘛)`,
    `(?:怎么|如何|咋)(?:用|使用)(?:${YOU}|这个机器人)?|(?:怎么|如何)(?:提问|问${YOU}|跟${YOU}说话)|使用(?:说明|方法|帮助)|用法`,
    `谁(?:开发|做|写|创造|制作|发明)(?:了|的)?${YOU}的?|${YOU}(?:爸爸|妈妈|主人|老板|作者|开发者)是谁|${YOU}(?:背后)?(?:是)?(?:用|是)?(?:的)?(?:是)?(?:什么|哪个|哪种)(?:ai|模型|大模型)|${YOU}(?:喜|爱|讨)(?:欢|厌)?我`,
    '帮助|帮帮我|帮个忙|救命|help|help me|help please|介绍一?下?(?:你)?自己|自我介绍|(?:给我)?(?:讲|说|来)(?:个|一个)(?:笑话|故事)|唱(?:个|首)歌|陪我(?:聊聊天|聊聊|聊天|说说话)|聊(?:聊天|天|聊)|(?:我们)?聊一聊',
    'who (?:are|r) (?:you|u)|what are you|what(?:s| is) your name',
    'what can (?:you|u) (?:do|answer|help(?: me)? with)|what do you do|what do you know|who (?:made|created|built|wrote) you|how do (?:you|i) use (?:you|this)(?: bot)?|how does this (?:bot )?work|how old are you|where are you from|do you speak (?:english|chinese)|tell me (?:a joke|about yourself|a story)|introduce yourself|can you help(?: me)?|sing (?:me )?a song',
  ],
  machine: [
    `(?:请问|话说|等等)?(?:${YOU}|对面|那边|屏幕(?:后面|背后|那头|对面)|现在|这|这里|刚才|跟我聊的|和我聊的|回答我的|回复我的)?(?:到底|究竟|该|其实|应该)?(?:不会|不)?(?:是不是|是)(?:一个|个|真的|活的|真实的)*${NATURE}(?:(?:还是|或者?|，)(?:是)?(?:一个|个|真的)?${NATURE})?(?:在)?(?:回答|回复|聊天|说话)?(?:我)?`,
    `${NATURE}(?:吗|还是(?:一个|个)?${NATURE})|(?:${YOU}|对面|那边|屏幕(?:后面|背后|那头|对面))?(?:有没有|有|没有)(?:真)?人在(?:后面|背后|后台)?(?:回答|回复|操作)?|${YOU}是(?:活|真)的|${YOU}(?:有没有|没有|有)(?:感情|意识|灵魂|女朋友|男朋友|对象)|${YOU}(?:到底|究竟)?是人是鬼`,
    `(?:so |wait |ok |hey |but )*(?:are|r) (?:you|u) (?:even |really |actually |just )*(?:a |an |the )?(?:real |live |actual )*${NATURE_EN}(?: or (?:just )?(?:a |an )?(?:real )?${NATURE_EN})?`,
    `(?:a )?(?:real )?${NATURE_EN} or (?:a |an )?(?:real )?${NATURE_EN}|(?:am i|is this|are these|do i|is it|is that) (?:(?:talking|speaking|chatting|talk|speak|chat|texting|written|answered) )?(?:to |with |by )?(?:a |an )?(?:real |live )*${NATURE_EN}(?: or (?:a |an )?(?:real )?${NATURE_EN})?|you(?:re| are) (?:not )?(?:a |an )?(?:real )?${NATURE_EN}(?: (?:right|arent you|are you))?|who am i (?:talking|speaking|chatting|writing) (?:to|with)|is there (?:a |an )?(?:real |actual )*(?:human|person|somebody|someone) (?:behind|there|here|on the other (?:side|end)|answering|typing)(?: this| that| the screen| you)?`,
  ],
  human: [
    `(?:请|麻烦|快|快点|马上|帮我|给我|直接|能不能|可以|能|可不可以|我要|我想|我想要|我需要|有没有|有|帮忙)*(?:转接?到?|转成?|换成?|接通?|接入|呼叫|联系|联络|找|叫|要|连接|接)?(?:一下|一个|个|下)?${HUMAN}(?:来|接待|处理|回答|回复|跟我说|和我说|在吗|帮我)?`,
    `(?:我(?:要|想)|请|帮我|给我)?转(?:接)?客服|(?:我(?:要|想)|怎么)?(?:找|联系|联络)(?:${YOU}(?:们)?的?)?(?:客服|管理员|站长|负责人)|怎么(?:才能)?(?:联系|找|转)(?:到)?(?:${HUMAN})|(?:我)?(?:要|想|能|能不能|可以)?找(?:个)?人(?:聊聊?|问问|帮忙|帮我)|我(?:要|想)找人|(?:我)?(?:不想|不要|别)(?:跟|和|让)?(?:机器人|机器|ai)(?:说话|聊天?|说|回答)?|(?:我要|我想|能不能|可以)(?:跟|和)(?:真人|人|人工|活人)(?:说话|聊天?|说|沟通|对话)`,
    '(?:please |can i |could i |i want to |i need to |i would like to |id like to |let me |i want |i need )*(?:talk|speak|chat|connect|transfer|switch|get|connect me|transfer me|put me through|give me)?(?: to| with| me to| me)? ?(?:a |an |the |some )?(?:human|person|real person|real human|live (?:person|agent|chat)|human agent|agent|operator|representative|human being|human support|customer (?:service|support) (?:agent|representative))(?: please| now)?',
    '(?:can i |i want to )?(?:talk|speak) to (?:someone|somebody)(?: please)?|how (?:can|do) i (?:contact|reach) (?:you|someone|somebody|a human|a person|support)|representative|is (?:there )?anyone (?:human|real)(?: here| there)?',
  ],
  abuse: [
    `(?:${YOU}|${YOU}这个?|这个?|${THIS}|一群|全是|什么|啥)?${VERY}${FOUL}(?:的)?(?:${THIS}|东西|玩意儿?|回答|答案)?|${VERY}${FOUL}(?:吧|啊)?${YOU}|(?:${YOU}|这)?${VERY}${FOUL}(?:死|爆|透|到家)(?:我)?了`,
    `(?:这|你|说的|写的|答的)*(?:都|是|些)*(?:什么|啥)(?:破|烂|鬼|狗屁|垃圾|傻逼?|智障)?(?:玩意儿?|东西|机器人|鬼东西|回答|答案)|要${YOU}(?:有)?(?:什么|何|啥)用|${YOU}(?:有(?:毛病|毒)|算(?:什么|个)(?:东西|屁)?|脑子(?:有病|进水了?|坏了))`,
    `(?:给我|快|赶紧)?(?:滚[蛋开]|滚犊子|滚出去|滚|闭嘴|去死|走开|爬|爪巴|死开)(?:吧|啊|远点)?|(?:我)?(?:操|草|艹|靠|日|擦|卧槽|我靠|我操|我草|我日|妈的|他妈的|你妈|${YOU}妈的|tmd|tm|nmsl|cnm|wcnm|wtf|mmp|fw|尼玛|特么|去你的|去你妈的|放屁|狗东西|王八蛋|去${YOU}(?:大爷|的)|${YOU}大爷|混蛋|贱人|变态|死机器人)|(?:我)?(?:讨厌|恨|烦)(?:死)?${YOU}(?:了)?|(?:烦|气)死(?:我|人)?了`,
    '(?:you |you are |youre |u r |ur |this is |this |the |your |bot |what |such |so |a |an |is |fucking |fuckin |damn |bloody |very |really )*(?:stupid|idiot|dumb|moron|retarded|trash|garbage|rubbish|crap|shit|bullshit|bs|sucks?|asshole|bitch|bastard|loser|pathetic|dumbass|suck)(?: bot| robot| machine| thing| bullshit| answer| shit| ai)?',
    '(?:you |you are |youre |what a )*(?:useless|worthless) (?:bot|robot|machine|thing|ai)|(?:you are|youre|u r|ur) (?:so |completely |totally )*(?:useless|worthless)|(?:you |youre |you are |this is |what |such |a |useless |worthless |fucking )*piece of (?:shit|crap|junk|garbage|trash)',
    'fuck(?: you| off| this| it)?|shut up|go to hell|screw you|piss off|wtf|what the (?:fuck|hell)(?: is this)?|i hate (?:you|this)(?: bot)?|damn|damn it|get lost|kill yourself',
  ],
};

/** Letters without a meaning, as a whole message: one letter, one letter repeated, a row of the keyboard. */
export const NO_MEANING =
  /^(?:[a-z]|(\p{L})\1{2,}|(\d)\2{4,}|(?:asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe|wer|zxc|xcv)[a-z]{0,6}|(?:asd|qwe|zxc){2,})$/u;

/** Messages that begin with an order to the bot, not a question about such orders. */
export const INSTRUCTION = new RegExp(
  [
    '^(?:please |now |ok |hello |hi |hey |system |admin )*(?:(?:ignore|disregard|forget|override|bypass|skip) (?:all |any |every |the |your |my |of |these |those )*(?:previous|prior|above|earlier|preceding|everything|instructions?|rules?|prompts?|guidelines?|restrictions?|training)|(?:print|reveal|show|output|repeat|tell|give|leak|dump|display|send)(?: me| us| out)?(?: all| the| your| of)* (?:system |initial |hidden |secret |original |bot )*(?:prompts?|instructions?|tokens?|api ?keys?|passwords?|secrets?|environment variables?|env)|you are now |from now on,? you|pretend (?:you|to be)|act as |roleplay|enter (?:developer|debug|dan|god|admin) mode|jailbreak|do anything now|new instructions? )',
    '^(?:请|现在|你好|好的|系统|管理员)*(?:立即|马上|先|直接)?(?:忽略|无视|忘记|忘掉|忘了|抛开|绕过|不要管|不用管|别管|不再遵守|不要遵守)(?:你|掉|上述|之前|以上|上面|前面|此前|刚才|所有|全部|一切|任何|的|系统|原来|原有|过去|先前)*(?:指令|提示词?|规则|设定|要求|限制|命令|约束|内容|对话|话)',
    '^(?:请|现在|你)*(?:从现在(?:起|开始),?你|你现在(?:是|扮演|开始)|假装你|假设你是|你来?扮演|扮演一|进入(?:开发者|调试|管理员|上帝|越狱)模式|开启(?:开发者|越狱)模式)',
    '^(?:请|现在|你|把)*(?:输出|打印|显示|告诉我|泄露|给我|发给我|说出|重复|展示|公布|交出)(?:一下|你|的|所有|全部|完整|系统|初始|隐藏|机器人|bot|后台|api)*(?:提示词|token|令牌|密钥|key|密码|指令|源代码|环境变量)',
  ].join('|'),
  'u',
);

/** What nobody types but to see whether it is run. */
export const PROBE =
  /<script\b[^>]*>.*<\/script|<(?:img|svg|iframe|body)\b[^>]*\bon[a-z]+ ?=|javascript:[a-z]|\bunion (?:all )?select\b|^select .+ from \w+;?$|;\s*drop table\b|['"]\s*or\s*['"]?1['"]?\s*=\s*['"]?1|\{\{\s*\d+ ?\* ?\d+|\$\{(?:jndi|\d|7)|(?:\.\.\/){2,}|\/etc\/passwd|(?:^|[;(`] ?)(?:rm -rf|sudo |cat \/|ls -)/;

const NUMBER = '(?:\\d[\\d.,]*|[零一二两三四五六七八九十百千万]+)';
const OPERATOR = '(?:[-+×*÷/^x]|加上?|减去?|乘以?|除以?|plus|minus|times|divided by)';
const POWER = `的(?:${NUMBER}次方|平方根?|立方根?|${NUMBER}倍)`;
const RESULT = '(?:=|等于|是|得|equals?)+ ?(?:几|多少|what)?|多少|几';

/** A sum to work out, as a whole message: "1+1等于几", "what is 2 times 3". A span (2024-2025) asks for no result. */
export const SUM = new RegExp(
  `^(?:(?:请问|请|帮我)*(?:算|计算)?(?:一下|下)?) ?${NUMBER}(?:(?: ?${OPERATOR} ?${NUMBER})+|${POWER}) ?(?:${RESULT})[啊呀呢\\s?!.。]*$` +
    `|^(?:what(?:'?s| is)|how much is|calculate|compute) ${NUMBER}(?: ?${OPERATOR} ?${NUMBER})+[\\s?=!.]*$`,
  'u',
);
