export { PasswordLinksService } from './application/password-links.service.js';
export { UsersService, wrongPair } from './application/users.service.js';
export {
  MEMBER_STATUSES,
  MemberDirectory,
  type MemberListing,
  type MemberStatus,
  SHOWN_STATUSES,
  type ShownStatus,
} from './domain/member-directory.js';
export { type PasswordLink, type PasswordLinkPurpose } from './domain/password-link.js';
export { PasswordHasher } from './domain/password-hasher.js';
export { User, type UserProfile } from './domain/user.js';
export { GroupReference } from './presentation/user.presenter.js';
export { IsGoodPassword } from './presentation/is-good-password.js';
export { PasswordPrompt } from './presentation/password-prompt.js';
export { UsersModule, usersPorts } from './users.module.js';
