/** What is photographed: which scene in which look. The pictures in tests/screenshots bear these names. */
import type { Settings } from '../../preload/contract/state.ts';
import { SCENES } from './scenes.ts';

/** How the window looks, whatever it shows. */
export interface Look {
  theme: 'light' | 'dark';
  language: Exclude<Settings['language'], 'system'>;
  direction?: 'rtl';
  /** The colours of the system instead of ours. */
  forced?: boolean;
}

/** One picture. */
export interface Shot {
  /** `SCENE-LOOK`: the name of its file. */
  name: string;
  scene: string;
  look: Look;
}

export const LOOKS = {
  light: { theme: 'light', language: 'en' },
  dark: { theme: 'dark', language: 'en' },
  // The longest words.
  german: { theme: 'light', language: 'de' },
  french: { theme: 'light', language: 'fr' },
  darkGerman: { theme: 'dark', language: 'de' },
  darkFrench: { theme: 'dark', language: 'fr' },
  rightToLeft: { theme: 'light', language: 'en', direction: 'rtl' },
  forced: { theme: 'light', language: 'en', forced: true },
} satisfies Record<string, Look>;

const EVERY_SCENE = ['light', 'dark', 'german'] as const;
/** What has read no state knows neither theme nor language. */
const STATELESS = ['light'] as const;

/** A scene of each view: these are kept in every theme and every language. */
const VIEWS = ['signIn', 'groups', 'phones', 'subscriptions', 'history', 'settings', 'diagnostics'];

/** Beyond the looks of every scene: one scene for each shape of view, and those where a look has most to do. */
const MORE: Partial<Record<keyof typeof LOOKS, readonly string[]>> = {
  // Other words, same shapes as German: one of each view is enough to see a word that does not fit.
  french: [...VIEWS, 'groupMenu', 'contactCard'],
  darkGerman: VIEWS,
  darkFrench: VIEWS,
  // Trees, menus, switches, dialogs and fields are what turns round; so do arrows and numbers among words.
  rightToLeft: ['signIn', 'groups', 'groupMenu', 'contactCard', 'deleteGroup', 'phonesEdit', 'history', 'settings'],
  // What colour alone would say must have a shape: presence, switches, the chosen tab, trouble, what is locked.
  forced: ['signInDenied', 'groups', 'groupsEdits', 'statusMenu', 'newGroup', 'phonesTrouble', 'settings', 'notices'],
};

const shot = (scene: string, look: keyof typeof LOOKS): Shot => ({
  name: `${scene}-${look}`,
  scene,
  look: LOOKS[look],
});

export const SHOTS: readonly Shot[] = [
  ...Object.entries(SCENES).flatMap(([name, { stateless }]) =>
    (stateless === true ? STATELESS : EVERY_SCENE).map((look) => shot(name, look)),
  ),
  ...Object.entries(MORE).flatMap(([look, scenes]) => scenes.map((scene) => shot(scene, look as keyof typeof LOOKS))),
];
