/** A sign for each kind of group. */
import BookUser from '@lucide/svelte/icons/book-user';
import Building from '@lucide/svelte/icons/building-2';
import Folder from '@lucide/svelte/icons/folder';
import Mails from '@lucide/svelte/icons/mails';
import Pin from '@lucide/svelte/icons/pin';
import UserCheck from '@lucide/svelte/icons/user-check';
import UserCog from '@lucide/svelte/icons/user-cog';
import type { GroupKind } from '../../../preload/contract/state.ts';

export const GROUP_ICONS: Record<GroupKind, typeof Folder> = {
  pinnedGroup: Pin,
  group: Folder,
  defaultGroup: BookUser,
  distributionGroup: Mails,
  delegatesGroup: UserCheck,
  delegatorsGroup: UserCog,
  myOrganizationGroup: Building,
};
