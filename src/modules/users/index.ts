export { UsersService, wrongPair } from './application/users.service.js';
export { MEMBER_STATUSES, MemberDirectory, type MemberListing, type MemberStatus } from './domain/member-directory.js';
export { PasswordHasher } from './domain/password-hasher.js';
export { User, type UserProfile } from './domain/user.js';
export { IsGoodPassword } from './presentation/is-good-password.js';
export { PasswordPrompt } from './presentation/password-prompt.js';
export { UsersModule, usersPorts } from './users.module.js';
