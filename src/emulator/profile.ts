// The bot's name and descriptions, by language.
import type { UserFromGetMe } from 'grammy/types';
import { languageOf } from './commands.ts';
import type { Events } from './events.ts';
import type { Methods } from './method.ts';
import { textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';

export type Profile = {
  methods: Methods;
  /** The texts that a user with this language sees. */
  visible: (languageCode: string | undefined) => {
    name: string;
    description: string;
    shortDescription: string;
  };
};

/** Field of the request → longest text. Source: Bot API, setMyName and its neighbours. */
const LIMITS = { name: 64, description: 512, short_description: 120 } as const;
type Field = keyof typeof LIMITS;

export function createProfile({ bot, events }: { bot: UserFromGetMe; events: Events }): Profile {
  const texts = new Map<string, string>([['name|', bot.first_name]]);

  /** Texts that are not set in a language fall back to the default ones. */
  function read(field: Field, language: string): string {
    return texts.get(`${field}|${language}`) ?? texts.get(`${field}|`) ?? '';
  }

  function pair(field: Field, suffix: string): Methods {
    return {
      [`set${suffix}`]: (payload) => {
        const language = languageOf(payload);
        const text = (textOf(payload, field) ?? '').trim();
        if (text.length > LIMITS[field]) throw badRequest(`${field.replace('_', ' ')} is too long`);
        if (text === '') {
          texts.delete(`${field}|${language}`);
          if (field === 'name' && language === '') texts.set('name|', bot.first_name);
        } else texts.set(`${field}|${language}`, text);
        events.emit({ kind: 'profile' });
        return true;
      },
      [`get${suffix}`]: (payload) => ({ [field]: read(field, languageOf(payload)) }),
    };
  }

  return {
    methods: {
      getMe: () => ({ ...bot, first_name: read('name', '') }),
      ...pair('name', 'MyName'),
      ...pair('description', 'MyDescription'),
      ...pair('short_description', 'MyShortDescription'),
    },
    visible: (languageCode) => {
      const language = languageCode?.slice(0, 2).toLowerCase() ?? '';
      return {
        name: read('name', language),
        description: read('description', language),
        shortDescription: read('short_description', language),
      };
    },
  };
}
