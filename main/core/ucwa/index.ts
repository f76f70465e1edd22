/**
 * The wire layer's public face. Sessions and features import from the files named here; programs that only want to
 * read what a server sent take the readers: they are pure, take bytes, never throw and never hang, and their failures
 * name the place. What is not named here is the layer's own. It knows no feature (groups, phones, presence).
 * README.md tells where a new medium, error case or resource joins.
 */
export { readBatch } from './media/batch.ts';
export type { CatalogueRow } from './errors/catalogue-row.ts';
export { readChallenges } from './sign-in/challenge.ts';
export type { Challenge } from './sign-in/challenge.ts';
export { createClient } from './client/client.ts';
export type { ClientOptions } from './client/client.ts';
export { readError } from './errors/errors.ts';
export type { Reason, Refused } from './errors/errors.ts';
export { readEvents } from './media/events.ts';
export { hrefKey, sameHref, withQuery } from './client/href.ts';
export { DEFAULT_MEDIUM, MEDIA, readResource } from './media/media.ts';
export type { Misread, Place, Reading } from './media/misread.ts';
export { date, embedded, flag, link, links, rawText, text, texts } from './media/resource.ts';
export { endApplication, getApplication, readApplication, startApplication } from './operations/application.ts';
export type { ApplicationModel, StartApplicationInput, StartedApplication } from './operations/application.ts';
export { getGroupContacts, getMembersOfGroups, getMyContacts } from './operations/contact-lists.ts';
export type { ListInput } from './operations/contact-lists.ts';
export {
  getContactLocation,
  getContactNote,
  getContactParts,
  getContactPresence,
  readContactPart,
  readContactPresence,
} from './operations/contact-presence.ts';
export type { ContactPart, ContactPresenceModel } from './operations/contact-presence.ts';
export { getContact, getContacts, readContact, readContactList } from './operations/contact.ts';
export type { ContactList, ContactModel } from './operations/contact.ts';
export {
  CONTACTS_AND_GROUPS_MINUTES,
  getContactsAndGroupsSubscription,
  readContactsAndGroupsSubscription,
  startOrRefreshContactsAndGroups,
  stopContactsAndGroups,
} from './operations/contacts-and-groups-subscription.ts';
export type { ContactsAndGroupsSubscriptionModel } from './operations/contacts-and-groups-subscription.ts';
export {
  addToContactList,
  expandDistributionGroup,
  getDistributionGroup,
  readDistributionGroup,
  removeFromContactList,
} from './operations/distribution-group.ts';
export type { DistributionGroupModel } from './operations/distribution-group.ts';
export { EVENTS_GRACE_MS, EVENTS_SECONDS, getEvents } from './operations/events.ts';
export type { EventsInput } from './operations/events.ts';
export { deleteGroup, getGroup, readGroup, updateGroup } from './operations/group.ts';
export type { GroupModel, GroupRel } from './operations/group.ts';
export { getMe, isMakeMeAvailableRequired, makeMeAvailable, readMe, reportMyActivity } from './operations/me.ts';
export type { MakeMeAvailableInput, MeModel, Modality } from './operations/me.ts';
export {
  addManyMembers,
  addMembers,
  getMemberships,
  readMembership,
  readMemberships,
  removeMember,
} from './operations/memberships.ts';
export type { AddMembersInput, MembershipModel } from './operations/memberships.ts';
export {
  addManyToGroup,
  addToGroup,
  getMyGroupMembership,
  getMyGroupMemberships,
  readMyGroupMembership,
  readMyGroupMemberships,
  removeContactFromAllGroups,
  removeFromGroup,
} from './operations/my-group-memberships.ts';
export type {
  AddToGroupInput,
  MyGroupMembershipModel,
  MyGroupMembershipsModel,
} from './operations/my-group-memberships.ts';
export { createGroup, getMyGroups, readMyGroups } from './operations/my-groups.ts';
export type { AnyGroupModel, MyGroupsModel, NamedGroup } from './operations/my-groups.ts';
export { isAlreadyExists, isLimitExceeded, isNotFound, linkTo } from './operations/operation.ts';
export type { Conditional, OperationOptions } from './operations/operation.ts';
export { getPeople, readPeople } from './operations/people.ts';
export type { PeopleModel } from './operations/people.ts';
export { changeNumber, changeVisibility, getPhone, getPhones, readPhone, readPhones } from './operations/phones.ts';
export type { ChangeNumberInput, PhoneModel } from './operations/phones.ts';
export { getPhoto } from './operations/photo.ts';
export type { PhotoInput, PhotoModel } from './operations/photo.ts';
export {
  deletePresenceSubscription,
  extendPresenceSubscription,
  getPresenceSubscription,
  getPresenceSubscriptions,
  getSubscribedContacts,
  PRESENCE_SUBSCRIPTION_MINUTES,
  readPresenceSubscription,
  readPresenceSubscriptions,
  subscribeToContacts,
  subscribeToGroupPresence,
  subscribeToManyContacts,
} from './operations/presence-subscriptions.ts';
export type {
  PresenceSubscriptionModel,
  SubscribedContacts,
  SubscribeInput,
} from './operations/presence-subscriptions.ts';
export {
  changeLocation,
  changeNote,
  changePresence,
  getLocation,
  getNote,
  getPresence,
  readLocation,
  readNote,
  readPresence,
  resetPresence,
} from './operations/presence.ts';
export type { LocationModel, NoteModel, PreferredPresence, PresenceModel } from './operations/presence.ts';
export {
  getMyPrivacyRelationships,
  getPrivacyRelationship,
  readMyPrivacyRelationships,
  readPrivacyRelationship,
  resetPrivacyRelationship,
  updatePrivacyRelationship,
} from './operations/privacy-relationship.ts';
export type { PrivacyLevel, PrivacyLevelModel, PrivacyRelationshipModel } from './operations/privacy-relationship.ts';
export { readSearch, search } from './operations/search.ts';
export type { SearchInput, SearchModel } from './operations/search.ts';
export { signIn } from './sign-in/sign-in.ts';
export type * from './sign-in/types.ts';
export type * from './types.ts';
