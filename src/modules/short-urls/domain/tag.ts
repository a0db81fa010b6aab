import { createHash } from 'node:crypto';
import { newId } from '../../../common/domain/id.js';

/** Without commas, which part tags in CSV; without outer spaces and control characters, which nobody sees. */
export const TAG_NAME = /^(?!\s)[^,\p{Cc}]+(?<!\s)$/u;

/** As CSS writes it. */
export const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** Of tags whose colour nobody has chosen: told apart beside each other on light and on dark. */
const COLOURS = [
  '#208368',
  '#0797b9',
  '#3e63dd',
  '#8e4ec6',
  '#d6409f',
  '#dc3e42',
  '#cc4e00',
  '#ab6400',
  '#5b7c0f',
  '#7c8481',
];

/** What can be changed later on. */
export interface TagSettings {
  name: string;
  /** null: one that follows from the name. */
  chosenColour: string | null;
}

type Fields = TagSettings & { id: string; workspaceId: string; createdAt: Date; updatedAt: Date };

/** What links of a workspace are marked with. Links hold its name; each name that one of them holds is a tag. */
export class Tag implements Fields {
  readonly id!: string;
  readonly workspaceId!: string;
  readonly name!: string;
  readonly chosenColour!: string | null;
  readonly createdAt!: Date;
  readonly updatedAt!: Date;

  private constructor(fields: Fields) {
    Object.assign(this, fields);
  }

  static create(workspaceId: string, settings: TagSettings, now: Date): Tag {
    return new Tag({ ...settings, workspaceId, id: newId(), createdAt: now, updatedAt: now });
  }

  with(change: Partial<TagSettings>, now: Date): Tag {
    return new Tag(Object.assign({}, this, change, { updatedAt: now }));
  }

  get colour(): string {
    return this.chosenColour ?? colourOf(this.name);
  }
}

/** The same for a name wherever it stands. */
const colourOf = (name: string): string => {
  const [first = 0] = createHash('sha256').update(name).digest();
  return COLOURS[first % COLOURS.length] ?? '';
};
