export { AuthService } from './application/auth.service.js';
export { AuthModule, authPorts } from './auth.module.js';
export { CredentialVerifier } from './domain/credential-verifier.js';
export { RegisterDto } from './presentation/auth.dto.js';
export { SignedInSessions } from './presentation/signed-in-sessions.js';
export { returnPath } from './presentation/return-path.js';
