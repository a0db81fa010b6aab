import { IsBoolean } from 'class-validator';
import { ValidationError } from '../../../common/domain/errors.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import { unstorableText } from '../../../common/http/text-safety.js';
import { NewShortUrl } from '../application/short-url-orders.js';
import { CreateShortUrlDto } from './short-url.dto.js';

/** A link that comes with a past: it may be archived already. */
class ImportedLinkDto extends CreateShortUrlDto {
  @IfGiven()
  @IsBoolean()
  archived?: boolean;

  override toOrder(): NewShortUrl {
    return { ...super.toOrder(), archived: this.archived };
  }
}

/** Judged as the body of a call that creates it. @throws ValidationError */
export async function readImportedLink(body: object): Promise<NewShortUrl> {
  const faults = unstorableText(body);
  if (Object.keys(faults).length > 0) throw new ValidationError(faults);
  return (await validateBody(ImportedLinkDto, body)).toOrder();
}
