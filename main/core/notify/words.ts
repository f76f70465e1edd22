/** The words of notifications. Nothing is decided here. */
import { languageOf, type Language } from '../language.ts';
import type { NotificationSpec } from '../ports.ts';
import type { Settings } from '../store/state.ts';
import type { News } from './decide.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';
import { fr } from './words-fr.ts';
import type { Words } from './words-shape.ts';

const WORDS: Record<Language, Words> = { en, de, fr };

/** The words of the language that is set, or of the system's (`culture`, BCP 47), or English. */
export function wordsFor(setting: Settings['language'], culture: string): Words {
  return WORDS[languageOf(setting, culture)];
}

/** A notification in words. */
export function specOf(news: News, words: Words): NotificationSpec {
  const { tag } = news;
  switch (news.kind) {
    case 'change': {
      const { change } = news;
      const groupId = change.kind === 'groupDeleted' ? null : change.groupId;
      return { tag, title: change.groupName, body: words.change(change), groupId };
    }
    case 'burst':
      return { tag, title: news.groupName, body: words.burst(news.people, news.groupName), groupId: news.groupId };
    case 'groups':
      return { tag, title: words.groupsTitle, body: words.groups(news.changes, news.groups), groupId: null };
    case 'available': {
      const { address, name, groupId } = news.person;
      return { tag, title: name, body: words.available(name), groupId, address };
    }
    case 'manyAvailable': {
      const names = news.people.map(({ name }) => name).join(', ');
      return { tag, title: words.manyAvailableTitle(news.people.length), body: names, groupId: null };
    }
    default:
      return news satisfies never;
  }
}
