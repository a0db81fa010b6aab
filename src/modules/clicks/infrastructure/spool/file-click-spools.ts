import { Injectable } from '@nestjs/common';
import { Configuration } from '../../../../config/configuration.js';
import { ClickSpools, LeftClickSpool } from '../../domain/click-spools.js';
import { LeftSpool } from './left-spool.js';
import { OwnSpool, spoolsOf } from './own-spool.js';
import { SpoolFolder } from './spool-folder.js';

@Injectable()
export class FileClickSpools extends ClickSpools {
  constructor(
    override readonly own: OwnSpool,
    private readonly configuration: Configuration,
  ) {
    super();
  }

  override async findLeft(): Promise<readonly LeftClickSpool[]> {
    const left: LeftClickSpool[] = [];
    for (const folder of await SpoolFolder.allIn(spoolsOf(this.configuration))) {
      if (await folder.isAbandoned()) left.push(new LeftSpool(folder, this.configuration.appSecrets));
    }
    return left;
  }
}
