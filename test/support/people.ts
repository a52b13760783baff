// The participants of conversations: the bot, and the people who write to it.
import type { User, UserFromGetMe } from 'grammy/types';

export const TOKEN = '123456:TEST';

export const BOT = {
  id: 42,
  is_bot: true,
  first_name: '问答',
  username: 'wenda_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  supports_guest_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
} as UserFromGetMe; // newer fields of getMe come and go

export const READER: User = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
export const OTHER: User = { id: 8, is_bot: false, first_name: 'Ann', language_code: 'en' };
