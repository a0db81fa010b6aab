import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../../common/domain/secret-box.js';
import { Configuration } from '../../../config/configuration.js';

@Injectable()
export class SigningKeyBox extends SecretBox {
  constructor({ appSecrets }: Configuration) {
    super(appSecrets, 'trimlink: signing keys');
  }
}
