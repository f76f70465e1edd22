/** Where everything lives: the hosts of a deployment, what each of them does, and where its discovery leads. */

/** `director`: a Director and two pools. `split`: the servers are in another DNS domain. `hybrid`: users are online. */
export const DEPLOYMENTS = ['single', 'director', 'split', 'hybrid'] as const;
export type Deployment = (typeof DEPLOYMENTS)[number];

export type PoolId = 'a' | 'b';

/** How options, knobs and tests name a host. The first three are there in every deployment, and so are sts and login. */
export type HostKey =
  | 'discovery'
  | 'discoveryInternal'
  | 'pool'
  | 'poolB'
  | 'director'
  | 'discoveryElsewhere'
  | 'webdir'
  | 'webdirUser'
  | 'sts'
  | 'login';

/** A name and what lives under it. */
export interface Place {
  /** `local`: the loopback names, which are discovery and pool at once. `stranger`: not of this organisation. */
  readonly key: HostKey | 'local' | 'stranger';
  /** Lower case, as it stands in a URL. */
  readonly name: string;
  readonly does: 'frontEnd' | 'sts' | 'login' | 'stranger';
  /** It answers discovery at `/` too, not only below the service's own path. */
  readonly discovery: boolean;
  /** The internal one of the two discovery names. */
  readonly internal: boolean;
  readonly pool: PoolId | 'home' | null;
  /** What its discovery root names: another host's user resource, or another root. Null: its own user resource. */
  readonly leadsTo: { readonly rel: 'user' | 'redirect'; readonly key: HostKey } | null;
}

/** The DNS domain of the servers in a split deployment, and that of the online service in a hybrid one. */
const OTHER_DOMAIN = 'litware.example';
const ONLINE_DOMAIN = 'lync.example';

const PLAIN_PLACE = { does: 'frontEnd', discovery: false, internal: false, pool: null, leadsTo: null } as const;

export class Topology {
  readonly deployment: Deployment;
  readonly #places: readonly Place[];
  readonly #strangers: ReadonlySet<string>;

  constructor(deployment: Deployment, domain: string, strangers: (own: readonly string[]) => readonly string[]) {
    this.deployment = deployment;
    this.#places = placesOf(deployment, domain);
    this.#strangers = new Set(strangers(this.names()));
  }

  /** The place under a name, or null where nothing lives. */
  find(name: string): Place | null {
    const own = this.#places.find((place) => place.name === name);
    if (own) return own;
    if (name === 'localhost' || name === '127.0.0.1') {
      return { ...PLAIN_PLACE, key: 'local', name, discovery: true, pool: 'home' };
    }
    return this.#strangers.has(name) ? strangerAt(name) : null;
  }

  /** The name of a host. Throws a RangeError where the deployment has none of that kind. */
  name(key: HostKey): string {
    const place = this.#places.find((one) => one.key === key);
    if (!place) throw new RangeError(`the deployment "${this.deployment}" has no host "${key}"`);
    return place.name;
  }

  has(key: string): boolean {
    return this.#places.some((place) => place.key === key);
  }

  hosts(): Readonly<Record<'discovery' | 'discoveryInternal' | 'pool', string> & Record<string, string>> {
    const [discovery, discoveryInternal, pool] = [
      this.name('discovery'),
      this.name('discoveryInternal'),
      this.name('pool'),
    ];
    const all = Object.fromEntries(this.#places.map(({ key, name }) => [key, name]));
    return { ...all, discovery, discoveryInternal, pool };
  }

  /** Of this organisation and its partners. */
  names(): string[] {
    return this.#places.map(({ name }) => name);
  }

  /** Names that a lying discovery uses. */
  strangers(): string[] {
    return [...this.#strangers];
  }

  /** A front end that takes tickets: what a token may be bound to. */
  isResource(name: string): boolean {
    return this.find(name)?.does === 'frontEnd';
  }
}

/** A host that does not belong here, under any name. */
export function strangerAt(name: string): Place {
  return { ...PLAIN_PLACE, key: 'stranger', name, does: 'stranger' };
}

function placesOf(deployment: Deployment, domain: string): Place[] {
  const place = (key: HostKey, name: string, more: Partial<Place> = {}): Place => ({
    ...PLAIN_PLACE,
    key,
    name,
    ...more,
  });
  const entrances = (leadsTo: Place['leadsTo']): Place[] => [
    place('discovery', `lyncdiscover.${domain}`, { discovery: true, leadsTo }),
    place('discoveryInternal', `lyncdiscoverinternal.${domain}`, { discovery: true, internal: true, leadsTo }),
  ];
  const signIn = [place('sts', `sts.${domain}`, { does: 'sts' }), place('login', `login.${domain}`, { does: 'login' })];
  const onA = { pool: 'a' } as const;
  switch (deployment) {
    case 'single':
      return [...entrances(null), place('pool', `pool1.${domain}`, onA), ...signIn];
    case 'director':
      return [
        ...entrances({ rel: 'user', key: 'director' }),
        place('director', `director.${domain}`),
        place('pool', `pool1.${domain}`, onA),
        place('poolB', `pool2.${domain}`, { pool: 'b' }),
        ...signIn,
      ];
    case 'split':
      return [
        ...entrances({ rel: 'user', key: 'pool' }),
        place('discoveryElsewhere', `lyncdiscover.${OTHER_DOMAIN}`, {
          discovery: true,
          leadsTo: { rel: 'user', key: 'pool' },
        }),
        place('pool', `pool1.${OTHER_DOMAIN}`, onA),
        ...signIn,
      ];
    case 'hybrid':
      return [
        ...entrances({ rel: 'redirect', key: 'webdir' }),
        place('webdir', `webdir.online.${ONLINE_DOMAIN}`, {
          discovery: true,
          leadsTo: { rel: 'user', key: 'webdirUser' },
        }),
        place('webdirUser', `webdir1e.online.${ONLINE_DOMAIN}`),
        place('pool', `webpool1e01.infra.${ONLINE_DOMAIN}`, onA),
        ...signIn,
      ];
  }
}
