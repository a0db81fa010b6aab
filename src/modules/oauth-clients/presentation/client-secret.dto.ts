import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { IfGiven } from '../../../common/http/if-given.js';
import { LONGEST_OVERLAP_HOURS, USUAL_OVERLAP_HOURS } from '../domain/client-secret.js';

export class NewSecretDto {
  @ApiProperty({ format: 'password', description: 'The account password, to confirm who asks' })
  @IsString()
  password!: string;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: LONGEST_OVERLAP_HOURS,
    default: USUAL_OVERLAP_HOURS,
    description: 'How long the secrets before it go on working; 0: they stop at once',
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LONGEST_OVERLAP_HOURS)
  expire_previous_in_hours?: number;
}
