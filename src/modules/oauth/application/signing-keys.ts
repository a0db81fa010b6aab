import { createPrivateKey, createPublicKey, generateKeyPair, JsonWebKey, KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { StartupError } from '../../../common/domain/startup-error.js';
import { LONGEST_ACCESS_SECONDS } from '../../oauth-clients/index.js';
import { SigningKey } from '../domain/signing-key.js';
import { SigningKeyRepository } from '../domain/signing-key.repository.js';
import { SigningKeyBox } from './signing-key-box.js';

const MODULUS_BITS = 2048;
const generate = promisify(generateKeyPair);

export interface PublicJwk extends JsonWebKey {
  kid: string;
  use: 'sig';
  alg: 'RS256';
}

/** The RSA keys behind access tokens. They live in the database, so that every instance has them. */
@Injectable()
export class SigningKeys implements OnModuleInit {
  private opened: { id: string; privateKey: KeyObject } | undefined;
  private readonly publicKeys = new Map<string, string>();

  constructor(
    private readonly keys: SigningKeyRepository,
    private readonly box: SigningKeyBox,
    private readonly clock: Clock,
  ) {}

  /** @throws StartupError when APP_SECRET does not open the current key. */
  async onModuleInit(): Promise<void> {
    await this.keys.exclusively(async () => {
      const current = await this.keys.current();
      if (!current) {
        await this.keys.add(await this.create());
        return;
      }
      const { plain, isStale } = this.open(current);
      if (isStale) await this.keys.encryptAnew(current, this.box.seal(plain));
    });
  }

  /** Asks the database each time, since another instance may have rotated; only decrypting is saved. */
  async current(): Promise<{ id: string; privateKey: KeyObject }> {
    const key = await this.keys.current();
    if (!key) throw new Error('There is no signing key');
    if (this.opened?.id !== key.id) {
      const privateKey = createPrivateKey({ key: this.open(key).plain, format: 'der', type: 'pkcs8' });
      this.opened = { id: key.id, privateKey };
    }
    return this.opened;
  }

  /** PEM; undefined for a key that is unknown. */
  async publicKeyOf(id: string): Promise<string | undefined> {
    const known = this.publicKeys.get(id) ?? (await this.keys.find(id))?.publicKey;
    if (known !== undefined) this.publicKeys.set(id, known);
    return known;
  }

  /** RFC 7517: those under which some access token may still be alive. */
  async published(): Promise<PublicJwk[]> {
    const since = new Date(this.clock.now().getTime() - LONGEST_ACCESS_SECONDS * 1000);
    const keys = await this.keys.publishedSince(since);
    return keys.map(({ id, publicKey }) => ({
      ...createPublicKey(publicKey).export({ format: 'jwk' }),
      kid: id,
      use: 'sig',
      alg: 'RS256',
    }));
  }

  /** A new key signs from now on; the old one verifies until its last token has run out. @returns the new key's id. */
  async rotate(): Promise<string> {
    const key = await this.create();
    await this.keys.exclusively(async () => {
      await this.keys.retireCurrent(this.clock.now());
      await this.keys.add(key);
    });
    return key.id;
  }

  private async create(): Promise<SigningKey> {
    const pair = await generate('rsa', { modulusLength: MODULUS_BITS });
    const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
    const publicKey = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    return SigningKey.create({ privateKeyEncrypted: this.box.seal(privateKey), publicKey }, this.clock.now());
  }

  private open({ privateKeyEncrypted }: SigningKey): { plain: Buffer; isStale: boolean } {
    const opened = privateKeyEncrypted && this.box.open(privateKeyEncrypted);
    if (opened) return opened;
    throw new StartupError(
      'APP_SECRET does not open the signing key in the database. Append the former secret after a comma.',
    );
  }
}
