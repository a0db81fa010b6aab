import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsNotEmpty, IsString, IsTimeZone, MaxLength, ValidateIf } from 'class-validator';
import { MOST_EMAIL_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { THEMES, type Theme } from '../../../common/domain/theme.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsName } from '../../../common/http/is-name.js';
import { IsGoodPassword } from '../../users/index.js';

export class SignInDto {
  @ApiProperty({ format: 'email' })
  @IsString()
  @IsNotEmpty({ message: 'Enter your e-mail.' })
  @MaxLength(MOST_EMAIL_CHARACTERS)
  email!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty({ message: 'Enter your password.' })
  password!: string;
}

export class RegisterDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS })
  @IsName({ message: 'Enter your name.' })
  name!: string;

  @ApiProperty({ format: 'email' })
  @IsEmail({}, { message: 'Enter a whole e-mail address, such as sam@example.com.' })
  @MaxLength(MOST_EMAIL_CHARACTERS)
  email!: string;

  @IsGoodPassword()
  password!: string;

  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS })
  @IsName({ message: "Enter your organization's name." })
  organization_name!: string;
}

export class ActiveWorkspaceDto {
  @ApiProperty({ description: 'A workspace id, or `all`' })
  @IsString()
  workspace_id!: string;
}

export class UpdateUserDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsName()
  name?: string;

  @ApiPropertyOptional({ format: 'email', description: 'Needs `password`' })
  @IfGiven()
  @IsEmail()
  @MaxLength(MOST_EMAIL_CHARACTERS)
  email?: string;

  @ApiPropertyOptional({ format: 'password' })
  @ValidateIf(({ email, password }: UpdateUserDto) => email !== undefined || password !== undefined)
  @IsString()
  password?: string;

  @ApiPropertyOptional({ enum: THEMES })
  @IfGiven()
  @IsIn(THEMES)
  theme?: Theme;

  @ApiPropertyOptional({ description: 'An IANA name', example: 'Europe/Berlin' })
  @IfGiven()
  @IsTimeZone()
  timezone?: string;
}

export class PasswordByLinkDto {
  @IsGoodPassword()
  password!: string;
}

export class ChangePasswordDto {
  @ApiProperty({ format: 'password' })
  @IsString()
  current_password!: string;

  @IsGoodPassword()
  password!: string;
}
