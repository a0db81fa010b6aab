import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../../common/domain/secret-box.js';
import { Configuration } from '../../../config/configuration.js';
import { ImportBrokenOff } from '../domain/link-import.js';

/** What came in is at rest under APP_SECRET only: a file may hold the passwords of links. */
@Injectable()
export class ImportBox {
  private readonly box: SecretBox;

  constructor({ appSecrets }: Configuration) {
    this.box = new SecretBox(appSecrets, 'trimlink: imported rows');
  }

  seal(plain: Uint8Array): Buffer {
    return this.box.seal(plain);
  }

  /** @throws ImportBrokenOff */
  open(sealed: Buffer): Buffer {
    const opened = this.box.open(sealed);
    if (!opened) throw new ImportBrokenOff('What it is to read was stored under an APP_SECRET that is gone.');
    return opened.plain;
  }
}
